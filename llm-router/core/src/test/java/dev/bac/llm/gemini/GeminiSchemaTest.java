package dev.bac.llm.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.llm.contract.Requests;
import org.junit.jupiter.api.Test;

class GeminiSchemaTest {

    private static String translated(String property) {
        return GeminiSchema.of(Requests.json("{\"type\":\"object\",\"properties\":{\"p\":" + property
                        + "},\"$defs\":{\"money\":{\"type\":\"object\",\"properties\":{\"amount\":{\"type\":\"number\"}}},"
                        + "\"tree\":{\"type\":\"array\",\"items\":{\"$ref\":\"#/$defs/tree\"}}}}"))
                .orElseThrow()
                .at("/properties/p")
                .toString();
    }

    @Test
    void speaksGeminisDialect() {
        assertThat(translated("{\"type\":[\"integer\",\"null\"],\"minimum\":1,\"exclusiveMaximum\":9}"))
                .isEqualTo("{\"nullable\":true,\"type\":\"INTEGER\",\"minimum\":1}");
        assertThat(translated("{\"type\":\"string\",\"format\":\"date\",\"description\":\"The day\"}"))
                .isEqualTo("{\"description\":\"The day (format: date)\",\"type\":\"STRING\"}");
        assertThat(translated("{\"type\":\"string\",\"format\":\"date-time\"}"))
                .isEqualTo("{\"format\":\"date-time\",\"type\":\"STRING\"}");
        assertThat(translated("{\"const\":\"EUR\"}")).isEqualTo("{\"type\":\"STRING\",\"enum\":[\"EUR\"]}");
        assertThat(translated("{\"anyOf\":[{\"type\":\"string\"},{\"type\":\"number\"}]}"))
                .isEqualTo("{\"anyOf\":[{\"type\":\"STRING\"},{\"type\":\"NUMBER\"}]}");
        assertThat(translated("{\"$ref\":\"#/$defs/money\"}"))
                .isEqualTo("{\"type\":\"OBJECT\",\"properties\":{\"amount\":{\"type\":\"NUMBER\"}}}");
    }

    @Test
    void endsWithASchemaThatHoldsItself() {
        assertThat(translated("{\"$ref\":\"#/$defs/tree\"}"))
                .startsWith("{\"type\":\"ARRAY\",\"items\":{\"type\":\"ARRAY\"");
    }

    @Test
    void aToolWithoutArgumentsHasNoSchema() {
        assertThat(GeminiSchema.of(Requests.json("{\"type\":\"object\",\"properties\":{}}")))
                .isEmpty();
    }
}
