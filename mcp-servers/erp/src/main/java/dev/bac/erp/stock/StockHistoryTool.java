package dev.bac.erp.stock;

import dev.bac.erp.item.ItemStore;
import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.PageOrder;
import dev.bac.mcp.argument.PageWanted;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code erp_stock_history}. */
public final class StockHistoryTool {
    private static final int STANDARD = 50;
    private static final PageOrder NEWEST = PageOrder.descending("moves", "moved_on", "date", "seq");

    private final ItemStore items;
    private final Locations locations;

    public StockHistoryTool(ItemStore items, Locations locations) {
        this.items = items;
        this.locations = locations;
    }

    public record Question(
            @Arg(value = "Only this item: SKU, name or id", ref = "item") @Nullable String item,

            @Arg(value = "Only moves into or out of this warehouse", ref = "warehouse") @Nullable String warehouse,

            @Arg("First day") @Nullable LocalDate from,
            @Arg("Last day") @Nullable LocalDate to,

            @Arg("How many at most, 1 to 200, the latest first; 50 when left out") @Nullable Integer limit,

            @Arg("The \"next\" of the page before") @Nullable String cursor) {
        static Question of(@Nullable String item, @Nullable String warehouse) {
            return new Question(item, warehouse, null, null, null, null);
        }
    }

    /** One move. */
    public record Line(
            UUID id,
            LocalDate date,
            Move.Kind kind,
            String sku,
            String item,
            BigDecimal quantity,
            String unit,
            String from,
            String to,
            @Nullable String order,
            @Nullable String reason) {}

    public record History(
            String summary,
            List<Line> items,
            int total,
            @Nullable String next) implements Told {}

    History ask(Caller caller, Tx tx, Question question) {
        if (question.from() != null && question.to() != null && question.from().isAfter(question.to())) {
            throw ToolRefusal.invalid("from", "%s is after %s".formatted(question.from(), question.to()));
        }
        var wanted = PageWanted.of(question.limit(), question.cursor(), STANDARD);
        var conditions = new ArrayList<>(List.of("true"));
        var values = new HashMap<String, Object>();
        var item = question.item() == null ? null : items.one(tx, "item", question.item());
        var warehouse =
                question.warehouse() == null ? null : locations.warehouse(tx, "warehouse", question.warehouse());
        add(conditions, values, "m.item_id = :item", "item", item == null ? null : item.id());
        add(conditions, values, ":place IN (m.from_id, m.to_id)", "place", warehouse == null ? null : warehouse.id());
        add(conditions, values, "m.moved_on >= :from", "from", question.from());
        add(conditions, values, "m.moved_on <= :to", "to", question.to());
        int total = tx.sql()
                .createQuery("SELECT count(*) FROM stock_move m WHERE " + String.join(" AND ", conditions))
                .bindMap(values)
                .mapTo(Integer.class)
                .one();
        var page = NEWEST.read(
                tx,
                """
                SELECT m.*, i.sku, i.name AS item, i.unit, f.name AS from_name, t.name AS to_name, o.number
                  FROM stock_move m JOIN item i ON i.id = m.item_id
                       JOIN location f ON f.id = m.from_id JOIN location t ON t.id = m.to_id
                       LEFT JOIN sales_order o ON o.id = m.order_id
                 WHERE %s
                """.formatted(String.join(" AND ", conditions)),
                query -> query.bindMap(values),
                wanted,
                (row, _) -> line(row));
        var lines = page.items();
        return new History(
                sentence(total, lines, item == null ? null : item.sku() + " " + item.name(), warehouse),
                lines,
                total,
                page.next());
    }

    private static void add(
            List<String> conditions,
            Map<String, Object> values,
            String condition,
            String name,
            @Nullable Object value) {
        if (value != null) {
            conditions.add(condition);
            values.put(name, value);
        }
    }

    private static Line line(ResultSet row) throws SQLException {
        return new Line(
                row.getObject("id", UUID.class),
                row.getObject("moved_on", LocalDate.class),
                Move.Kind.valueOf(row.getString("kind")),
                row.getString("sku"),
                row.getString("item"),
                Quantities.plain(row.getBigDecimal("quantity")),
                row.getString("unit"),
                row.getString("from_name"),
                row.getString("to_name"),
                row.getString("number"),
                row.getString("reason"));
    }

    private static String sentence(int total, List<Line> lines, @Nullable String item, @Nullable Location warehouse) {
        var of = (item == null ? "" : " of " + item) + (warehouse == null ? "" : " in " + warehouse.name());
        if (lines.isEmpty()) {
            return "No stock moves%s.".formatted(of);
        }
        var last = lines.getFirst();
        return "%d stock move%s%s; the latest of these on %s: %s %s %s from %s to %s."
                .formatted(
                        total,
                        total == 1 ? "" : "s",
                        of,
                        last.date(),
                        Quantities.text(last.quantity()),
                        last.unit(),
                        last.sku(),
                        last.from(),
                        last.to());
    }

    public Tool<Question, History> tool() {
        return Tool.read(
                        "erp_stock_history",
                        "Stock history",
                        "Lists the moves of an item or a warehouse, the latest first: receipts, shipments, transfers, adjustments, "
                                + "with date, quantity, where from, where to and for which order.",
                        Question.class,
                        History.class,
                        this::ask)
                .example("What happened to SKU-1012 lately?", Question.of("SKU-1012", null))
                .example("Show the latest goods movements in Munich", Question.of(null, "Munich"))
                .example(
                        "Stock movements since 1 May 2026",
                        new Question(null, null, LocalDate.of(2026, 5, 1), null, null, null))
                .example("When did we last receive SKU-1040?", Question.of("SKU-1040", null))
                .example("History of SKU-1003 in Rotterdam", Question.of("SKU-1003", "Rotterdam"));
    }
}
