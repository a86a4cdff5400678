package dev.bac.orchestrator.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bac.identity.Caller;
import dev.bac.identity.Channel;
import dev.bac.identity.TenantId;
import dev.bac.identity.UserId;
import dev.bac.llm.ChatRequest;
import dev.bac.llm.Message;
import dev.bac.llm.ModelException;
import dev.bac.llm.ModelException.Kind;
import dev.bac.llm.resilience.Resilience;
import dev.bac.llm.resilience.ResilienceSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class HealthMetersTest {
    @Test
    void aModelThatIsLeftAloneIsSeenInTheMetrics() {
        var metrics = Meters.registry();
        var resilience = new Resilience(
                ResilienceSettings.USUAL,
                (_, _) -> Optional.empty(),
                InstantSource.fixed(Instant.parse("2026-11-21T08:00:00Z")),
                new Random(7),
                time -> {});
        HealthMeters.bind(resilience, metrics);
        var caller = new Caller(
                new TenantId(new UUID(0, 1)),
                new UserId(new UUID(0, 2)),
                "Jane",
                Set.of(),
                Set.of(),
                Channel.API,
                Optional.empty());
        var request = new ChatRequest(
                "m", List.of(Message.User.of("Hello")), List.of(), 10, Optional.empty(), Duration.ofSeconds(5));
        var model = resilience.guarded("openai", List.of((_, _, _) -> {
            throw new ModelException(Kind.RATE_LIMIT, "openai", "too many", Optional.of(Duration.ofMinutes(1)));
        }));
        catchThrowableOfType(ModelException.class, () -> model.chat(caller, request, text -> {}));

        assertThat(metrics.scrape())
                .contains("bac_model_breaker{key=\"1\",model=\"openai/m\"} 1.0")
                .contains("bac_model_failures_total{model=\"openai/m\"} 1.0")
                .contains("bac_model_at_work{model=\"openai/m\"} 0.0");
        assertThat(metrics.scrape().lines().filter(line -> line.startsWith("bac_model_breaker_until_seconds{")))
                .singleElement()
                .satisfies(line -> assertThat(Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                        .isEqualTo(Instant.parse("2026-11-21T08:01:00Z").getEpochSecond()));
    }
}
