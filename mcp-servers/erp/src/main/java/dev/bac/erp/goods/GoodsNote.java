package dev.bac.erp.goods;

import dev.bac.erp.item.Numbers;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Goods that left or came together.
 *
 * @param number given when it is added; empty before
 * @param order the sales order of a delivery, the purchase order of a receipt
 * @param against the delivery or receipt whose goods go back
 */
public record GoodsNote(
        UUID id,
        Kind kind,
        String number,
        UUID order,
        @Nullable UUID against,
        UUID warehouse,
        LocalDate date,
        String currency,
        @Nullable String reason,
        List<Line> lines) {
    public GoodsNote {
        lines = List.copyOf(lines);
    }

    /** What kind of note it is, and what its number begins with. */
    public enum Kind {
        DELIVERY("DN-", Numbers.Series.DELIVERY),
        RETURN("RT-", Numbers.Series.RETURN),
        RECEIPT("GR-", Numbers.Series.RECEIPT),
        SEND_BACK("SB-", Numbers.Series.SEND_BACK);

        final String prefix;
        final Numbers.Series series;

        Kind(String prefix, Numbers.Series series) {
            this.prefix = prefix;
            this.series = series;
        }
    }

    /**
     * A line.
     *
     * @param orderLine of the order
     * @param againstLine of the note it goes back against
     * @param rejected of a receipt: what was not accepted, and never was ours
     * @param amount its share of the order's line, without tax
     * @param move none when all of it was rejected
     */
    public record Line(
            int line,
            int orderLine,
            @Nullable Integer againstLine,
            UUID item,
            BigDecimal quantity,
            BigDecimal rejected,
            BigDecimal amount,
            @Nullable UUID move) {}

    /** What its lines come to. */
    public BigDecimal amount() {
        return lines.stream().map(Line::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** The same under a number. */
    GoodsNote numbered(String given) {
        return new GoodsNote(id, kind, given, order, against, warehouse, date, currency, reason, lines);
    }
}
