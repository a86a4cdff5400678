package dev.bac.llm.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.llm.ChatRequest;
import dev.bac.llm.Message;
import dev.bac.llm.ToolDefinition;
import dev.bac.llm.contract.Requests;
import dev.bac.llm.routing.Scripted;
import java.util.List;
import org.junit.jupiter.api.Test;

class TranslationTest {
    private static String why(String model, ChatRequest request) {
        return new TranslatedModel(Scripted.answers(model))
                .chat(Requests.CALLER, request, text -> {})
                .why();
    }

    @Test
    void eachVendorsAnswerSaysWhatItDidNotGet() {
        var everything = Requests.withEverything("m");
        assertThat(why("anthropic/claude-sonnet-5", everything))
                .isEqualTo("anthropic/claude-sonnet-5 was asked; lost in translation: the thinking that gemini signed");
        assertThat(why("gemini/gemini-2.5-pro", everything))
                .isEqualTo("gemini/gemini-2.5-pro was asked; lost in translation: the thinking that anthropic signed");
        assertThat(why("openai/gpt-4.1", everything))
                .endsWith("the thinking that anthropic signed; the thinking that gemini signed");
        assertThat(why("ollama/llama3.2", everything))
                .endsWith("; the ids of tool calls, whose results go by their order");
    }

    @Test
    void nothingLostIsNothingSaid() {
        var plain = Requests.asking("m", Message.User.of("Hello"));
        assertThat(why("openai/gpt-4.1", plain)).isEqualTo("openai/gpt-4.1 was asked");
        assertThat(why("bac/planner", Requests.withEverything("m"))).isEqualTo("bac/planner was asked");
    }

    @Test
    void aTemperatureThatReasoningModelsDoNotTakeIsTold() {
        assertThat(why("openai/gpt-5.2", Requests.asking("m", Message.User.of("Hello"))))
                .endsWith("lost in translation: the temperature, which this model does not take");
    }

    @Test
    void keywordsThatGeminisSchemasLackAreTold() {
        var tool = new ToolDefinition(
                "pay",
                "pay",
                "Pays.",
                Requests.json(
                        "{\"type\":\"object\",\"properties\":{\"cents\":{\"type\":\"integer\",\"multipleOf\":5},\"to\":{\"type\":\"array\",\"items\":{\"not\":{}},\"uniqueItems\":true}}}"),
                Requests.json("{}"),
                true,
                List.of());
        var request = Requests.asking("m", Message.User.of("Hello")).withTools(List.of(tool));
        assertThat(why("gemini/gemini-2.5-pro", request))
                .endsWith("lost in translation: multipleOf, not, uniqueItems of the tools' schemas");
        assertThat(why("anthropic/claude-sonnet-5", request)).doesNotContain("lost");
    }
}
