package dev.bac.erp.stock;

import dev.bac.erp.item.ItemMatch;
import dev.bac.erp.item.ItemStore;
import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.argument.PageWanted;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code erp_stock_levels}. */
public final class StockLevelsTool {
    private static final int STANDARD = 50;
    private final ItemStore items;
    private final Locations locations;

    public StockLevelsTool(ItemStore items, Locations locations) {
        this.items = items;
        this.locations = locations;
    }

    public record Question(
            @Arg(
                    value =
                            "The items: words of the name or category (all items that match are counted), a SKU or an id; all items when left out",
                    ref = "item")
            @Nullable String item,

            @Arg(
                    value = "Only this warehouse and what is within it, such as Rotterdam; all of them when left out",
                    ref = "warehouse")
            @Nullable String warehouse,

            @Arg("How many items at most, 1 to 200; 50 when left out") @Nullable Integer limit,

            @Arg("The \"next\" of the page before") @Nullable String cursor) {
        static Question of(@Nullable String item, @Nullable String warehouse) {
            return new Question(item, warehouse, null, null);
        }
    }

    /** What there is in one warehouse. */
    public record Place(String warehouse, BigDecimal onHand, BigDecimal reserved, BigDecimal available) {}

    /** What there is of one item, over the warehouses asked for. */
    public record Level(
            String sku,
            String item,
            UUID itemId,
            String unit,
            BigDecimal onHand,
            BigDecimal reserved,
            BigDecimal available,
            List<Place> warehouses) {}

    /** The sum over all items that match and have this unit, not only those of the page. */
    public record Sum(String unit, BigDecimal onHand, BigDecimal reserved, BigDecimal available) {}

    public record Levels(
            String summary,
            List<Level> items,
            int total,
            List<Sum> sums,
            @Nullable String next) implements Told {}

    Levels ask(Caller caller, Tx tx, Question question) {
        var warehouse =
                question.warehouse() == null ? null : locations.warehouse(tx, "warehouse", question.warehouse());
        var page =
                items.search(tx, "item", question.item(), PageWanted.of(question.limit(), question.cursor(), STANDARD));
        if (page.total() == 0 && question.item() != null) {
            items.refuseUnlessSome(tx, "item", question.item());
        }
        var places = places(tx, page, warehouse);
        var levels = page.items().stream()
                .map(item -> {
                    var there = places.getOrDefault(item.id(), List.of());
                    return new Level(
                            item.sku(),
                            item.name(),
                            item.id(),
                            item.unit(),
                            sum(there.stream().map(Place::onHand).toList()),
                            sum(there.stream().map(Place::reserved).toList()),
                            sum(there.stream().map(Place::available).toList()),
                            there);
                })
                .toList();
        var sums = sums(tx, question, warehouse);
        return new Levels(sentence(page.total(), levels, sums, warehouse), levels, page.total(), sums, page.next());
    }

    private static Map<UUID, List<Place>> places(Tx tx, ItemStore.Found page, @Nullable Location warehouse) {
        var places = new HashMap<UUID, List<Place>>();
        if (page.items().isEmpty()) {
            return places;
        }
        tx.sql()
                .createQuery("""
                        SELECT b.item_id, l.name, b.on_hand, b.reserved FROM stock_balance b JOIN location l ON l.id = b.location_id
                         WHERE NOT b.outside AND b.item_id IN (<ids>)
                           AND (CAST(:place AS uuid) IS NULL OR l.id IN (WITH RECURSIVE within(id) AS (
                                SELECT CAST(:place AS uuid)
                                UNION SELECT c.id FROM within w JOIN location c ON c.parent_id = w.id)
                                SELECT id FROM within)) ORDER BY l.name
                        """)
                .bindList(
                        "ids",
                        page.items().stream().map(dev.bac.erp.item.Item::id).toList())
                .bind("place", warehouse == null ? null : warehouse.id().toString())
                .map((row, _) -> places.computeIfAbsent(row.getObject("item_id", UUID.class), _ -> new ArrayList<>())
                        .add(new Place(
                                row.getString("name"),
                                Quantities.plain(row.getBigDecimal("on_hand")),
                                Quantities.plain(row.getBigDecimal("reserved")),
                                Quantities.plain(
                                        row.getBigDecimal("on_hand").subtract(row.getBigDecimal("reserved"))))))
                .list();
        return places;
    }

    private static List<Sum> sums(Tx tx, Question question, @Nullable Location warehouse) {
        var match = ItemMatch.of("item", question.item());
        return match.bind(tx.sql().createQuery("""
                        SELECT i.unit, coalesce(sum(b.on_hand), 0) AS on_hand, coalesce(sum(b.reserved), 0) AS reserved
                          FROM item i LEFT JOIN stock_balance b ON b.item_id = i.id AND NOT b.outside
                               AND (CAST(:place AS uuid) IS NULL OR b.location_id IN (WITH RECURSIVE within(id) AS (
                                SELECT CAST(:place AS uuid)
                                UNION SELECT c.id FROM within w JOIN location c ON c.parent_id = w.id)
                                SELECT id FROM within))
                         WHERE %s GROUP BY i.unit ORDER BY i.unit LIMIT 50
                        """.formatted(match.where())))
                .bind("place", warehouse == null ? null : warehouse.id().toString())
                .map((row, _) -> new Sum(
                        row.getString("unit"),
                        Quantities.plain(row.getBigDecimal("on_hand")),
                        Quantities.plain(row.getBigDecimal("reserved")),
                        Quantities.plain(row.getBigDecimal("on_hand").subtract(row.getBigDecimal("reserved")))))
                .list();
    }

    private static String sentence(int total, List<Level> levels, List<Sum> sums, @Nullable Location warehouse) {
        if (total == 0) {
            return "There are no items yet.";
        }
        var where = warehouse == null ? "in all warehouses" : "in " + warehouse.name();
        var figures = sums.stream()
                .map(one -> "%s %s (%s reserved, %s free)"
                        .formatted(
                                Quantities.text(one.onHand()),
                                one.unit(),
                                Quantities.text(one.reserved()),
                                Quantities.text(one.available())))
                .collect(Collectors.joining(" and "));
        if (total == 1 && !levels.isEmpty()) {
            var only = levels.getFirst();
            return "%s %s: %s on hand %s.".formatted(only.sku(), only.item(), figures, where);
        }
        return "%d items match: %s on hand %s.".formatted(total, figures, where);
    }

    private static BigDecimal sum(List<BigDecimal> quantities) {
        return quantities.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    public Tool<Question, Levels> tool() {
        return Tool.read(
                        "erp_stock_levels",
                        "Stock levels",
                        "Says how many units of an item, or of all items that match some words, are on hand, reserved and free, "
                                + "by warehouse and in all.",
                        Question.class,
                        Levels.class,
                        this::ask)
                .example("How many monitors are left in Munich?", Question.of("monitors", "Munich"))
                .example("Do we have any HDMI cables in stock?", Question.of("HDMI cables", null))
                .example("Stock of SKU-1033", Question.of("SKU-1033", null))
                .example("What is lying in the Rotterdam depot?", Question.of(null, "Rotterdam"))
                .example("Check the inventory of keyboards at Hamburg", Question.of("keyboards", "Hamburg"))
                .example("Current stock in all warehouses", Question.of(null, null));
    }
}
