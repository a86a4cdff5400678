package dev.bac.finance.invoice;

import dev.bac.mcp.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * A posted invoice.
 *
 * @param customerId the CRM account
 * @param open what is still to be paid
 * @param daysOverdue days since the due date while something is open, else 0
 */
public record Invoice(
        UUID id,
        String number,
        String customer,
        UUID customerId,
        LocalDate issued,
        LocalDate due,
        Money net,
        Money tax,
        Money total,
        Money open,
        InvoiceStatus status,
        int daysOverdue) {

    static Invoice of(Row row, LocalDate today) {
        var open = row.total().subtract(row.settled());
        boolean late = open.signum() > 0 && row.due().isBefore(today);
        var status = open.signum() == 0 ? InvoiceStatus.PAID : late ? InvoiceStatus.OVERDUE : InvoiceStatus.OPEN;
        return new Invoice(
                row.id(),
                row.number(),
                row.customer(),
                row.party(),
                row.issued(),
                row.due(),
                Money.of(row.net(), row.currency()),
                Money.of(row.tax(), row.currency()),
                Money.of(row.total(), row.currency()),
                Money.of(open, row.currency()),
                status,
                late ? Math.toIntExact(ChronoUnit.DAYS.between(row.due(), today)) : 0);
    }

    /** As the table has it. */
    record Row(
            UUID id,
            String number,
            UUID party,
            String customer,
            String currency,
            LocalDate issued,
            LocalDate due,
            BigDecimal net,
            BigDecimal tax,
            BigDecimal total,
            BigDecimal settled) {}
}
