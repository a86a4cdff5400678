package dev.bac.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bac.llm.contract.Requests;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class MessageCodecTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private final MessageCodec codec = new MessageCodec();

    private static final List<Message> ALL = List.of(
            new Message.Instructions("Be brief."),
            Message.User.of("Was ist überfällig? \u0000 \"'"),
            new Message.Assistant(List.of(
                    new Part.Opaque(
                            "anthropic", Requests.json("{\"thinking\": \"hm\", \"attributes\": {\"a\": [\"b\"]}}")),
                    new Part.Text("Let me see."),
                    new Part.ToolCall(
                            "c1",
                            "invoices_search",
                            Requests.json("{\"amount\": 1200.10, \"deep\": {\"a\": [1, null]}}")))),
            new Message.ToolResults(List.of(
                    new Part.ToolResult("c1", "invoices_search", "none", false),
                    new Part.ToolResult("c2", "invoices_search", "wrong", true))));

    @Test
    void everyMessageComesBackAsItWas() {
        for (Message message : ALL) {
            String stored = codec.write(message).toString();
            assertThat(codec.read(JSON.readTree(stored))).isEqualTo(message);
        }
    }

    /** A fact of the database: this form is stored and must be readable for ever. */
    @Test
    void theStoredFormIsOurs() {
        assertThat(codec.write(ALL.get(3)).toString())
                .isEqualTo(
                        "{\"v\":1,\"role\":\"tools\",\"parts\":["
                                + "{\"type\":\"result\",\"call\":\"c1\",\"tool\":\"invoices_search\",\"text\":\"none\",\"failed\":false},"
                                + "{\"type\":\"result\",\"call\":\"c2\",\"tool\":\"invoices_search\",\"text\":\"wrong\",\"failed\":true}]}");
    }

    @Test
    void liftsWhatOlderVersionsWroteOneVersionAtATime() {
        var later = new MessageCodec(List.of(
                old -> old.put("said", old.path("text").asString() + "!").without("text"),
                old -> old.put("text", old.path("said").asString() + "?")));

        assertThat(later.read(codec.write(new Message.Instructions("Hi")))).isEqualTo(new Message.Instructions("Hi!?"));
        assertThat(later.write(ALL.getFirst()).path("v").asInt()).isEqualTo(3);
    }

    @Test
    void refusesWhatANewerVersionWroteAndWhatIsNoMessage() {
        assertThatThrownBy(() -> codec.read(Requests.json("{\"v\": 2, \"role\": \"user\"}")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("version 2");
        assertThatThrownBy(() -> codec.read(Requests.json("{\"v\": 1, \"role\": \"wizard\"}")))
                .hasMessageContaining("wizard");
        assertThatThrownBy(() -> codec.read(JSON.readTree("[]"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () -> codec.read(Requests.json("{\"v\":1,\"role\":\"user\",\"parts\":[{\"type\":\"text\"}]}")))
                .hasMessageContaining("lacks 'text'");
    }
}
