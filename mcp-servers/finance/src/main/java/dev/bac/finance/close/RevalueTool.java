package dev.bac.finance.close;

import dev.bac.finance.journal.Chart;
import dev.bac.finance.journal.Entry;
import dev.bac.finance.journal.Entry.Leg;
import dev.bac.finance.journal.Journal;
import dev.bac.finance.journal.Rates;
import dev.bac.finance.journal.Role;
import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Effect;
import dev.bac.mcp.Money;
import dev.bac.mcp.Risk;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * {@code finance_currency_revalue}. Monetary items in a foreign currency — what customers and suppliers owe, money in the
 * bank — are shown at the rate of the day (IAS 21.23). The difference is not realised, so it is taken back on the next
 * day; asked twice for a day, it books only what has changed since.
 */
public final class RevalueTool {
    private final Journal journal;

    public RevalueTool(Journal journal) {
        this.journal = journal;
    }

    public record Order(
            @Arg("The day whose rates count, such as the last of a month; today when left out") @Nullable LocalDate asOf) {}

    /** One account in one currency; {@code difference} is a gain above zero. */
    public record Line(String account, Money balance, Money before, Money after, Money difference) {}

    public record Revalued(String summary, LocalDate asOf, LocalDate takenBackOn, Money difference, List<Line> items)
            implements Told {}

    private record Held(
            String account, String currency, @Nullable UUID party, BigDecimal amount, BigDecimal base) {}

    Revalued revalue(Caller caller, Tx tx, Order order) {
        var asOf = order.asOf() == null ? tx.today() : Given.date("asOf", order.asOf());
        if (asOf.isAfter(tx.today())) {
            throw ToolRefusal.invalid("asOf", "%s is in the future; today is %s".formatted(asOf, tx.today()));
        }
        var held = held(tx, asOf);
        var lines = new ArrayList<Line>();
        var sum = BigDecimal.ZERO;
        var own = tx.settings().currency().getCurrencyCode();
        for (var currency : held.stream().map(Held::currency).distinct().toList()) {
            var rate = Rates.on(tx, currency, asOf);
            var legs = new ArrayList<Leg>();
            var total = BigDecimal.ZERO;
            for (var one : held.stream()
                    .filter(each -> each.currency().equals(currency))
                    .toList()) {
                var after = Rates.base(tx, one.amount(), rate);
                var difference = after.subtract(one.base());
                if (difference.signum() != 0) {
                    total = total.add(difference);
                    legs.add(Leg.difference(one.account(), difference, one.party()));
                    lines.add(new Line(
                            one.account(),
                            Money.of(one.amount(), currency),
                            Money.of(one.base(), own),
                            Money.of(after, own),
                            Money.of(difference, own)));
                }
            }
            if (!legs.isEmpty()) {
                legs.add(Leg.difference(Chart.of(tx).code(Role.EXCHANGE_UNREALISED), total.negate(), null));
                book(tx, asOf, currency, legs);
            }
            sum = sum.add(total);
        }
        var difference = Money.of(sum, own);
        return new Revalued(
                lines.isEmpty()
                        ? "Nothing to revalue on %s.".formatted(asOf)
                        : "Revalued %d balances on %s: %s unrealised, taken back on %s."
                                .formatted(lines.size(), asOf, difference, asOf.plusDays(1)),
                asOf,
                asOf.plusDays(1),
                difference,
                lines.stream().limit(200).toList());
    }

    private void book(Tx tx, LocalDate asOf, String currency, List<Leg> legs) {
        var id = tx.newId();
        var back = legs.stream()
                .map(leg -> Leg.difference(
                        leg.account(), (leg.base() == null ? BigDecimal.ZERO : leg.base()).negate(), leg.party()))
                .toList();
        journal.post(
                tx,
                List.of(
                        new Entry(
                                id,
                                asOf,
                                "Revaluation in " + currency,
                                Entry.Source.REVALUATION,
                                id,
                                currency,
                                BigDecimal.ONE,
                                legs),
                        new Entry(
                                tx.newId(),
                                asOf.plusDays(1),
                                "Revaluation in %s taken back".formatted(currency),
                                Entry.Source.REVALUATION_END,
                                id,
                                currency,
                                BigDecimal.ONE,
                                back)));
    }

    private static List<Held> held(Tx tx, LocalDate asOf) {
        return tx.sql()
                .createQuery("""
                        SELECT p.account, p.currency, CASE WHEN l.flow <> 'CASH' THEN p.party_id END AS party,
                               sum(p.amount) AS amount, sum(p.base) AS base
                          FROM posting p JOIN journal_entry e ON e.id = p.entry_id
                                         JOIN ledger_account l ON l.code = p.account
                         WHERE e.booked_on <= :asOf AND p.currency <> :own
                           AND (l.flow = 'CASH' OR l.role IN ('RECEIVABLES', 'PAYABLES'))
                         GROUP BY 1, 2, 3 HAVING sum(p.amount) <> 0 OR sum(p.base) <> 0 ORDER BY 2, 1, 3
                        """)
                .bind("asOf", asOf)
                .bind("own", tx.settings().currency().getCurrencyCode())
                .map((row, _) -> new Held(
                        row.getString("account"),
                        row.getString("currency"),
                        row.getObject("party", UUID.class),
                        row.getBigDecimal("amount"),
                        row.getBigDecimal("base")))
                .list();
    }

    public Tool<Order, Revalued> tool() {
        return Tool.write(
                        "finance_currency_revalue",
                        "Revalue foreign currencies",
                        "Books what open items and bank balances in foreign currencies have gained or lost by the rates of a day, and "
                                + "takes it back on the next day. Asked again for a day it books only what has changed.",
                        Effect.WRITE,
                        Risk.MONEY,
                        Order.class,
                        Revalued.class,
                        this::revalue)
                .example("Revalue our foreign currency balances", new Order(null))
                .example(
                        "Book the unrealised exchange differences at 31 January 2026",
                        new Order(LocalDate.of(2026, 1, 31)));
    }
}
