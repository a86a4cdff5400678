package dev.bac.finance.payment;

import dev.bac.finance.journal.Chart;
import dev.bac.finance.journal.Entry;
import dev.bac.finance.journal.Entry.Leg;
import dev.bac.finance.journal.Journal;
import dev.bac.finance.journal.Numbers;
import dev.bac.store.Tx;
import java.util.List;

/** Writes payments with their allocations and journal entries. */
public final class PaymentStore {
    private final Journal journal;
    private final Numbers numbers;

    public PaymentStore(Journal journal, Numbers numbers) {
        this.journal = journal;
        this.numbers = numbers;
    }

    /** Records payments in this order; the first one's number is {@code PAY-} and the number returned. */
    public long record(Tx tx, List<Payment> payments) {
        if (payments.isEmpty()) {
            return 0;
        }
        long first = numbers.take(tx, Numbers.Series.PAYMENT, payments.size());
        insert(tx, payments, first);
        allocate(tx, payments);
        journal.post(tx, payments.stream().map(payment -> entry(tx, payment)).toList());
        return first;
    }

    private static void insert(Tx tx, List<Payment> payments, long first) {
        var batch = tx.sql().prepareBatch("""
                INSERT INTO payment (id, serial, number, party_id, customer, currency, received_on, method, reference,
                                     amount, allocated)
                VALUES (:id, :serial, :number, :party, :customer, :currency, :received, :method, :reference,
                        :amount, :allocated)
                """);
        long serial = first;
        for (var payment : payments) {
            batch.bind("id", payment.id())
                    .bind("serial", serial)
                    .bind("number", "PAY-" + serial)
                    .bind("party", payment.party())
                    .bind("customer", payment.customer())
                    .bind("currency", payment.currency())
                    .bind("received", payment.received())
                    .bind("method", payment.method().name())
                    .bind("reference", payment.reference())
                    .bind("amount", payment.amount())
                    .bind("allocated", payment.allocated())
                    .add();
            serial++;
        }
        batch.execute();
    }

    private static void allocate(Tx tx, List<Payment> payments) {
        var rows = tx.sql().prepareBatch("""
                INSERT INTO allocation (payment_id, invoice_id, amount, effective_on)
                VALUES (:payment, :invoice, :amount, :effective)
                """);
        var settle = tx.sql().prepareBatch("UPDATE invoice SET settled = settled + :amount WHERE id = :invoice");
        boolean any = false;
        for (var payment : payments) {
            for (var part : payment.allocations()) {
                any = true;
                rows.bind("payment", payment.id())
                        .bind("invoice", part.invoice())
                        .bind("amount", part.amount())
                        .bind("effective", part.effective())
                        .add();
                settle.bind("amount", part.amount())
                        .bind("invoice", part.invoice())
                        .add();
            }
        }
        if (any) {
            rows.execute();
            settle.execute();
        }
    }

    private static Entry entry(Tx tx, Payment payment) {
        return new Entry(
                tx.newId(),
                payment.received(),
                "Payment from " + payment.customer(),
                Entry.Source.PAYMENT,
                payment.id(),
                payment.currency(),
                List.of(
                        Leg.debit(Chart.BANK, payment.amount(), payment.party()),
                        Leg.credit(Chart.RECEIVABLES, payment.amount(), payment.party())));
    }
}
