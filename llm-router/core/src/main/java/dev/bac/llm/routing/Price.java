package dev.bac.llm.routing;

import dev.bac.llm.Usage;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * US dollars for a million tokens.
 *
 * @param input read afresh
 * @param cached read from the vendor's prompt cache
 * @param cacheWrite read afresh and written to that cache; empty where that costs no more than reading
 * @param output written, thinking included
 */
public record Price(BigDecimal input, BigDecimal cached, Optional<BigDecimal> cacheWrite, BigDecimal output) {
    private static final int PER_MILLION = 6;

    /** Without a price for writing to the cache. */
    public Price(BigDecimal input, BigDecimal cached, BigDecimal output) {
        this(input, cached, Optional.empty(), output);
    }

    BigDecimal of(Usage usage) {
        long fresh = usage.input() - usage.cached() - usage.written();
        return input.multiply(BigDecimal.valueOf(fresh))
                .add(cached.multiply(BigDecimal.valueOf(usage.cached())))
                .add(cacheWrite.orElse(input).multiply(BigDecimal.valueOf(usage.written())))
                .add(output.multiply(BigDecimal.valueOf(usage.output())))
                .movePointLeft(PER_MILLION)
                .stripTrailingZeros();
    }
}
