package dev.bac.erp.lot;

import dev.bac.erp.item.ItemStore;
import dev.bac.erp.stock.Move;
import dev.bac.erp.stock.Quantities;
import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code erp_lot_trace}: where a lot came from and where it went, for a recall or a guarantee. */
public final class LotTraceTool {
    private static final int MOVES = 200;

    private final ItemStore items;

    public LotTraceTool(ItemStore items) {
        this.items = items;
    }

    public record Question(
            @Arg(value = "The item: SKU, name or id", ref = "item")
            String item,

            @Arg("The lot or serial number") String lot) {}

    /**
     * A move of it.
     *
     * @param document the delivery, receipt, return, transfer or work order
     * @param who the customer or supplier
     * @param cancelled it was taken back, or takes another back
     */
    public record Step(
            LocalDate date,
            Move.Kind kind,
            BigDecimal quantity,
            String from,
            String to,
            @Nullable String document,
            @Nullable String who,
            @Nullable Boolean cancelled) {}

    public record Traced(
            String summary,
            String sku,
            String lot,
            @Nullable LocalDate expires,
            List<Step> moves,
            int total) implements Told {}

    private record Lot(UUID id, String code, @Nullable LocalDate expires) {}

    Traced ask(Caller caller, Tx tx, Question question) {
        var item = items.one(tx, "item", question.item());
        var code = Given.line("lot", question.lot(), 100);
        var lot = tx.sql()
                .createQuery(
                        "SELECT id, code, expires_on FROM lot WHERE item_id = :item AND lower(code) = lower(:code)")
                .bind("item", item.id())
                .bind("code", code)
                .map((row, _) -> new Lot(
                        row.getObject("id", UUID.class),
                        row.getString("code"),
                        row.getObject("expires_on", LocalDate.class)))
                .findOne()
                .orElseThrow(() -> ToolRefusal.notFound(
                        "lot", "lot", code, "erp_lot_list shows those of %s.".formatted(item.sku())));
        int total = tx.sql()
                .createQuery("SELECT count(*) FROM stock_move WHERE lot_id = :lot")
                .bind("lot", lot.id())
                .mapTo(Integer.class)
                .one();
        var steps = tx.sql()
                .createQuery("""
                        SELECT m.*, f.name AS from_name, t.name AS to_name, coalesce(g.number, m.reason) AS document,
                               coalesce(o.customer, s.name) AS who,
                               m.reverses_id IS NOT NULL OR EXISTS (SELECT 1 FROM stock_move r WHERE r.reverses_id = m.id) AS cancelled
                          FROM stock_move m JOIN location f ON f.id = m.from_id JOIN location t ON t.id = m.to_id
                          LEFT JOIN goods_note g ON g.id = m.note_id LEFT JOIN sales_order o ON o.id = m.order_id
                          LEFT JOIN purchase_order p ON p.id = m.order_id LEFT JOIN supplier s ON s.id = p.supplier_id
                         WHERE m.lot_id = :lot ORDER BY m.moved_on, m.position, m.seq LIMIT %d
                        """.formatted(MOVES))
                .bind("lot", lot.id())
                .map((row, _) -> step(row))
                .list();
        var customers = steps.stream()
                .filter(one -> one.kind() == Move.Kind.SHIP && one.cancelled() == null && one.who() != null)
                .map(one -> String.valueOf(one.who()))
                .distinct()
                .limit(9)
                .collect(Collectors.joining(", "));
        return new Traced(
                "Lot %s of %s %s: %d moves%s%s."
                        .formatted(
                                lot.code(),
                                item.sku(),
                                item.name(),
                                total,
                                lot.expires() == null ? "" : ", good until " + lot.expires(),
                                customers.isEmpty() ? "" : "; it went to " + customers),
                item.sku(),
                lot.code(),
                lot.expires(),
                steps,
                total);
    }

    private static Step step(ResultSet row) throws SQLException {
        return new Step(
                row.getObject("moved_on", LocalDate.class),
                Move.Kind.valueOf(row.getString("kind")),
                Quantities.plain(row.getBigDecimal("quantity")),
                row.getString("from_name"),
                row.getString("to_name"),
                row.getString("document"),
                row.getString("who"),
                row.getBoolean("cancelled") ? true : null);
    }

    public Tool<Question, Traced> tool() {
        return Tool.read(
                        "erp_lot_trace",
                        "Trace a lot",
                        "Tells where a lot or serial number came from and where it went: receipts, deliveries with their customers, "
                                + "transfers, production.",
                        Question.class,
                        Traced.class,
                        this::ask)
                .example("Who got lot L-2207 of SKU-1014?", new Question("SKU-1014", "L-2207"))
                .example("Trace serial number SN-88123 of SKU-1031", new Question("SKU-1031", "SN-88123"))
                .example("Recall: where did batch B17 of SKU-1009 go?", new Question("SKU-1009", "B17"));
    }
}
