package dev.bac.llm.routing.choice;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A decision as it was kept, with what came of it.
 *
 * @param answeredBy who answered in the end
 * @param cost in US dollars, when known
 * @param score the mean of its outcomes, 0 to 1
 */
public record KeptDecision(
        UUID id,
        Instant at,
        String policy,
        String answeredBy,
        String why,
        List<Option> options,
        Optional<BigDecimal> cost,
        Optional<Duration> took,
        Optional<Double> score) {
    public KeptDecision {
        options = List.copyOf(options);
    }
}
