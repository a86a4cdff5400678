package dev.bac.finance.invoice;

import dev.bac.finance.overdue.OverdueNews;
import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Effect;
import dev.bac.mcp.Risk;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.store.Tx;
import java.time.LocalDate;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code finance_invoice_extend}. */
public final class InvoiceExtendTool {
    private static final int LONGEST_TERM_DAYS = 1095;

    private final InvoiceStore invoices;

    public InvoiceExtendTool(InvoiceStore invoices) {
        this.invoices = invoices;
    }

    public record Order(
            @Arg(value = "The invoice, such as INV-1007", ref = "invoice")
            String invoice,

            @Arg("The new day it is due, not before its issue date and at most 1095 days after it")
            LocalDate dueDate,

            @Arg("Why, such as \"agreed on the telephone\"") String reason) {}

    /** @param dueBefore the day it was due until now */
    public record Extended(String summary, Invoice invoice, LocalDate dueBefore) implements Told {}

    Extended extend(Caller caller, Tx tx, Order order) {
        var old = invoices.lock(tx, invoices.find(tx, "invoice", order.invoice()));
        var due = Given.date("dueDate", order.dueDate());
        var reason = Given.line("reason", order.reason(), 500);
        if (old.status() == InvoiceStatus.PAID) {
            throw new ToolRefusal("conflict", "invoice: nothing is open of %s any more".formatted(old.number()));
        }
        if (due.isBefore(old.issued()) || due.isAfter(old.issued().plusDays(LONGEST_TERM_DAYS))) {
            throw ToolRefusal.invalid(
                    "dueDate",
                    "%s must be within %d days after the issue date %s"
                            .formatted(due, LONGEST_TERM_DAYS, old.issued()));
        }
        if (due.equals(old.due())) {
            return new Extended("Invoice %s is due on %s already.".formatted(old.number(), due), old, due);
        }
        move(tx, old, due, reason);
        var invoice = invoices.get(tx, old.id()).orElseThrow();
        tx.publish(
                "finance.invoice.due_moved",
                old.id().toString(),
                JsonNodeFactory.instance
                        .objectNode()
                        .put("id", old.id().toString())
                        .put("number", old.number())
                        .put("accountId", old.customerId().toString())
                        .put("customer", old.customer())
                        .put("due", due.toString())
                        .put("dueBefore", old.due().toString()));
        OverdueNews.changed(tx, OverdueNews.Reason.DUE_MOVED, List.of(old.id()));
        return new Extended(
                "Invoice %s to %s is due on %s instead of %s; %s is open."
                        .formatted(old.number(), old.customer(), due, old.due(), invoice.open()),
                invoice,
                old.due());
    }

    private static void move(Tx tx, Invoice old, LocalDate due, String reason) {
        tx.sql()
                .createUpdate("""
                        INSERT INTO invoice_due (id, invoice_id, moved_on, due_before, due_after, reason)
                        VALUES (:id, :invoice, :today, :before, :after, :reason)
                        """)
                .bind("id", tx.newId())
                .bind("invoice", old.id())
                .bind("today", tx.today())
                .bind("before", old.due())
                .bind("after", due)
                .bind("reason", reason)
                .execute();
        tx.sql()
                .createUpdate("UPDATE invoice SET due_on = :due WHERE id = :id")
                .bind("due", due)
                .bind("id", old.id())
                .execute();
    }

    public Tool<Order, Extended> tool() {
        return Tool.write(
                        "finance_invoice_extend",
                        "Move an invoice's due date",
                        "Gives a customer another day to pay an invoice that is open, and keeps why. Amounts and what is booked "
                                + "stay; reports as of an earlier day show the due date of that day.",
                        Effect.WRITE,
                        Risk.NONE,
                        Order.class,
                        Extended.class,
                        this::extend)
                .example(
                        "Give the customer until 15 January 2027 to pay INV-1042, agreed on the telephone",
                        new Order("INV-1042", LocalDate.of(2027, 1, 15), "agreed on the telephone"))
                .example(
                        "Move the due date of INV-1130 to 2027-02-01 because the goods came late",
                        new Order("INV-1130", LocalDate.of(2027, 2, 1), "the goods came late"))
                .example(
                        "Extend the payment term of invoice INV-1077 to 31 March 2027: hardship",
                        new Order("INV-1077", LocalDate.of(2027, 3, 31), "hardship"));
    }
}
