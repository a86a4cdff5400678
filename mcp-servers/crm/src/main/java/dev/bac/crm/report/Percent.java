package dev.bac.crm.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Shares in percent, as reports show them: one decimal, halves up. */
final class Percent {
    private Percent() {}

    /** {@code part} of {@code whole}; null when there is no whole. */
    static @Nullable BigDecimal of(long part, long whole) {
        return whole == 0
                ? null
                : BigDecimal.valueOf(part * 100).divide(BigDecimal.valueOf(whole), 1, RoundingMode.HALF_UP);
    }
}
