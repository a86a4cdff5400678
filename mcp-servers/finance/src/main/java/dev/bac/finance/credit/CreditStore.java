package dev.bac.finance.credit;

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
import dev.bac.mcp.ToolRefusal;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes credit notes. One takes back from the lines of its original, in proportion to what is left of each, at the
 * original's exchange rate; it lowers what is open of the original first, and what is over stays as the party's credit.
 */
public final class CreditStore {
    private final Journal journal;
    private final Numbers numbers;
    private final Settlements settlements;

    public CreditStore(Journal journal, Numbers numbers) {
        this.journal = journal;
        this.numbers = numbers;
        this.settlements = new Settlements(journal);
    }

    /** What a credit note takes back of a line. */
    record Taken(Original.Line line, BigDecimal net, BigDecimal tax, BigDecimal withheld, BigDecimal reverse) {
        BigDecimal total() {
            return net.add(tax).subtract(withheld);
        }
    }

    /**
     * A written credit note.
     *
     * @param settled what it took from the open amount of its original
     */
    public record Written(
            UUID id,
            String number,
            String party,
            String original,
            String currency,
            BigDecimal total,
            BigDecimal settled) {}

    /**
     * Takes back {@code total} of a document, all that is left when it is null.
     *
     * @param total tax and all, in the document's currency
     */
    public Written write(Tx tx, Side side, UUID document, @Nullable BigDecimal total, LocalDate date, String reason) {
        return write(tx, new Wanted(side, document, total, date, reason, null));
    }

    /**
     * What is to be taken back.
     *
     * @param total tax and all, in the document's currency; all that is left when null
     * @param bears code of the account that bears it without tax; those of the document's lines when null
     */
    record Wanted(
            Side side,
            UUID document,
            @Nullable BigDecimal total,
            LocalDate date,
            String reason,
            @Nullable String bears) {}

    Written write(Tx tx, Wanted wanted) {
        var side = wanted.side();
        var document = wanted.document();
        var date = wanted.date();
        var original = Original.lock(tx, side, document);
        if (date.isBefore(original.dated())) {
            throw ToolRefusal.invalid(
                    "date", "is before the date of %s, %s".formatted(original.number(), original.dated()));
        }
        var taken = taken(original, wanted.total());
        var sum = sum(taken, Taken::total);
        var id = tx.newId();
        var series = side == Side.RECEIVABLE ? Numbers.Series.CREDIT : Numbers.Series.SUPPLIER_CREDIT;
        long serial = numbers.take(tx, series, 1);
        var number = (side == Side.RECEIVABLE ? "CN-" : "SCN-") + serial;
        insert(tx, original, taken, new Head(id, serial, number, date, wanted.reason()));
        journal.post(tx, List.of(new Booking(original, taken, id, number, date, wanted.bears()).entry(tx)));
        tx.sql()
                .createUpdate("UPDATE %s SET credited = credited + :total WHERE id = :id".formatted(side.table()))
                .bind("total", sum)
                .bind("id", document)
                .execute();
        var part = sum.min(original.open());
        if (part.signum() > 0) {
            settlements.settle(
                    tx,
                    side,
                    List.of(new Part(
                            Part.SourceKind.CREDIT, id, document, original.party(), original.currency(), part, date)));
        }
        return new Written(id, number, original.name(), original.number(), original.currency(), sum, part);
    }

    private static List<Taken> taken(Original original, @Nullable BigDecimal total) {
        var whole = original.lines().stream()
                .map(line -> line.net().add(line.tax()).subtract(line.withheld()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        if (whole.signum() == 0) {
            throw new ToolRefusal("conflict", "document: %s is credited already".formatted(original.number()));
        }
        if (total != null && total.compareTo(whole) > 0) {
            throw new ToolRefusal(
                    "conflict",
                    "amount: %s is more than the %s %s that is left of %s"
                            .formatted(
                                    total.toPlainString(),
                                    whole.stripTrailingZeros().toPlainString(),
                                    original.currency(),
                                    original.number()));
        }
        return new Shares(original, total == null ? whole : total, whole).taken();
    }

    /** Shares a sum out over lines; running sums are rounded, so that the parts make the whole. */
    private record Shares(Original original, BigDecimal total, BigDecimal whole) {
        List<Taken> taken() {
            int decimals = Currency.getInstance(original.currency()).getDefaultFractionDigits();
            boolean all = total.compareTo(whole) == 0;
            var result = new ArrayList<Taken>();
            var before = BigDecimal.ZERO;
            var given = BigDecimal.ZERO;
            for (var line : original.lines()) {
                if (all) {
                    result.add(new Taken(line, line.net(), line.tax(), line.withheld(), line.reverse()));
                    continue;
                }
                var left = line.net().add(line.tax()).subtract(line.withheld());
                before = before.add(left);
                var upTo = total.multiply(before).divide(whole, decimals, RoundingMode.HALF_UP);
                var share = upTo.subtract(given);
                given = upTo;
                if (left.signum() > 0) {
                    var tax = part(line.tax(), share, left, decimals);
                    var withheld = part(line.withheld(), share, left, decimals);
                    result.add(new Taken(
                            line,
                            share.subtract(tax).add(withheld),
                            tax,
                            withheld,
                            part(line.reverse(), share, left, decimals)));
                }
            }
            return result;
        }

        private static BigDecimal part(BigDecimal of, BigDecimal share, BigDecimal left, int decimals) {
            return of.multiply(share).divide(left, decimals, RoundingMode.HALF_UP);
        }
    }

    private record Head(UUID id, long serial, String number, LocalDate date, String reason) {}

    private static void insert(Tx tx, Original original, List<Taken> taken, Head head) {
        var total = sum(taken, Taken::total);
        tx.sql()
                .createUpdate("""
                        INSERT INTO credit_note (id, side, serial, number, document_id, party_id, party, currency, dated_on,
                                                 reason, net, tax, withheld, total, rate, base)
                        VALUES (:id, :side, :serial, :number, :document, :party, :name, :currency, :date, :reason, :net,
                                :tax, :withheld, :total, :rate, :base)
                        """)
                .bind("id", head.id())
                .bind("side", original.side().name())
                .bind("serial", head.serial())
                .bind("number", head.number())
                .bind("document", original.id())
                .bind("party", original.party())
                .bind("name", original.name())
                .bind("currency", original.currency())
                .bind("date", head.date())
                .bind("reason", head.reason())
                .bind("net", sum(taken, Taken::net))
                .bind("tax", sum(taken, Taken::tax))
                .bind("withheld", sum(taken, Taken::withheld))
                .bind("total", total)
                .bind("rate", original.rate())
                .bind("base", Rates.base(tx, total, original.rate()))
                .execute();
        var batch = tx.sql().prepareBatch("""
                INSERT INTO credit_line (credit_id, line, net, tax, withheld, reverse_tax)
                VALUES (:credit, :line, :net, :tax, :withheld, :reverse)
                """);
        for (var part : taken) {
            batch.bind("credit", head.id())
                    .bind("line", part.line().number())
                    .bind("net", part.net())
                    .bind("tax", part.tax())
                    .bind("withheld", part.withheld())
                    .bind("reverse", part.reverse())
                    .add();
        }
        batch.execute();
    }

    /** @param bears null for the accounts of the original's lines */
    private record Booking(
            Original original,
            List<Taken> taken,
            UUID id,
            String number,
            LocalDate date,
            @Nullable String bears) {
        Entry entry(Tx tx) {
            var chart = Chart.of(tx);
            var side = original.side();
            boolean invoice = side == Side.RECEIVABLE;
            var party = original.party();
            var legs = new ArrayList<Leg>();
            legs.add(Leg.credit(chart.code(side.control()), side.signed(sum(taken, Taken::total)), party));
            for (var part : taken) {
                legs.add(Leg.debit(account(chart, part.line()), side.signed(part.net()), party)
                        .counted(part.line().dimensions()));
            }
            legs.add(Leg.debit(
                    chart.code(invoice ? Role.OUTPUT_TAX : Role.INPUT_TAX),
                    side.signed(sum(taken, Taken::tax).add(sum(taken, Taken::reverse))),
                    party));
            legs.add(Leg.credit(
                    chart.code(invoice ? Role.WITHHELD_FROM_US : Role.WITHHELD_BY_US),
                    side.signed(sum(taken, Taken::withheld)),
                    party));
            legs.add(Leg.debit(chart.code(Role.OUTPUT_TAX), sum(taken, Taken::reverse), party));
            return new Entry(
                    tx.newId(),
                    date,
                    "Credit note %s for %s".formatted(number, original.number()),
                    Entry.Source.CREDIT,
                    id,
                    original.currency(),
                    original.rate(),
                    legs);
        }

        private String account(Chart chart, Original.Line line) {
            if (bears != null) {
                return bears;
            }
            var own = line.account();
            return own == null ? chart.code(Role.SALES) : own;
        }
    }

    private static BigDecimal sum(List<Taken> taken, Function<Taken, BigDecimal> part) {
        return taken.stream().map(part).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
