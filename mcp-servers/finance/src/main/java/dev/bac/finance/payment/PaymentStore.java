package dev.bac.finance.payment;

import dev.bac.finance.journal.Chart;
import dev.bac.finance.journal.Entry;
import dev.bac.finance.journal.Entry.Leg;
import dev.bac.finance.journal.Journal;
import dev.bac.finance.journal.Numbers;
import dev.bac.finance.journal.Rates;
import dev.bac.finance.journal.Role;
import dev.bac.finance.settlement.Part;
import dev.bac.finance.settlement.Settlements;
import dev.bac.finance.settlement.Side;
import dev.bac.store.Tx;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes payments with what they settle and their journal entries. */
public final class PaymentStore {
    private final Journal journal;
    private final Numbers numbers;
    private final Settlements settlements;

    public PaymentStore(Journal journal, Numbers numbers) {
        this.journal = journal;
        this.numbers = numbers;
        this.settlements = new Settlements(journal);
    }

    /** Records payments in this order; the first one's number is {@code PAY-} and the number returned. */
    public long record(Tx tx, List<Payment> payments) {
        if (payments.isEmpty()) {
            return 0;
        }
        long first = numbers.take(tx, Numbers.Series.PAYMENT, payments.size());
        var chart = Chart.of(tx);
        insert(tx, payments, first);
        journal.post(
                tx, payments.stream().map(payment -> entry(tx, chart, payment)).toList());
        for (var side : Side.values()) {
            settlements.settle(
                    tx,
                    side,
                    payments.stream()
                            .filter(payment -> payment.side() == side)
                            .flatMap(payment -> payment.allocations().stream().map(part -> part(payment, part)))
                            .toList());
        }
        return first;
    }

    private static Part part(Payment payment, Payment.Allocation part) {
        return new Part(
                Part.SourceKind.PAYMENT,
                payment.id(),
                part.document(),
                payment.party(),
                payment.currency(),
                part.amount(),
                part.effective());
    }

    private static void insert(Tx tx, List<Payment> payments, long first) {
        var batch = tx.sql().prepareBatch("""
                INSERT INTO payment (id, serial, number, party_id, customer, currency, received_on, method, reference,
                                     amount, direction, rate, base, account)
                VALUES (:id, :serial, :number, :party, :customer, :currency, :received, :method, :reference,
                        :amount, :direction, :rate, :base, :account)
                """);
        long serial = first;
        for (var payment : payments) {
            batch.bind("id", payment.id())
                    .bind("serial", serial)
                    .bind("number", "PAY-" + serial)
                    .bind("party", payment.party())
                    .bind("customer", payment.name())
                    .bind("currency", payment.currency())
                    .bind("received", payment.received())
                    .bind("method", payment.method().name())
                    .bind("reference", payment.reference())
                    .bind("amount", payment.amount())
                    .bind("direction", payment.side() == Side.RECEIVABLE ? "IN" : "OUT")
                    .bind("rate", payment.rate())
                    .bind("base", Rates.base(tx, payment.amount(), payment.rate()))
                    .bind("account", account(tx, payment))
                    .add();
            serial++;
        }
        batch.execute();
    }

    /** The account on record; none for the usual bank account. */
    private static @Nullable String account(Tx tx, Payment payment) {
        return payment.account() == null ? payment.method().account(tx).orElse(null) : payment.account();
    }

    private static Entry entry(Tx tx, Chart chart, Payment payment) {
        var account = account(tx, payment);
        var paid = payment.side().signed(payment.amount());
        boolean received = payment.side() == Side.RECEIVABLE;
        return new Entry(
                tx.newId(),
                payment.received(),
                (received ? "Payment from " : "Paid to ") + payment.name(),
                received ? Entry.Source.PAYMENT : Entry.Source.BILL_PAYMENT,
                payment.id(),
                payment.currency(),
                payment.rate(),
                List.of(
                        Leg.credit(chart.code(payment.side().control()), paid, payment.party()),
                        Leg.debit(account == null ? chart.code(Role.BANK) : account, paid, payment.party())));
    }
}
