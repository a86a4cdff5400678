package dev.bac.llm.budget;

import java.time.Instant;
import java.util.Optional;

/**
 * How near a spender's tightest budget is to its end.
 *
 * @param spent share of it that is spent or reserved, 0 to 1 and beyond
 * @param forecast share of it that will be spent at its end when spending goes on as until now
 * @param exhausted when it would be used up; empty when it lasts
 */
public record Pressure(Budget budget, double spent, double forecast, Optional<Instant> exhausted) {

    /** True when it pays to be saving: the budget does not last. */
    public boolean shouldSave() {
        return forecast > 1;
    }
}
