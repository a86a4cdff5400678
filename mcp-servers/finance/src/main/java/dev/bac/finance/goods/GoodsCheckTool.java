package dev.bac.finance.goods;

import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Money;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code finance_goods_check}: how the inventory account stands to what the stock's server says of itself. The newest
 * postings are compared one by one, the older ones by their number and sum, all as of one place of the outbox, so that
 * what is booked meanwhile disturbs nothing.
 */
public final class GoodsCheckTool {
    private static final int MOST = 1_000;

    public record Question(
            @Arg(
                    "Up to which place in the outbox of the stock's server, such as 48213:977; the beginning when left out")
            @Nullable String position,

            @Arg("The stock's newest postings up to there, at most 1,000")
            List<Posting> postings,

            @Arg("All older postings together, for each currency") @Nullable List<Older> older) {}

    public record Posting(
            @Arg("Its id") UUID id,
            @Arg("ISO currency code") String currency,

            @Arg(value = "What it changed", format = "decimal")
            BigDecimal value) {}

    public record Older(
            @Arg("ISO currency code") String currency,

            @Arg(value = "What they changed together", format = "decimal")
            BigDecimal value,

            @Arg("How many they are") long count) {}

    /**
     * One currency.
     *
     * @param inventory what the inventory account says
     * @param underWay what the stock has told and is not booked yet
     * @param older true when all older postings are booked
     */
    public record Standing(String currency, Money inventory, Money underWay, boolean older) {}

    /**
     * @param missing ids of postings that are not booked
     * @param different ids of postings that are booked with another value
     */
    public record Checked(String summary, List<Standing> currencies, List<UUID> missing, List<UUID> different)
            implements Told {}

    Checked check(Caller caller, Tx tx, Question question) {
        if (question.postings().size() > MOST) {
            throw ToolRefusal.invalid("postings", "has more than %d".formatted(MOST));
        }
        var place = question.position() == null || question.position().isBlank()
                ? new Place(0, 0)
                : Place.of("position", question.position());
        var missing = new ArrayList<UUID>();
        var different = new ArrayList<UUID>();
        var underWay = new TreeMap<String, BigDecimal>();
        for (var posting : question.postings()) {
            var currency = currency(tx, "postings", posting.currency());
            var value = value("postings", posting.value(), currency);
            var booked = StockEntries.booked(tx, posting.id());
            if (booked.isEmpty()) {
                missing.add(posting.id());
                underWay.merge(currency, value, BigDecimal::add);
            } else if (booked.get().compareTo(value) != 0) {
                different.add(posting.id());
            }
        }
        var currencies = standings(tx, place, question, underWay);
        return new Checked(sentence(currencies, missing, different), currencies, missing, different);
    }

    private static List<Standing> standings(Tx tx, Place place, Question question, Map<String, BigDecimal> underWay) {
        var inventory = byCurrency(StockEntries.inventory(tx, place));
        var ids = question.postings().stream().map(Posting::id).toList();
        var known = byCurrency(StockEntries.upTo(tx, place, ids));
        var told = (question.older() == null ? List.<Older>of() : question.older())
                .stream().collect(Collectors.toMap(one -> older(tx, one), one -> one, (one, _) -> one));
        var currencies = new TreeSet<>(inventory.keySet());
        currencies.addAll(underWay.keySet());
        currencies.addAll(told.keySet());
        currencies.add(tx.settings().currency().getCurrencyCode());
        return currencies.stream()
                .map(currency -> new Standing(
                        currency,
                        money(inventory.get(currency), currency),
                        Money.of(underWay.getOrDefault(currency, BigDecimal.ZERO), currency),
                        alike(told.get(currency), known.get(currency))))
                .toList();
    }

    private static String older(Tx tx, Older older) {
        var currency = currency(tx, "older", older.currency());
        value("older", older.value(), currency);
        return currency;
    }

    private static String currency(Tx tx, String list, String given) {
        return Given.currency(list + ".currency", given, tx.settings().currency());
    }

    private static BigDecimal value(String list, BigDecimal given, String currency) {
        Given.amountOrZero(list + ".value", given.abs(), currency);
        return given;
    }

    private static boolean alike(@Nullable Older told, StockEntries.@Nullable Sum known) {
        if (told == null || known == null) {
            return (told == null || told.count() == 0) && known == null;
        }
        return told.count() == known.count() && told.value().compareTo(known.amount()) == 0;
    }

    private static Money money(StockEntries.@Nullable Sum sum, String currency) {
        return Money.of(sum == null ? BigDecimal.ZERO : sum.amount(), currency);
    }

    private static Map<String, StockEntries.Sum> byCurrency(List<StockEntries.Sum> sums) {
        return sums.stream().collect(Collectors.toMap(StockEntries.Sum::currency, sum -> sum));
    }

    private static String sentence(List<Standing> currencies, List<UUID> missing, List<UUID> different) {
        var inventory =
                currencies.stream().map(one -> one.inventory().toString()).collect(Collectors.joining(" and "));
        return "The inventory account says %s; %s under way, %s booked with another value."
                .formatted(
                        inventory,
                        missing.size() == 1 ? "1 posting is" : missing.size() + " postings are",
                        different.isEmpty() ? "none" : Integer.toString(different.size()));
    }

    public Tool<Question, Checked> tool() {
        return Tool.read(
                "finance_goods_check",
                "Compare the stock's postings with the books",
                "Says what the inventory account holds as of a place in the stock's outbox, and which of the stock's postings are not "
                        + "booked yet. For the workflow reconcile-stock.",
                Question.class,
                Checked.class,
                this::check);
    }
}
