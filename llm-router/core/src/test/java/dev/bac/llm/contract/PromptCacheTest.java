package dev.bac.llm.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.llm.ChatRequest;
import dev.bac.llm.Message;
import dev.bac.llm.anthropic.AnthropicDialect;
import dev.bac.llm.openai.OpenAiDialect;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** Where a vendor is told that a prompt's beginning may be kept. */
class PromptCacheTest {
    private static final String SYSTEM = "\"system\":[{\"type\":\"text\",\"text\":\"You help.\"}]";

    private static ChatRequest plain() {
        return new ChatRequest(
                "claude-sonnet-5",
                List.of(Message.User.of("Hi")),
                List.of(),
                9,
                Optional.empty(),
                Duration.ofSeconds(5));
    }

    private static String anthropic(String body) {
        return new AnthropicDialect().amend(Requests.json(body), plain()).toString();
    }

    @Test
    void marksTheConversationOnlyWhereItsNextTurnWillReadItAgain() {
        String question = "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"Hi\"}]}";
        String answer = "{\"role\":\"assistant\",\"content\":[{\"type\":\"text\",\"text\":\"Yes?\"}]}";

        assertThat(anthropic("{" + SYSTEM + ",\"messages\":[" + question + "]}"))
                .as("asked once")
                .containsOnlyOnce("cache_control")
                .contains("You help.\",\"cache_control\":{\"type\":\"ephemeral\"}");
        assertThat(anthropic("{" + SYSTEM + ",\"messages\":[%s,%s,%s]}".formatted(question, answer, question)))
                .as("a conversation")
                .contains("Hi\",\"cache_control\":{\"type\":\"ephemeral\"}}]}]");
    }

    @Test
    void putsNoMarkOnThinkingOrOnNothing() {
        String thinking =
                "{\"role\":\"assistant\",\"content\":[{\"type\":\"thinking\",\"thinking\":\"x\",\"signature\":\"s\"}]}";
        String empty = "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"\"}]}";
        assertThat(anthropic("{\"messages\":[%s,%s]}".formatted(empty, thinking)))
                .doesNotContain("cache_control");
        assertThat(anthropic("{\"messages\":[%s,%s]}".formatted(thinking, empty)))
                .doesNotContain("cache_control");
    }

    @Test
    void marksTheInstructionsOnlyForOpenAiModelsThatTakeMarks() {
        assertThat(openAi("gpt-5.6-luna", true)).contains("prompt_cache_breakpoint");
        assertThat(openAi("gpt-6", true)).contains("prompt_cache_breakpoint");
        assertThat(openAi("gpt-5.4-mini", true)).doesNotContain("prompt_cache_breakpoint");
        assertThat(openAi("gpt-4o", true)).doesNotContain("prompt_cache_breakpoint");
        assertThat(openAi("gpt-6", false)).as("somebody else's").doesNotContain("prompt_cache_breakpoint");
    }

    private static String openAi(String model, boolean itself) {
        ObjectNode body = Requests.json("{\"messages\":[{\"role\":\"system\",\"content\":\"You help.\"}]}");
        if (itself) {
            body.put("prompt_cache_key", "bac-1");
        }
        return new OpenAiDialect().amend(body, plain().withModel(model)).toString();
    }
}
