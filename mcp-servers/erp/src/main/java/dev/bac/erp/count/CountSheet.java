package dev.bac.erp.count;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is to be counted in a warehouse, as of when the sheet was written. */
public record CountSheet(
        UUID id, String number, String warehouse, UUID warehouseId, LocalDate taken, Status status, List<Line> lines) {

    CountSheet with(List<Line> read) {
        return new CountSheet(id, number, warehouse, warehouseId, taken, status, read);
    }

    /** How it stands. */
    public enum Status {
        OPEN,
        POSTED,
        CANCELLED
    }

    /**
     * A line. What the books say is not told before it is posted: who counts shall count.
     *
     * @param lot of an item that is kept by lot
     * @param counted what was found; null when nobody has counted it
     * @param variance what was found less what the books said; null before it is posted
     */
    public record Line(
            int line,
            String sku,
            String item,
            UUID itemId,
            @Nullable String lot,
            @Nullable UUID lotId,
            String unit,
            @Nullable BigDecimal counted,
            @Nullable BigDecimal variance) {}
}
