package dev.bac.finance.goods;

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
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * {@code finance_goods_post}: one change of the stock's value as one entry, whatever accounts it concerns, so that the
 * inventory account is never between two events. The accounts are found by role, so that any chart will do.
 */
public final class GoodsPostTool {
    private static final int LINES = 20;

    private final Journal journal;

    public GoodsPostTool(Journal journal) {
        this.journal = journal;
    }

    public record Change(
            @Arg("Id of the stock's posting; each is booked once")
            UUID posting,

            @Arg("Where its event stands in the outbox of the stock's server, such as 48213:977")
            String position,

            @Arg("What happened, such as erp.stock.delivered")
            String event,

            @Arg("The day it happened") LocalDate date,
            @Arg("ISO currency code") String currency,

            @Arg("By how much the stock is worth more, or less when below zero, for each that has the other part")
            List<Line> lines) {}

    public record Line(
            @Arg("Who has what the stock does not have") Counterpart counterpart,

            @Arg(value = "The change, below zero for a loss", format = "decimal")
            BigDecimal value) {}

    /** @param entry null when nothing changed on any account */
    public record Posted(String summary, @Nullable UUID entry, LocalDate date, Money value) implements Told {}

    Posted post(Caller caller, Tx tx, Change change) {
        var currency =
                Given.currency("currency", change.currency(), tx.settings().currency());
        var changes = sums(change, currency);
        var value = changes.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        var digest = StockEntries.digest(change.date() + " " + currency + " " + changes);
        var place = Place.of("position", change.position());
        var date = OpenDay.of(tx, Given.date("date", change.date()));
        var chart = Chart.of(tx);
        var legs = legs(chart, changes, value);
        var id = legs.isEmpty() ? null : tx.newId();
        var known = StockEntries.claim(
                tx, new StockEntries.Row(change.posting(), id, event(change), date, currency, value, digest, place));
        if (known.isPresent()) {
            return posted(known.get(), change.date());
        }
        if (id != null) {
            journal.post(
                    tx,
                    List.of(new Entry(
                            id,
                            date,
                            "Stock: %s%s"
                                    .formatted(event(change), date.equals(change.date()) ? "" : " of " + change.date()),
                            Entry.Source.STOCK,
                            change.posting(),
                            currency,
                            Rates.on(tx, currency, date),
                            legs)));
        }
        return posted(
                new StockEntries.Row(change.posting(), id, event(change), date, currency, value, digest, place),
                change.date());
    }

    private static String event(Change change) {
        return Given.line("event", change.event(), 100);
    }

    private static Posted posted(StockEntries.Row row, LocalDate own) {
        var value = Money.of(row.value(), row.currency());
        return new Posted(
                "The stock's value changed by %s (%s), booked on %s%s."
                        .formatted(
                                value,
                                row.event(),
                                row.date(),
                                row.date().equals(own) ? "" : ", as the month of %s takes no entries".formatted(own)),
                row.entry(),
                row.date(),
                value);
    }

    private static Map<Counterpart, BigDecimal> sums(Change change, String currency) {
        if (change.lines().size() > LINES) {
            throw ToolRefusal.invalid("lines", "has more than %d lines".formatted(LINES));
        }
        var sums = new EnumMap<Counterpart, BigDecimal>(Counterpart.class);
        for (var line : change.lines()) {
            var amount = Given.amountOrZero("lines.value", line.value().abs(), currency);
            sums.merge(line.counterpart(), line.value().signum() < 0 ? amount.negate() : amount, BigDecimal::add);
        }
        sums.values().removeIf(amount -> amount.signum() == 0);
        sums.replaceAll((_, amount) -> Money.of(amount, currency).amount());
        return sums;
    }

    /** The inventory takes the whole, each account against it what is its own. */
    private static List<Leg> legs(Chart chart, Map<Counterpart, BigDecimal> changes, BigDecimal value) {
        var legs = new ArrayList<Leg>();
        if (value.signum() != 0) {
            legs.add(Leg.debit(chart.code(Role.INVENTORY), value, null));
        }
        var byAccount = new EnumMap<Role, BigDecimal>(Role.class);
        changes.forEach((counterpart, amount) -> byAccount.merge(counterpart.role(), amount, BigDecimal::add));
        byAccount.forEach((role, amount) -> {
            if (amount.signum() != 0) {
                legs.add(Leg.credit(chart.code(role), amount, null));
            }
        });
        return legs;
    }

    public Tool<Change, Posted> tool() {
        return Tool.write(
                "finance_goods_post",
                "Book a change of the stock's value",
                "Books what one event of the stock changed: the inventory against cost of goods, goods received and not billed, "
                        + "stock differences or opening balances. For the workflow stock-to-books; each posting is booked "
                        + "once, in a locked month's place in the next open one.",
                Effect.WRITE,
                Risk.MONEY,
                Change.class,
                Posted.class,
                this::post);
    }
}
