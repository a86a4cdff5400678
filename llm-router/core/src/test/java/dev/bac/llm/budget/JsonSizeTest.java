package dev.bac.llm.budget;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonSizeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"a\":[]}",
                "[{},{\"b\":null},true,false,1,-2.50,1e30,12345678901234567890]",
                "{\"model\":\"gpt-x\",\"messages\":[{\"role\":\"user\",\"content\":\"Größe: 5 €, 丙 and 😀\"}],\"n\":1}",
                "{\"quo\\\"ted\":\"back\\\\slash \\n\\t\\r\\b\\f \\u0001 \\u001f / \\u2028\"}"
            })
    void isWhatWritingItTakes(String json) {
        JsonNode node = JsonMapper.shared().readTree(json);

        assertThat(JsonSize.of(node)).isEqualTo(node.toString().getBytes(UTF_8).length);
    }
}
