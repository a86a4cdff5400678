package dev.bac.erp.stock;

import dev.bac.erp.item.ItemMatch;
import dev.bac.erp.item.ItemStore;
import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Money;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code erp_stock_value}: what the stock is worth now, or was worth at a place of the outbox. There it is the sum of
 * all postings whose events stand there or before, which is what whoever has read the outbox so far has been told.
 */
public final class StockValueTool {
    private static final int STANDARD = 20;

    private final ItemStore items;

    public StockValueTool(ItemStore items) {
        this.items = items;
    }

    public record Question(
            @Arg(value = "Only these items: words of the name or category, a SKU or an id", ref = "item") @Nullable String item,

            @Arg("How many items at most, the most valuable first, 1 to 200; 20 when left out") @Nullable Integer limit,

            @Arg("As of a place in ERP's outbox, \"transaction:number\" of an event such as 48213:977; without item")
            @Nullable String position) {
        static Question of(@Nullable String item) {
            return new Question(item, null, null);
        }
    }

    /** What there is of an item, and what it is worth: the quantity in its own unit, the average of one rounded. */
    public record Worth(String sku, String item, BigDecimal quantity, String unit, Money value) {}

    /**
     * @param total for each currency
     * @param position up to which events are in it; the latest posting's when it is now
     */
    public record Valued(
            String summary,
            List<Money> total,
            List<Worth> items,
            @Nullable String position) implements Told {}

    Valued ask(Caller caller, Tx tx, Question question) {
        if (question.position() != null && !question.position().isBlank()) {
            return asOf(tx, question);
        }
        if (question.item() != null) {
            items.refuseUnlessSome(tx, "item", question.item());
        }
        var match = ItemMatch.of("item", question.item());
        var total = match.bind(tx.sql().createQuery("""
                        SELECT i.currency, sum(w.value) AS value FROM stock_worth w JOIN item i ON i.id = w.item_id
                         WHERE %s GROUP BY i.currency ORDER BY i.currency
                        """.formatted(match.where())))
                .map((row, _) -> Money.of(row.getBigDecimal("value"), row.getString("currency")))
                .list();
        var worths = match.bind(tx.sql().createQuery("""
                        SELECT i.sku, i.name, i.unit, i.currency, w.quantity, w.value
                          FROM stock_worth w JOIN item i ON i.id = w.item_id
                         WHERE %s AND w.quantity > 0 ORDER BY w.value DESC, i.serial LIMIT :limit
                        """.formatted(match.where())))
                .bind("limit", Given.rows(question.limit(), STANDARD))
                .map((row, _) -> new Worth(
                        row.getString("sku"),
                        row.getString("name"),
                        Quantities.plain(row.getBigDecimal("quantity")),
                        row.getString("unit"),
                        Money.of(row.getBigDecimal("value"), row.getString("currency"))))
                .list();
        return new Valued(sentence("The stock is worth", total), total, worths, latest(tx));
    }

    private static @Nullable String latest(Tx tx) {
        return tx.sql().createQuery("""
                        SELECT event_xid::text || ':' || event_seq FROM stock_posting
                         ORDER BY event_xid DESC, event_seq DESC LIMIT 1
                        """).mapTo(String.class).findOne().orElse(null);
    }

    private static Valued asOf(Tx tx, Question question) {
        if (question.item() != null) {
            throw ToolRefusal.invalid("position", "is of the whole stock; leave out item");
        }
        var place = place(Given.line("position", question.position(), 50));
        var total = tx.sql()
                .createQuery("""
                        SELECT currency, sum(value) AS value FROM stock_posting
                         WHERE (event_xid, event_seq) <= (CAST(:xid AS xid8), :seq) GROUP BY currency ORDER BY currency
                        """)
                .bind("xid", Long.toString(place[0]))
                .bind("seq", place[1])
                .map((row, _) -> Money.of(row.getBigDecimal("value"), row.getString("currency")))
                .list();
        return new Valued(
                sentence("Up to %d:%d the stock was worth".formatted(place[0], place[1]), total),
                total,
                List.of(),
                "%d:%d".formatted(place[0], place[1]));
    }

    private static long[] place(String given) {
        if (!given.matches("\\d{1,18}:\\d{1,18}")) {
            throw ToolRefusal.invalid("position", "wants transaction:number of an event, such as 48213:977");
        }
        var parts = given.split(":", 2);
        return new long[] {Long.parseLong(parts[0]), Long.parseLong(parts[1])};
    }

    private static String sentence(String what, List<Money> total) {
        return total.isEmpty()
                ? "Nothing is in stock."
                : "%s %s at cost."
                        .formatted(what, total.stream().map(Money::toString).collect(Collectors.joining(" and ")));
    }

    public Tool<Question, Valued> tool() {
        return Tool.read(
                        "erp_stock_value",
                        "Value of the stock",
                        "Says what the goods on hand are worth at cost, in all and by item, by moving average or first in, first out as "
                                + "each item is kept. It does not say what they sell for.",
                        Question.class,
                        Valued.class,
                        this::ask)
                .example("What is our inventory worth?", Question.of(null))
                .example("Value of the stock of monitors at cost", Question.of("monitors"))
                .example("Which items tie up the most money in the warehouse?", Question.of(null))
                .example("How much capital is in SKU-1022?", Question.of("SKU-1022"));
    }
}
