package dev.bac.llm.budget;

import dev.bac.llm.Usage;
import java.math.BigDecimal;

/**
 * What a call takes of each measure, in its units.
 *
 * @param money billionths of a US dollar
 */
public record Amounts(long money, long tokens, long requests) {
    public Amounts {
        if (money < 0 || tokens < 0 || requests < 0) {
            throw new IllegalArgumentException("nothing is spent backwards");
        }
    }

    /** What one call used; a model without a price costs nothing. */
    public static Amounts of(Usage usage) {
        return new Amounts(Measure.nanos(usage.cost().orElse(BigDecimal.ZERO)), usage.input() + usage.output(), 1);
    }

    long of(Measure measure) {
        return switch (measure) {
            case MONEY -> money;
            case TOKENS -> tokens;
            case REQUESTS -> requests;
        };
    }
}
