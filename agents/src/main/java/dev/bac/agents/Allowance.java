package dev.bac.agents;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * What a run has used before it was taken up again, and what bounds it beside its agent's limits: neither an approval
 * nor a restart gives it new time or money.
 *
 * @param worked time at work, waiting for a person not counted
 * @param spent on models, in US dollars
 * @param longest that any run may work, whatever its agent says
 * @param tokens that models have read and written
 * @param steps questions that models were asked
 * @param calls tool calls that were made
 */
public record Allowance(Duration worked, BigDecimal spent, Duration longest, long tokens, int steps, int calls) {
    public Allowance(Duration worked, BigDecimal spent, Duration longest) {
        this(worked, spent, longest, 0, 0, 0);
    }

    /** Nothing used, bounded by the agent's limits alone. */
    public static final Allowance FRESH = new Allowance(Duration.ZERO, BigDecimal.ZERO, Duration.ofDays(1));
}
