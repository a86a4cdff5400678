package dev.bac.llm.resilience;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * Keeps second requests within a share of all requests and, where prices are known, of all spend. Looks back at about the
 * last two thousand calls: then everything counts half.
 */
final class SpendCap {
    private static final int LOOK_BACK = 2_000;
    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    private final int percent;
    private double calls;
    private double seconds;
    private BigDecimal spent = BigDecimal.ZERO;
    private BigDecimal extra = BigDecimal.ZERO;

    SpendCap(int percent) {
        this.percent = percent;
    }

    synchronized void called(Optional<BigDecimal> cost) {
        calls++;
        spent = spent.add(cost.orElse(BigDecimal.ZERO));
        if (calls >= LOOK_BACK) {
            calls /= 2;
            seconds /= 2;
            spent = spent.divide(TWO, 12, RoundingMode.HALF_EVEN);
            extra = extra.divide(TWO, 12, RoundingMode.HALF_EVEN);
        }
    }

    /** What a second request cost beyond the first. */
    synchronized void paid(Optional<BigDecimal> cost) {
        extra = extra.add(cost.orElse(BigDecimal.ZERO));
    }

    /** True when one more is within the share; it is then counted. */
    synchronized boolean take() {
        boolean few = (seconds + 1) * 100 <= percent * calls;
        boolean cheap =
                extra.multiply(BigDecimal.valueOf(100)).compareTo(spent.multiply(BigDecimal.valueOf(percent))) <= 0;
        if (few && cheap) {
            seconds++;
        }
        return few && cheap;
    }
}
