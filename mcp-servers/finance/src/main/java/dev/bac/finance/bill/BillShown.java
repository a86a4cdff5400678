package dev.bac.finance.bill;

import dev.bac.mcp.Money;
import dev.bac.store.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A booked bill.
 *
 * @param reference the supplier's own number
 * @param withheld tax that we keep back, part of net and tax but not of total
 * @param open what is still to be paid
 * @param daysOverdue days since the due date while something is open, else 0
 */
public record BillShown(
        UUID id,
        String number,
        @Nullable String reference,
        String supplier,
        UUID supplierId,
        String description,
        LocalDate billed,
        LocalDate due,
        Money net,
        Money tax,
        Money withheld,
        Money total,
        Money open,
        BillStatus status,
        int daysOverdue) {

    static BillShown of(ResultSet row, LocalDate today) throws SQLException {
        var currency = row.getString("currency");
        var open = row.getBigDecimal("total").subtract(row.getBigDecimal("settled"));
        var due = row.getObject("due_on", LocalDate.class);
        boolean late = open.signum() > 0 && due.isBefore(today);
        return new BillShown(
                row.getObject("id", UUID.class),
                row.getString("number"),
                row.getString("reference"),
                row.getString("supplier"),
                row.getObject("party_id", UUID.class),
                row.getString("description"),
                row.getObject("billed_on", LocalDate.class),
                due,
                Money.of(row.getBigDecimal("net"), currency),
                Money.of(row.getBigDecimal("tax"), currency),
                Money.of(row.getBigDecimal("withheld"), currency),
                Money.of(row.getBigDecimal("total"), currency),
                Money.of(open, currency),
                open.signum() == 0 ? BillStatus.PAID : late ? BillStatus.OVERDUE : BillStatus.OPEN,
                late ? Math.toIntExact(ChronoUnit.DAYS.between(due, today)) : 0);
    }

    /** One bill, locked until the commit. */
    static BillShown lock(Tx tx, UUID id) {
        return tx.sql()
                .createQuery("SELECT * FROM bill WHERE id = :id FOR UPDATE")
                .bind("id", id)
                .map((row, _) -> of(row, tx.today()))
                .one();
    }

    static BillShown get(Tx tx, UUID id) {
        return tx.sql()
                .createQuery("SELECT * FROM bill WHERE id = :id")
                .bind("id", id)
                .map((row, _) -> of(row, tx.today()))
                .one();
    }

    String sentence() {
        var state =
                switch (status) {
                    case PAID -> "fully paid";
                    case OPEN -> "%s open, due on %s".formatted(open, due);
                    case OVERDUE -> "%s open, %d days overdue (due on %s)".formatted(open, daysOverdue, due);
                };
        return "Bill %s from %s of %s: %s, %s.".formatted(number, supplier, billed, total, state);
    }
}
