package dev.bac.llm;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/**
 * What who asks wants of the model that is chosen, when the router chooses; kept as long as any model can keep it.
 *
 * @param quality the least expected score, 0 to 1
 * @param latency the longest time to the whole answer
 * @param cost the dearest call, in US dollars
 */
public record Bounds(double quality, Optional<Duration> latency, Optional<BigDecimal> cost) {
    public static final Bounds NONE = new Bounds(0, Optional.empty(), Optional.empty());
}
