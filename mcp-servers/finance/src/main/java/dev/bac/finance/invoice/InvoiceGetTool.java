package dev.bac.finance.invoice;

import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Money;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.store.Tx;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/** {@code finance_invoice_get}. */
public final class InvoiceGetTool {
    private final InvoiceStore invoices;

    public InvoiceGetTool(InvoiceStore invoices) {
        this.invoices = invoices;
    }

    public record Named(
            @Arg(value = "The invoice: its number such as INV-1007, or its id", ref = "invoice")
            String invoice) {}

    /** A payment's or credit note's part in this invoice. */
    public record Settlement(String payment, LocalDate received, Money amount) {}

    public record Shown(String summary, Invoice invoice, List<InvoiceDraft.Line> lines, List<Settlement> payments)
            implements Told {}

    Shown get(Caller caller, Tx tx, Named named) {
        var id = invoices.find(tx, "invoice", named.invoice());
        var invoice = invoices.get(tx, id).orElseThrow();
        return new Shown(sentence(invoice), invoice, invoices.lines(tx, id), settlements(tx, id, invoice));
    }

    private static List<Settlement> settlements(Tx tx, UUID id, Invoice invoice) {
        return tx.sql()
                .createQuery("""
                        SELECT o.number, o.dated_on, s.amount FROM settlement s JOIN open_item o ON o.id = s.source_id
                         WHERE s.target_id = :id ORDER BY s.effective_on, s.id LIMIT 200
                        """)
                .bind("id", id)
                .map((row, _) -> new Settlement(
                        row.getString("number"),
                        row.getObject("dated_on", LocalDate.class),
                        Money.of(row.getBigDecimal("amount"), invoice.total().currency())))
                .list();
    }

    static String sentence(Invoice invoice) {
        var state =
                switch (invoice.status()) {
                    case PAID -> "fully paid";
                    case OPEN -> "%s open, due on %s".formatted(invoice.open(), invoice.due());
                    case OVERDUE ->
                        "%s open, %d day%s overdue (due on %s)"
                                .formatted(
                                        invoice.open(),
                                        invoice.daysOverdue(),
                                        invoice.daysOverdue() == 1 ? "" : "s",
                                        invoice.due());
                };
        return "Invoice %s to %s of %s: %s, %s."
                .formatted(invoice.number(), invoice.customer(), invoice.issued(), invoice.total(), state);
    }

    public Tool<Named, Shown> tool() {
        return Tool.read(
                        "finance_invoice_get",
                        "Show an invoice",
                        "Shows one sales invoice with its lines, the payments received for it and what is still open.",
                        Named.class,
                        Shown.class,
                        this::get)
                .example("Show invoice INV-1042", new Named("INV-1042"))
                .example("Has INV-1130 been paid?", new Named("INV-1130"))
                .example("What is on invoice 1077?", new Named("1077"))
                .example("When is INV-1203 due?", new Named("INV-1203"))
                .example("Give me the details of invoice INV-1009", new Named("INV-1009"));
    }
}
