package dev.bac.finance.settlement;

import dev.bac.finance.journal.Chart;
import dev.bac.finance.journal.Entry;
import dev.bac.finance.journal.Entry.Leg;
import dev.bac.finance.journal.Journal;
import dev.bac.finance.journal.Role;
import dev.bac.finance.overdue.OverdueNews;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Settles documents and books what a foreign currency gained or lost in between. The control account carries a document
 * at the rate of its day and a payment at the rate of its own; when one settles the other, the difference of their parts
 * in the company's currency is realised (IAS 21.28). The last part takes what is left, so that no cent stays behind.
 */
public final class Settlements {
    private final Journal journal;

    public Settlements(Journal journal) {
        this.journal = journal;
    }

    private record Bases(BigDecimal source, BigDecimal target) {}

    /** Settles, in this order. The columns that count must have room: the database refuses more than there is. */
    public void settle(Tx tx, Side side, List<Part> parts) {
        if (parts.isEmpty()) {
            return;
        }
        var own = tx.settings().currency().getCurrencyCode();
        var rows = tx.sql().prepareBatch("""
                INSERT INTO settlement (id, source_kind, source_id, target_kind, target_id, amount, source_base,
                                        target_base, effective_on)
                VALUES (:id, :sourceKind, :source, :targetKind, :target, :amount, :sourceBase, :targetBase, :effective)
                """);
        var entries = new ArrayList<Entry>();
        var chart = Chart.of(tx);
        for (var part : parts) {
            var id = tx.newId();
            var bases = part.currency().equals(own) ? new Bases(part.amount(), part.amount()) : bases(tx, part);
            rows.bind("id", id)
                    .bind("sourceKind", part.kind().name())
                    .bind("source", part.source())
                    .bind("targetKind", part.toward().kind(side))
                    .bind("target", part.target())
                    .bind("amount", part.amount())
                    .bind("sourceBase", bases.source())
                    .bind("targetBase", bases.target())
                    .bind("effective", part.effective())
                    .add();
            if (!part.currency().equals(own)) {
                // The next part of the same document must see this one.
                rows.execute();
                count(tx, side, List.of(part));
                realised(tx, side, chart, part, id, bases, entries);
            }
        }
        var local = parts.stream().filter(part -> part.currency().equals(own)).toList();
        if (!local.isEmpty()) {
            rows.execute();
            count(tx, side, local);
        }
        journal.post(tx, entries);
        if (side == Side.RECEIVABLE) {
            news(tx, parts);
        }
    }

    /** Invoices that were told to be overdue have changed. */
    private static void news(Tx tx, List<Part> parts) {
        for (var kind : Part.SourceKind.values()) {
            OverdueNews.changed(
                    tx,
                    kind == Part.SourceKind.PAYMENT ? OverdueNews.Reason.PAID : OverdueNews.Reason.CREDITED,
                    parts.stream()
                            .filter(part -> part.kind() == kind && part.toward() == Part.Toward.DOCUMENT)
                            .map(Part::target)
                            .distinct()
                            .toList());
        }
    }

    private static void count(Tx tx, Side side, List<Part> parts) {
        for (var toward : Part.Toward.values()) {
            var of = parts.stream().filter(part -> part.toward() == toward).toList();
            if (!of.isEmpty()) {
                var settled = tx.sql()
                        .prepareBatch("UPDATE %s SET settled = settled + :amount WHERE id = :id"
                                .formatted(toward.table(side)));
                of.forEach(part -> settled.bind("amount", part.amount())
                        .bind("id", part.target())
                        .add());
                settled.execute();
            }
        }
        for (var kind : Part.SourceKind.values()) {
            var of = parts.stream().filter(part -> part.kind() == kind).toList();
            if (!of.isEmpty()) {
                var used = tx.sql()
                        .prepareBatch(
                                "UPDATE %s SET allocated = allocated + :amount WHERE id = :id".formatted(kind.table()));
                of.forEach(part -> used.bind("amount", part.amount())
                        .bind("id", part.source())
                        .add());
                used.execute();
            }
        }
    }

    private static void realised(Tx tx, Side side, Chart chart, Part part, UUID id, Bases bases, List<Entry> entries) {
        var difference = side.signed(bases.source().subtract(bases.target()));
        if (difference.signum() == 0) {
            return;
        }
        entries.add(new Entry(
                tx.newId(),
                part.effective(),
                "Difference of exchange rates",
                Entry.Source.SETTLEMENT,
                id,
                part.currency(),
                BigDecimal.ONE,
                List.of(
                        Leg.difference(chart.code(side.control()), difference, part.party()),
                        Leg.difference(chart.code(Role.EXCHANGE_REALISED), difference.negate(), part.party()))));
    }

    private static Bases bases(Tx tx, Part part) {
        return new Bases(
                share(tx, part.source(), "source", part.amount()), share(tx, part.target(), "target", part.amount()));
    }

    /** The part of an item in the company's currency. */
    private static BigDecimal share(Tx tx, UUID item, String end, BigDecimal amount) {
        return tx.sql()
                .createQuery("""
                        SELECT o.amount, o.base, coalesce(s.amount, 0) AS used, coalesce(s.base, 0) AS used_base
                          FROM open_item o, LATERAL (SELECT sum(amount) AS amount, sum(%1$s_base) AS base
                                                       FROM settlement WHERE %1$s_id = o.id) s
                         WHERE o.id = :id
                        """.formatted(end))
                .bind("id", item)
                .map((row, _) -> {
                    var whole = row.getBigDecimal("amount");
                    var base = row.getBigDecimal("base");
                    var left = base.subtract(row.getBigDecimal("used_base"));
                    if (row.getBigDecimal("used").add(amount).compareTo(whole) >= 0) {
                        return left;
                    }
                    return base.multiply(amount)
                            .divide(whole, decimals(tx), RoundingMode.HALF_UP)
                            .min(left);
                })
                .one();
    }

    private static int decimals(Tx tx) {
        return tx.settings().currency().getDefaultFractionDigits();
    }
}
