package dev.bac.finance.recurring;

import dev.bac.finance.bill.BillCreateTool;
import dev.bac.finance.invoice.InvoiceCreateTool;
import dev.bac.finance.journal.JournalPostTool;
import dev.bac.finance.party.Parties;
import dev.bac.mcp.Money;
import dev.bac.store.Tx;
import java.time.LocalDate;
import java.util.UUID;

/** The tools that write what recurs: a document written by a schedule is one written by hand. */
public record Writers(Parties parties, InvoiceCreateTool invoices, BillCreateTool bills, JournalPostTool journal) {

    /**
     * What was written.
     *
     * @param number as people name it; of a journal entry its id
     */
    record Written(UUID id, String number, Money amount) {}

    Written write(Tx tx, Template template, LocalDate day) {
        return switch (template.kind()) {
            case INVOICE -> {
                var invoice = invoices.write(tx, template.invoice(tx, day));
                yield new Written(invoice.id(), invoice.number(), invoice.total());
            }
            case BILL -> {
                var bill = bills.write(tx, template.bill(tx, day));
                yield new Written(bill.id(), bill.number(), bill.total());
            }
            case JOURNAL -> {
                var entry = journal.write(tx, template.journal(tx, day));
                yield new Written(
                        entry.id(),
                        entry.id().toString(),
                        Money.of(entry.legs().getFirst().amount(), entry.currency()));
            }
        };
    }

    /** The template with its party by id; refused when there is none of that name. */
    Template known(Tx tx, Template template) {
        var party = template.party();
        if (party == null) {
            return template;
        }
        var found = template.kind() == Template.Kind.INVOICE
                ? parties.customer(tx, "party", party)
                : parties.supplier(tx, "party", party);
        return template.of(found.id().toString());
    }

    /** Writes it as of a day and takes it back: whatever is wrong with it is said now and not at night. */
    Written tried(Tx tx, Template template, LocalDate day) {
        tx.sql().savepoint("tried");
        try {
            return write(tx, template, day);
        } finally {
            tx.sql().rollbackToSavepoint("tried");
        }
    }
}
