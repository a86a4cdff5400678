package dev.bac.llm;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * Tokens of one call, and their price.
 *
 * @param input tokens read, cached ones included
 * @param cached of these, read from the vendor's prompt cache
 * @param output tokens written
 * @param cost in US dollars by the catalogue's price; empty when the catalogue has none
 */
public record Usage(long input, long cached, long output, Optional<BigDecimal> cost) {
    public static final Usage NONE = new Usage(0, 0, 0, Optional.of(BigDecimal.ZERO));

    /** The sum; its cost is unknown as soon as one of the two is. */
    public Usage plus(Usage other) {
        return new Usage(
                input + other.input,
                cached + other.cached,
                output + other.output,
                cost.flatMap(mine -> other.cost.map(mine::add)));
    }
}
