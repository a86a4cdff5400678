package dev.bac.erp.lot;

import dev.bac.erp.item.ItemStore;
import dev.bac.erp.stock.Locations;
import dev.bac.erp.stock.Quantities;
import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.argument.Given;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code erp_lot_list}. */
public final class LotListTool {
    private static final int STANDARD = 50;

    private final ItemStore items;
    private final Locations locations;

    public LotListTool(ItemStore items, Locations locations) {
        this.items = items;
        this.locations = locations;
    }

    public record Question(
            @Arg(value = "Only this item: SKU, name or id", ref = "item") @Nullable String item,

            @Arg(value = "Only in this warehouse", ref = "warehouse") @Nullable String warehouse,

            @Arg("Only what expires on this day or before") @Nullable LocalDate expiringBy,

            @Arg("How many at most, 1 to 200; 50 when left out") @Nullable Integer limit) {
        static Question of(@Nullable String item, @Nullable String warehouse) {
            return new Question(item, warehouse, null, null);
        }
    }

    /** What is there of a lot in one warehouse. */
    public record Line(
            String sku,
            String item,
            String lot,
            String warehouse,
            BigDecimal onHand,
            String unit,
            @Nullable LocalDate expires,
            boolean expired) {}

    public record Lots(String summary, List<Line> lots, int total) implements Told {}

    Lots ask(Caller caller, Tx tx, Question question) {
        var item = question.item() == null
                ? null
                : items.one(tx, "item", question.item()).id();
        var place = question.warehouse() == null
                ? null
                : locations.warehouse(tx, "warehouse", question.warehouse()).id();
        var today = tx.today();
        int limit = Given.rows(question.limit(), STANDARD);
        record Row(Line line, int total) {}
        var rows = tx.sql()
                .createQuery("""
                        SELECT i.sku, i.name AS item, i.unit, t.code, t.expires_on, l.name AS warehouse, b.on_hand, count(*) OVER () AS total
                          FROM lot_balance b JOIN lot t ON t.id = b.lot_id JOIN item i ON i.id = b.item_id
                          JOIN location l ON l.id = b.location_id
                         WHERE NOT b.outside AND b.on_hand > 0
                           AND (CAST(:item AS uuid) IS NULL OR b.item_id = CAST(:item AS uuid))
                           AND (CAST(:place AS uuid) IS NULL OR b.location_id = CAST(:place AS uuid))
                           AND (CAST(:by AS date) IS NULL OR t.expires_on <= CAST(:by AS date))
                         ORDER BY t.expires_on NULLS LAST, i.serial, t.code, l.name LIMIT :limit
                        """)
                .bind("item", text(item))
                .bind("place", text(place))
                .bind(
                        "by",
                        question.expiringBy() == null
                                ? null
                                : question.expiringBy().toString())
                .bind("limit", limit)
                .map((row, _) -> {
                    var expires = row.getObject("expires_on", LocalDate.class);
                    return new Row(
                            new Line(
                                    row.getString("sku"),
                                    row.getString("item"),
                                    row.getString("code"),
                                    row.getString("warehouse"),
                                    Quantities.plain(row.getBigDecimal("on_hand")),
                                    row.getString("unit"),
                                    expires,
                                    expires != null && expires.isBefore(today)),
                            row.getInt("total"));
                })
                .list();
        var lines = rows.stream().map(Row::line).toList();
        return new Lots(
                sentence(lines), lines, rows.isEmpty() ? 0 : rows.getFirst().total());
    }

    private static @Nullable String text(@Nullable UUID id) {
        return id == null ? null : id.toString();
    }

    private static String sentence(List<Line> lines) {
        return lines.isEmpty()
                ? "There are no such lots in stock."
                : lines.stream()
                        .limit(5)
                        .map(one -> "%s %s of %s lot %s in %s%s"
                                .formatted(
                                        Quantities.text(one.onHand()),
                                        one.unit(),
                                        one.item(),
                                        one.lot(),
                                        one.warehouse(),
                                        one.expires() == null
                                                ? ""
                                                : (one.expired() ? ", expired " : ", good until ") + one.expires()))
                        .collect(Collectors.joining("; ", "", lines.size() > 5 ? "; and others." : "."));
    }

    public Tool<Question, Lots> tool() {
        return Tool.read(
                        "erp_lot_list",
                        "Lots and serial numbers",
                        "Lists lots and serial numbers in stock with where they are and until when they are good, what expires first "
                                + "at the top.",
                        Question.class,
                        Lots.class,
                        this::ask)
                .example("Which lots of SKU-1012 do we have?", Question.of("SKU-1012", null))
                .example("Serial numbers of SKU-1031 in Munich", Question.of("SKU-1031", "Munich"))
                .example(
                        "Which lots expire by 30 June 2026?",
                        new Question(null, null, LocalDate.of(2026, 6, 30), null));
    }
}
