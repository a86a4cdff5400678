package dev.bac.finance.recurring;

import dev.bac.finance.bill.BillCreateTool;
import dev.bac.finance.invoice.InvoiceCreateTool;
import dev.bac.finance.journal.JournalPostTool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is written again and again, as people say it. {@code {month}} in a text is the month it is written for, such as
 * "March 2026", {@code {date}} its day.
 *
 * @param party name or id of the customer or supplier; null for a journal entry
 * @param account where a bill's cost goes
 */
record Template(
        Kind kind,
        @Nullable String party,
        @Nullable BigDecimal amount,
        String description,
        @Nullable List<InvoiceCreateTool.Position> lines,
        @Nullable String account,
        @Nullable String debit,
        @Nullable String credit,
        @Nullable String currency,
        @Nullable String tax,
        @Nullable BigDecimal taxRate,
        @Nullable Integer dueInDays,
        @Nullable String costCenter,
        @Nullable String project) {

    /** The kind of record that is written. */
    public enum Kind {
        INVOICE,
        BILL,
        JOURNAL
    }

    Template {
        lines = lines == null ? null : List.copyOf(lines);
        require(kind == Kind.JOURNAL || party != null, "party", "is missing; say who pays or is paid");
        require(kind != Kind.JOURNAL || party == null, "party", "does not go with a journal entry");
        require(kind == Kind.JOURNAL || debit == null && credit == null, "debit", "goes with a journal entry only");
        require(kind == Kind.BILL || account == null, "account", "goes with a bill only");
        require(kind != Kind.JOURNAL || lines == null, "lines", "do not go with a journal entry");
        require(
                kind != Kind.JOURNAL || tax == null && taxRate == null && dueInDays == null,
                "tax",
                "and dueInDays do not go with a journal entry");
    }

    private static void require(boolean holds, String field, String remedy) {
        if (!holds) {
            throw ToolRefusal.invalid(field, remedy);
        }
    }

    InvoiceCreateTool.Order invoice(Tx tx, LocalDate day) {
        var pieces = lines == null
                ? null
                : lines.stream()
                        .map(line -> new InvoiceCreateTool.Position(
                                said(tx, day, line.description()), line.quantity(), line.unitPrice()))
                        .toList();
        return new InvoiceCreateTool.Order(
                Objects.requireNonNull(party),
                amount,
                said(tx, day, description),
                pieces,
                currency,
                taxRate,
                dueInDays,
                null,
                day,
                tax,
                null,
                null,
                null,
                null,
                costCenter,
                project);
    }

    BillCreateTool.Order bill(Tx tx, LocalDate day) {
        var pieces = lines == null
                ? null
                : lines.stream()
                        .map(line -> new BillCreateTool.Position(
                                said(tx, day, line.description()),
                                line.quantity() == null
                                        ? line.unitPrice()
                                        : line.unitPrice().multiply(line.quantity()),
                                null))
                        .toList();
        return new BillCreateTool.Order(
                Objects.requireNonNull(party),
                amount,
                said(tx, day, description),
                pieces,
                account,
                null,
                currency,
                taxRate,
                tax,
                null,
                null,
                day,
                dueInDays == null ? null : day.plusDays(dueInDays),
                costCenter,
                project);
    }

    JournalPostTool.Posting journal(Tx tx, LocalDate day) {
        return new JournalPostTool.Posting(
                debit, credit, amount, currency, said(tx, day, description), day, null, costCenter, project, null);
    }

    /** This, with its party named by id, so that it is found under another name as well. */
    Template of(String partyId) {
        return new Template(
                kind,
                partyId,
                amount,
                description,
                lines,
                account,
                debit,
                credit,
                currency,
                tax,
                taxRate,
                dueInDays,
                costCenter,
                project);
    }

    private static String said(Tx tx, LocalDate day, String text) {
        Locale locale = tx.settings().locale();
        return text.replace(
                        "{month}",
                        DateTimeFormatter.ofPattern("MMMM yyyy", locale).format(day))
                .replace("{date}", day.toString());
    }
}
