package dev.bac.llm.routing;

import dev.bac.llm.Usage;
import java.math.BigDecimal;

/**
 * US dollars for a million tokens.
 *
 * @param input read afresh
 * @param cached read from the vendor's prompt cache
 * @param output written, thinking included
 */
public record Price(BigDecimal input, BigDecimal cached, BigDecimal output) {
    private static final int PER_MILLION = 6;

    BigDecimal of(Usage usage) {
        return input.multiply(BigDecimal.valueOf(usage.input() - usage.cached()))
                .add(cached.multiply(BigDecimal.valueOf(usage.cached())))
                .add(output.multiply(BigDecimal.valueOf(usage.output())))
                .movePointLeft(PER_MILLION)
                .stripTrailingZeros();
    }
}
