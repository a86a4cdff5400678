package dev.bac.finance.journal;

import dev.bac.finance.journal.Entry.Leg;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * The legs of an entry in the company's own currency. Each is rounded by itself; what the roundings leave over goes to
 * the largest leg but the first, which is the open item and must be what the document says.
 */
final class BaseAmounts {
    private BaseAmounts() {}

    /** @param decimals of the company's own currency */
    static List<Leg> of(Entry entry, int decimals) {
        var legs = new ArrayList<Leg>();
        var rest = BigDecimal.ZERO;
        int largest = -1;
        for (var leg : entry.legs()) {
            if (leg.empty()) {
                continue;
            }
            var given = leg.base();
            var base = given == null ? at(leg.amount(), entry.rate(), decimals) : given;
            rest = rest.add(base);
            legs.add(leg.based(base));
            if (given == null && legs.size() > 1 && (largest < 0 || larger(leg, legs.get(largest)))) {
                largest = legs.size() - 1;
            }
        }
        if (rest.signum() != 0 && largest >= 0) {
            var leg = legs.get(largest);
            var base = leg.base();
            legs.set(largest, leg.based((base == null ? BigDecimal.ZERO : base).subtract(rest)));
        }
        return legs;
    }

    private static boolean larger(Leg one, Leg other) {
        return one.amount().abs().compareTo(other.amount().abs()) > 0;
    }

    /** An amount at a rate, half up. */
    static BigDecimal at(BigDecimal amount, BigDecimal rate, int decimals) {
        return rate.compareTo(BigDecimal.ONE) == 0
                        && amount.stripTrailingZeros().scale() <= decimals
                ? amount
                : amount.multiply(rate).setScale(decimals, RoundingMode.HALF_UP);
    }
}
