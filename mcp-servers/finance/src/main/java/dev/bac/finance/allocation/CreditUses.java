package dev.bac.finance.allocation;

import dev.bac.finance.allocation.OpenCredits.Open;
import dev.bac.finance.journal.Chart;
import dev.bac.finance.journal.Entry;
import dev.bac.finance.journal.Entry.Leg;
import dev.bac.finance.journal.Journal;
import dev.bac.finance.journal.Numbers;
import dev.bac.finance.journal.Rates;
import dev.bac.finance.journal.Role;
import dev.bac.finance.payment.PaymentMethod;
import dev.bac.finance.settlement.Part;
import dev.bac.finance.settlement.Settlements;
import dev.bac.finance.settlement.Side;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What becomes of credit: it settles a later document, or is paid back. */
public final class CreditUses {
    private final Journal journal;
    private final Numbers numbers;
    private final Settlements settlements;

    public CreditUses(Journal journal, Numbers numbers) {
        this.journal = journal;
        this.numbers = numbers;
        this.settlements = new Settlements(journal);
    }

    /** A document that credit may settle; locked by whoever made this. */
    record Target(UUID id, String number, LocalDate dated, BigDecimal open) {}

    /** A part of a credit that settles a part of a document. */
    record Use(Open credit, Target target, BigDecimal amount) {}

    /**
     * Settles documents with credits, both in the order given, up to an amount.
     *
     * @param date no part counts before it
     */
    List<Use> allocate(Tx tx, Side side, List<Open> credits, List<Target> targets, BigDecimal most, LocalDate date) {
        var uses = new ArrayList<Use>();
        var left = most;
        int next = 0;
        var rest = targets.isEmpty() ? BigDecimal.ZERO : targets.getFirst().open();
        for (var credit : credits) {
            var open = credit.open();
            while (next < targets.size() && open.signum() > 0 && left.signum() > 0) {
                var part = open.min(rest).min(left);
                uses.add(new Use(credit, targets.get(next), part));
                open = open.subtract(part);
                left = left.subtract(part);
                rest = rest.subtract(part);
                if (rest.signum() == 0 && ++next < targets.size()) {
                    rest = targets.get(next).open();
                }
            }
        }
        settlements.settle(
                tx,
                side,
                uses.stream()
                        .map(use -> new Part(
                                use.credit().kind(),
                                use.credit().id(),
                                use.target().id(),
                                use.credit().party(),
                                use.credit().currency(),
                                use.amount(),
                                latest(date, use.credit().dated(), use.target().dated())))
                        .toList());
        return uses;
    }

    private static LocalDate latest(LocalDate... days) {
        return java.util.Arrays.stream(days).max(LocalDate::compareTo).orElseThrow();
    }

    /**
     * Money that went back.
     *
     * @param account code of the account the money comes to or leaves; null for the chart's usual one of the method
     */
    record Refund(
            Side side,
            BigDecimal amount,
            LocalDate date,
            PaymentMethod method,
            @Nullable String reference,
            @Nullable String account) {}

    /** Writes the refund, books it and takes it from the credits, in their order; answers its number. */
    String refund(Tx tx, Refund refund, List<Open> credits) {
        var of = credits.getFirst();
        var id = tx.newId();
        long serial = numbers.take(tx, Numbers.Series.REFUND, 1);
        var rate = Rates.on(tx, of.currency(), refund.date());
        tx.sql()
                .createUpdate("""
                        INSERT INTO refund (id, side, serial, number, party_id, party, currency, dated_on, method, reference,
                                            amount, rate, base)
                        VALUES (:id, :side, :serial, :number, :party, :name, :currency, :date, :method, :reference,
                                :amount, :rate, :base)
                        """)
                .bind("id", id)
                .bind("side", refund.side().name())
                .bind("serial", serial)
                .bind("number", "REF-" + serial)
                .bind("party", of.party())
                .bind("name", of.name())
                .bind("currency", of.currency())
                .bind("date", refund.date())
                .bind("method", refund.method().name())
                .bind("reference", refund.reference())
                .bind("amount", refund.amount())
                .bind("rate", rate)
                .bind("base", Rates.base(tx, refund.amount(), rate))
                .execute();
        var chart = Chart.of(tx);
        var signed = refund.side().signed(refund.amount());
        var bank = refund.account() == null
                ? refund.method().account(tx).orElseGet(() -> chart.code(Role.BANK))
                : refund.account();
        journal.post(
                tx,
                List.of(new Entry(
                        tx.newId(),
                        refund.date(),
                        (refund.side() == Side.RECEIVABLE ? "Refund to " : "Refund from ") + of.name(),
                        Entry.Source.REFUND,
                        id,
                        of.currency(),
                        rate,
                        List.of(
                                Leg.debit(chart.code(refund.side().control()), signed, of.party()),
                                Leg.credit(bank, signed, of.party())))));
        settlements.settle(tx, refund.side(), parts(refund, id, credits));
        return "REF-" + serial;
    }

    private static List<Part> parts(Refund refund, UUID id, List<Open> credits) {
        var parts = new ArrayList<Part>();
        var left = refund.amount();
        for (var credit : credits) {
            var part = left.min(credit.open());
            if (part.signum() > 0) {
                parts.add(new Part(
                        credit.kind(),
                        credit.id(),
                        Part.Toward.REFUND,
                        id,
                        credit.party(),
                        credit.currency(),
                        part,
                        latest(refund.date(), credit.dated())));
                left = left.subtract(part);
            }
        }
        return parts;
    }
}
