package dev.bac.erp.pick;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is to be taken from a warehouse for orders, and what was. */
public record PickList(
        UUID id,
        String number,
        String warehouse,
        UUID warehouseId,
        LocalDate written,
        Status status,
        List<Line> lines) {
    public PickList {
        lines = List.copyOf(lines);
    }

    /** How it stands. */
    public enum Status {
        OPEN,
        DELIVERED,
        CANCELLED
    }

    /**
     * A line.
     *
     * @param lot to be taken, of an item that is kept by lot: what expires first
     * @param quantity to be taken; none of a lot that was taken instead of another
     * @param picked what was taken; null when nobody has said it
     * @param reason why less was taken, or another lot
     */
    public record Line(
            int line,
            String sku,
            String item,
            UUID itemId,
            @Nullable String lot,
            @Nullable UUID lotId,
            @Nullable LocalDate expires,
            String order,
            UUID orderId,
            int orderLine,
            String unit,
            BigDecimal quantity,
            @Nullable BigDecimal picked,
            @Nullable String reason) {
        boolean of(UUID sales, int its) {
            return orderId.equals(sales) && orderLine == its;
        }
    }

    /** What more may be taken of an order's line than has been: what the list asks for, less what was taken. */
    BigDecimal open(Line one) {
        return lines.stream()
                .filter(line -> line.of(one.orderId(), one.orderLine()))
                .map(line -> line.picked() == null
                        ? line.quantity()
                        : line.quantity().subtract(line.picked()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
