package dev.bac.llm;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * Tokens of one call, and their price.
 *
 * @param input tokens read, cached and written ones included
 * @param cached of these, read from the vendor's prompt cache
 * @param written of these, written to the vendor's prompt cache, where the vendor counts that apart
 * @param output tokens written
 * @param cost in US dollars by the catalogue's price; empty when the catalogue has none
 * @param saved what the answer cost when a model gave it; there when it was given again instead
 */
public record Usage(
        long input, long cached, long written, long output, Optional<BigDecimal> cost, Optional<BigDecimal> saved) {
    public static final Usage NONE = new Usage(0, 0, 0, Optional.of(BigDecimal.ZERO));

    /** Of a model that was asked. */
    public Usage(long input, long cached, long written, long output, Optional<BigDecimal> cost) {
        this(input, cached, written, output, cost, Optional.empty());
    }

    /** Of an answer that was given again: nothing but what that saved, zero when nobody knows its price. */
    public static Usage again(Usage first) {
        return new Usage(
                0,
                0,
                0,
                0,
                Optional.of(BigDecimal.ZERO),
                Optional.of(first.cost().orElse(BigDecimal.ZERO)));
    }

    /** Of a vendor that does not count what it writes to its cache. */
    public Usage(long input, long cached, long output, Optional<BigDecimal> cost) {
        this(input, cached, 0, output, cost);
    }

    /** The sum; its cost is unknown as soon as one of the two is. */
    public Usage plus(Usage other) {
        return new Usage(
                input + other.input,
                cached + other.cached,
                written + other.written,
                output + other.output,
                cost.flatMap(mine -> other.cost.map(mine::add)),
                saved.isEmpty() ? other.saved : Optional.of(saved.get().add(other.saved.orElse(BigDecimal.ZERO))));
    }

    /** These tokens at this cost. */
    public Usage costing(Optional<BigDecimal> price) {
        return new Usage(input, cached, written, output, price, saved);
    }
}
