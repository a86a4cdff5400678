package dev.bac.finance.goods;

import dev.bac.finance.journal.Chart;
import dev.bac.finance.journal.Entry;
import dev.bac.finance.journal.Entry.Leg;
import dev.bac.finance.journal.Journal;
import dev.bac.finance.journal.Periods;
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
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code finance_goods_catch_up}: brings the books to what the stock is worth, for a company that had goods before the
 * two were joined. It books what {@code reconcile-stock} shows as a difference, and no more: what the stock has told
 * and is not booked yet comes by its own event. Asked again, nothing is left to book.
 */
public final class GoodsCatchUpTool {
    private final Journal journal;
    private final GoodsCheckTool check = new GoodsCheckTool();

    public GoodsCatchUpTool(Journal journal) {
        this.journal = journal;
    }

    /** What stands against the inventory. */
    public enum Against {
        /** Opening balances: the goods were there before the books knew of them. */
        OPENING(Role.OPENING),
        /** Stock differences: a gain or loss of the month. */
        DIFFERENCES(Role.STOCK_DIFFERENCES);

        private final Role role;

        Against(Role role) {
            this.role = role;
        }
    }

    public record Order(
            @Arg("What the stock is worth, in each currency")
            List<Worth> stock,

            @Arg(
                    "Up to which place in the outbox of the stock's server, such as 48213:977; the beginning when left out")
            @Nullable String position,

            @Arg("The stock's newest postings up to there, at most 1,000")
            List<GoodsCheckTool.Posting> postings,

            @Arg("All older postings together, for each currency") @Nullable List<GoodsCheckTool.Older> older,

            @Arg("What stands against the inventory; opening when left out") @Nullable Against against,

            @Arg("The day it is booked on; today when left out, never in the future") @Nullable LocalDate date) {}

    public record Worth(
            @Arg("ISO currency code") String currency,

            @Arg(value = "What the stock is worth", format = "decimal")
            BigDecimal value) {}

    /** @param value by what the stock was worth more than the books said, below zero for less */
    public record Booked(UUID entry, LocalDate date, Money value) {}

    public record CaughtUp(String summary, List<Booked> items) implements Told {}

    CaughtUp catchUp(Caller caller, Tx tx, Order order) {
        var day = order.date() == null ? tx.today() : Given.date("date", order.date());
        if (day.isAfter(tx.today())) {
            throw ToolRefusal.invalid("date", "%s is in the future; today is %s".formatted(day, tx.today()));
        }
        var worth = worth(tx, order);
        // Nothing is posted meanwhile: of two at the same time the second sees what the first one booked.
        Periods.holdBooks(tx);
        var checked =
                check.check(caller, tx, new GoodsCheckTool.Question(order.position(), order.postings(), order.older()));
        explained(checked);
        var against = order.against() == null ? Against.OPENING : order.against();
        var date = OpenDay.of(tx, day);
        var booked = new ArrayList<Booked>();
        for (var one : checked.currencies()) {
            var difference = Money.of(worth.getOrDefault(one.currency(), BigDecimal.ZERO), one.currency())
                    .amount()
                    .subtract(one.inventory().amount())
                    .subtract(one.underWay().amount());
            worth.remove(one.currency());
            if (difference.signum() != 0) {
                booked.add(book(tx, against, date, Money.of(difference, one.currency())));
            }
        }
        worth.forEach((currency, value) -> {
            if (value.signum() != 0) {
                booked.add(book(tx, against, date, Money.of(value, currency)));
            }
        });
        return new CaughtUp(sentence(booked), booked);
    }

    private static Map<String, BigDecimal> worth(Tx tx, Order order) {
        var worth = new TreeMap<String, BigDecimal>();
        for (var one : order.stock()) {
            var currency = Given.currency(
                    "stock.currency", one.currency(), tx.settings().currency());
            var amount = Given.amountOrZero("stock.value", one.value().abs(), currency);
            if (worth.put(currency, one.value().signum() < 0 ? amount.negate() : amount) != null) {
                throw ToolRefusal.invalid("stock.currency", "%s is there twice".formatted(currency));
            }
        }
        return worth;
    }

    /** A difference is booked only when no event can still explain it. */
    private static void explained(GoodsCheckTool.Checked checked) {
        if (!checked.different().isEmpty()) {
            throw new ToolRefusal(
                    "conflict",
                    "postings: %s is booked with another value; mend that first"
                            .formatted(checked.different().getFirst()));
        }
        checked.currencies().stream().filter(one -> !one.older()).findFirst().ifPresent(one -> {
            throw new ToolRefusal(
                    "conflict",
                    "older: of the stock's older postings in %s some are not booked yet; wait for stock-to-books, or run it again where it failed"
                            .formatted(one.currency()));
        });
    }

    private Booked book(Tx tx, Against against, LocalDate date, Money difference) {
        var chart = Chart.of(tx);
        var id = tx.newId();
        var currency = difference.currency();
        journal.post(
                tx,
                List.of(new Entry(
                        id,
                        date,
                        "Stock: brought to what it is worth",
                        Entry.Source.STOCK,
                        id,
                        currency,
                        Rates.on(tx, currency, date),
                        List.of(
                                Leg.debit(chart.code(Role.INVENTORY), difference.amount(), null),
                                Leg.credit(chart.code(against.role), difference.amount(), null)))));
        return new Booked(id, date, difference);
    }

    private static String sentence(List<Booked> booked) {
        if (booked.isEmpty()) {
            return "The books say what the stock is worth; nothing is to be booked.";
        }
        return "Booked %s to the inventory on %s: the books say what the stock is worth."
                .formatted(
                        booked.stream().map(one -> one.value().toString()).collect(Collectors.joining(" and ")),
                        booked.getFirst().date());
    }

    public Tool<Order, CaughtUp> tool() {
        return Tool.write(
                "finance_goods_catch_up",
                "Bring the books to the stock's value",
                "Books once by what the inventory account differs from what the stock is worth and has under way, against opening "
                        + "balances or stock differences. For the workflow catch-up-stock.",
                Effect.WRITE,
                Risk.MONEY,
                Order.class,
                CaughtUp.class,
                this::catchUp);
    }
}
