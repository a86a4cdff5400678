package dev.bac.llm.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.llm.ChatRequest;
import dev.bac.llm.Message;
import dev.bac.llm.Usage;
import dev.bac.llm.contract.Requests;
import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CatalogueTest {
    private final Catalogue catalogue = Catalogue.shipped();

    private BigDecimal cost(String id, long input, long cached, long output) {
        return catalogue.find(id).orElseThrow().cost(new Usage(input, cached, output, Optional.empty()));
    }

    @Test
    void pricesCachedTokensApart() {
        assertThat(cost("openai/gpt-4o-mini", 1_000_000, 400_000, 1_000_000)).isEqualByComparingTo("0.72");
        assertThat(cost("anthropic/claude-sonnet-5", 1_000, 0, 100)).isEqualByComparingTo("0.003");
    }

    @Test
    void longPromptsCostTheTiersPriceFromTheirFirstToken() {
        assertThat(cost("gemini/gemini-2.5-pro", 200_000, 0, 0)).isEqualByComparingTo("0.25");
        assertThat(cost("gemini/gemini-2.5-pro", 200_001, 0, 0)).isEqualByComparingTo("0.5000025");
    }

    @Test
    void aDatedNameIsItsModelAndAnotherModelIsNot() {
        assertThat(catalogue.find("anthropic/claude-haiku-4-5-20251001")).isPresent();
        assertThat(catalogue
                        .find("openai/gpt-5.4-mini-2026-03-01")
                        .orElseThrow()
                        .id())
                .isEqualTo("openai/gpt-5.4-mini");
        assertThat(catalogue.find("openai/gpt-5.2-pro"))
                .as("dearer than gpt-5.2")
                .isEmpty();
        assertThat(catalogue.find("ollama/llama3.2:3b").orElseThrow().id()).isEqualTo("ollama/llama3.2");
        assertThat(catalogue.find("ollama/qwen3:8b")).isEmpty();
    }

    @Test
    void everyDefaultIsInIt() {
        for (String provider : new String[] {"openai", "anthropic", "gemini"}) {
            String model = catalogue.defaultModel(provider).orElseThrow();
            assertThat(catalogue.find(provider + "/" + model)).isPresent();
        }
    }

    @Test
    void aModelWithoutAPriceHasNoCost() {
        var request = Requests.asking(ChatRequest.AUTO, Message.User.of("Hello"));
        var priced = new PricedModel(Scripted.answers("openai/gpt-4o-mini"), catalogue);
        var unknown = new PricedModel(Scripted.answers("groq/some"), catalogue);

        assertThat(priced.chat(Requests.CALLER, request, text -> {})
                        .usage()
                        .cost()
                        .orElseThrow())
                .isEqualByComparingTo("0.72");
        assertThat(unknown.chat(Requests.CALLER, request, text -> {}).usage().cost())
                .isEmpty();
    }
}
