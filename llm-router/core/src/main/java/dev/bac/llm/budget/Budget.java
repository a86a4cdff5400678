package dev.bac.llm.budget;

import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * What may be spent in a day or month.
 *
 * @param subject whose: a user's or key's id, an agent's name; {@link #EACH}: each of them has one of its own
 * @param most in units of the measure
 * @param alerts percentages at which somebody is told, ascending
 */
public record Budget(
        UUID id, Per per, String subject, Measure measure, Period period, long most, List<Integer> alerts) {
    /** Every user, every agent, every key; the tenant's only subject too. */
    public static final String EACH = "*";

    private static final int MOST_PERCENT = 1_000;

    public Budget {
        alerts = alerts.stream().sorted().distinct().toList();
        if (most < 0) {
            throw new IllegalArgumentException("a budget is not negative");
        }
        if (alerts.stream().anyMatch(percent -> percent < 1 || percent > MOST_PERCENT)) {
            throw new IllegalArgumentException("an alert is a percentage from 1 to " + MOST_PERCENT);
        }
    }

    /** Whether it holds for a spender's part of that kind. */
    boolean holdsFor(String name) {
        return subject.equals(EACH) || subject.equals(name);
    }

    /** For people, such as {@code user budget of 5 USD a day}. */
    public String told() {
        return per.name().toLowerCase(Locale.ROOT) + " budget of " + measure.told(most) + " a "
                + period.name().toLowerCase(Locale.ROOT);
    }
}
