package dev.bac.llm.budget;

import java.math.BigInteger;
import java.util.List;

/**
 * A budget has reached a percentage that somebody wants to know of.
 *
 * @param spent in units
 */
public record Alert(Account account, int percent, long spent) {

    /** Who is told, once for each percentage of an account, whichever node sees it. */
    @FunctionalInterface
    public interface Listener {
        void reached(Alert alert);
    }

    /** The percentages that an amount reaches and that were not told yet, ascending. */
    public static List<Integer> reached(Budget budget, long spent, int told) {
        return budget.alerts().stream()
                .filter(percent -> percent > told && reaches(spent, percent, budget.most()))
                .toList();
    }

    private static boolean reaches(long spent, int percent, long most) {
        var share = BigInteger.valueOf(most).multiply(BigInteger.valueOf(percent));
        return BigInteger.valueOf(spent).multiply(BigInteger.valueOf(100)).compareTo(share) >= 0;
    }
}
