package dev.bac.orchestrator.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StandingsTest {
    private static final String METRICS = """
            # TYPE bac_model_breaker_until_seconds gauge
            bac_model_breaker_until_seconds{key="1",model="openai/gpt-4.1"} 1.795248E9
            bac_model_breaker_until_seconds{key="2",model="openai/gpt-4.1"} 0.0
            bac_model_slow{model="gemini/gemini-2.5-pro"} 1.0
            bac_model_slow{model="openai/gpt-4.1"} 0.0
            """;

    @Test
    void tellsWhoIsLeftAloneAndUntilWhen() {
        var standings = Standings.read(METRICS);
        assertThat(standings.of("openai/gpt-4.1")).contains("key 1 left alone until 2026-11-21T08:00:00Z");
        assertThat(standings.of("gemini/gemini-2.5-pro")).contains("slower than usual, so others are asked first");
        assertThat(standings.of("anthropic/claude-sonnet-5")).isEmpty();
    }
}
