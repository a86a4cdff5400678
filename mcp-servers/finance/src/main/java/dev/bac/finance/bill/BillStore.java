package dev.bac.finance.bill;

import dev.bac.finance.journal.Chart;
import dev.bac.finance.journal.Entry;
import dev.bac.finance.journal.Entry.Leg;
import dev.bac.finance.journal.Journal;
import dev.bac.finance.journal.Numbers;
import dev.bac.store.Tx;
import java.util.ArrayList;
import java.util.List;

/** Writes suppliers' bills, and their payment where they are paid, with the journal entries. */
public final class BillStore {
    private final Journal journal;
    private final Numbers numbers;

    public BillStore(Journal journal, Numbers numbers) {
        this.journal = journal;
        this.numbers = numbers;
    }

    /** Books bills in this order. */
    public void book(Tx tx, List<Bill> bills) {
        if (bills.isEmpty()) {
            return;
        }
        long serial = numbers.take(tx, Numbers.Series.BILL, bills.size());
        var batch = tx.sql().prepareBatch("""
                INSERT INTO bill (id, serial, number, party_id, supplier, description, account, currency, billed_on,
                                  due_on, net, tax, total, paid_on)
                VALUES (:id, :serial, :number, :party, :supplier, :description, :account, :currency, :billed,
                        :due, :net, :tax, :total, CAST(:paid AS date))
                """);
        var entries = new ArrayList<Entry>();
        for (var bill : bills) {
            batch.bind("id", bill.id())
                    .bind("serial", serial)
                    .bind("number", "BILL-" + serial)
                    .bind("party", bill.party())
                    .bind("supplier", bill.supplier())
                    .bind("description", bill.description())
                    .bind("account", bill.account())
                    .bind("currency", bill.currency())
                    .bind("billed", bill.billed())
                    .bind("due", bill.due())
                    .bind("net", bill.net())
                    .bind("tax", bill.tax())
                    .bind("total", bill.total())
                    .bind("paid", bill.paid() == null ? null : bill.paid().toString())
                    .add();
            serial++;
            entries.add(booked(tx, bill));
            if (bill.paid() != null) {
                entries.add(paid(tx, bill, bill.paid()));
            }
        }
        batch.execute();
        journal.post(tx, entries);
    }

    private static Entry booked(Tx tx, Bill bill) {
        return new Entry(
                tx.newId(),
                bill.billed(),
                bill.description(),
                Entry.Source.BILL,
                bill.id(),
                bill.currency(),
                List.of(
                        Leg.debit(bill.account(), bill.net(), bill.party()),
                        Leg.debit(Chart.INPUT_TAX, bill.tax(), bill.party()),
                        Leg.credit(Chart.PAYABLES, bill.total(), bill.party())));
    }

    private static Entry paid(Tx tx, Bill bill, java.time.LocalDate paid) {
        return new Entry(
                tx.newId(),
                paid,
                "Paid to " + bill.supplier(),
                Entry.Source.BILL_PAYMENT,
                bill.id(),
                bill.currency(),
                List.of(
                        Leg.debit(Chart.PAYABLES, bill.total(), bill.party()),
                        Leg.credit(Chart.BANK, bill.total(), bill.party())));
    }
}
