package dev.bac.erp.transfer;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Goods sent from one warehouse to another. Until they arrive they are ours, and in neither. */
public record Transfer(
        UUID id, String number, String from, UUID fromId, String to, UUID toId, LocalDate sent, List<Line> lines) {

    /**
     * A line.
     *
     * @param lot of which its goods are, of an item kept by lot
     * @param arrived how many have
     * @param lost how many never will
     */
    public record Line(
            int line,
            String sku,
            String item,
            UUID itemId,
            @Nullable String lot,
            @Nullable UUID lotId,
            BigDecimal quantity,
            String unit,
            BigDecimal arrived,
            BigDecimal lost) {

        /** What is under way. */
        BigDecimal open() {
            return quantity.subtract(arrived).subtract(lost);
        }
    }

    boolean done() {
        return lines.stream().allMatch(line -> line.open().signum() == 0);
    }
}
