package dev.bac.erp.valuation;

import java.math.BigDecimal;
import java.util.List;

/** The rule by which an item's goods are given a value when they leave (IAS 2.25 allows both). */
public enum Valuation {
    /** Each leaves at the average of all that is there, weighted by quantity (IAS 2.27). */
    AVERAGE,
    /** What came first leaves first, at what it cost. */
    FIFO;

    /** Nothing on hand, in a currency of that many decimals. */
    public Worth nothing(int decimals) {
        return switch (this) {
            case AVERAGE -> new AverageWorth(BigDecimal.ZERO, BigDecimal.ZERO, decimals);
            case FIFO -> new FifoWorth(List.of(), decimals);
        };
    }
}
