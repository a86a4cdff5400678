package dev.bac.erp.purchase;

import dev.bac.erp.stock.Quantities;
import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.argument.Given;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code erp_purchase_propose}: items whose projected quantity is at their reorder point or below. Projected is what is
 * on hand, and ordered, and planned in production, less what is reserved.
 */
public final class ReorderProposeTool {
    private static final int STANDARD = 50;

    public record Question(
            @Arg(value = "Only items of this supplier", ref = "supplier") @Nullable String supplier,

            @Arg("1 to 200, the most lacking first; 50 when left out") @Nullable Integer limit) {}

    /**
     * @param ordered from suppliers and not received
     * @param planned in open work orders and not made
     * @param propose how many to buy: the reorder quantity as often as it takes to get above the reorder point
     */
    public record Proposal(
            String sku,
            String item,
            String unit,
            BigDecimal onHand,
            BigDecimal ordered,
            BigDecimal planned,
            BigDecimal reserved,
            BigDecimal projected,
            BigDecimal reorderPoint,
            BigDecimal propose,
            @Nullable String supplier) {}

    public record Proposals(String summary, List<Proposal> items) implements Told {}

    private static final String PROJECTED = """
            SELECT p.*, p.on_hand + p.ordered + p.planned - p.reserved AS projected FROM (
                SELECT i.serial, i.sku, i.name, i.unit, i.reorder_point, coalesce(i.reorder_quantity, 1) AS lot, s.name AS supplier,
                       (SELECT coalesce(sum(b.on_hand), 0) FROM stock_balance b WHERE b.item_id = i.id AND NOT b.outside) AS on_hand,
                       (SELECT coalesce(sum(b.reserved), 0) FROM stock_balance b WHERE b.item_id = i.id AND NOT b.outside) AS reserved,
                       (SELECT coalesce(sum(greatest(n.quantity - coalesce((
                                   SELECT sum(k.quantity) FROM goods_line k JOIN goods_note g ON g.id = k.note_id
                                    WHERE g.order_id = o.id AND k.order_line = n.line AND g.kind = 'RECEIPT'
                                      AND NOT EXISTS (SELECT 1 FROM goods_void v WHERE v.note_id = g.id)), 0), 0)), 0)
                          FROM purchase_order o JOIN purchase_line n ON n.order_id = o.id
                         WHERE n.item_id = i.id AND o.status IN ('ORDERED', 'PARTIAL') AND o.sales_order_id IS NULL) AS ordered,
                       (SELECT coalesce(sum(w.quantity - w.made), 0) FROM work_order w
                         WHERE w.item_id = i.id AND w.status = 'OPEN') AS planned
                  FROM item i LEFT JOIN supplier s ON s.id = i.supplier_id
                 WHERE i.reorder_point IS NOT NULL AND (CAST(:supplier AS uuid) IS NULL OR i.supplier_id = CAST(:supplier AS uuid))) p
             WHERE p.on_hand + p.ordered + p.planned - p.reserved <= p.reorder_point
             ORDER BY p.on_hand + p.ordered + p.planned - p.reserved - p.reorder_point, p.serial LIMIT :limit
            """;

    private final Suppliers suppliers;

    public ReorderProposeTool(Suppliers suppliers) {
        this.suppliers = suppliers;
    }

    Proposals propose(Caller caller, Tx tx, Question question) {
        var supplier = question.supplier() == null
                ? null
                : suppliers.one(tx, "supplier", question.supplier()).id().toString();
        var items = tx.sql()
                .createQuery(PROJECTED)
                .bind("supplier", supplier)
                .bind("limit", Given.rows(question.limit(), STANDARD))
                .map((row, _) -> {
                    var projected = row.getBigDecimal("projected");
                    var point = row.getBigDecimal("reorder_point");
                    return new Proposal(
                            row.getString("sku"),
                            row.getString("name"),
                            row.getString("unit"),
                            Quantities.plain(row.getBigDecimal("on_hand")),
                            Quantities.plain(row.getBigDecimal("ordered")),
                            Quantities.plain(row.getBigDecimal("planned")),
                            Quantities.plain(row.getBigDecimal("reserved")),
                            Quantities.plain(projected),
                            Quantities.plain(point),
                            lots(point.subtract(projected), row.getBigDecimal("lot")),
                            row.getString("supplier"));
                })
                .list();
        var first = items.stream()
                .limit(5)
                .map(one ->
                        "%s %s of %s %s".formatted(Quantities.text(one.propose()), one.unit(), one.sku(), one.item()))
                .collect(Collectors.joining(", "));
        return new Proposals(
                items.isEmpty()
                        ? "Nothing is at its reorder point."
                        : "%d item%s to buy again: %s%s."
                                .formatted(
                                        items.size(),
                                        items.size() == 1 ? "" : "s",
                                        first,
                                        items.size() > 5 ? " and others" : ""),
                items);
    }

    /** The fewest whole lots that bring it above the reorder point. */
    private static BigDecimal lots(BigDecimal lacking, BigDecimal lot) {
        return Quantities.plain(
                lacking.divideToIntegralValue(lot).add(BigDecimal.ONE).multiply(lot));
    }

    public Tool<Question, Proposals> tool() {
        return Tool.read(
                        "erp_purchase_propose",
                        "What to buy again",
                        "Proposes what to reorder: items whose stock, with what is on order and less what is reserved, is at the reorder "
                                + "point or below. It orders nothing.",
                        Question.class,
                        Proposals.class,
                        this::propose)
                .example("What do we need to reorder?", new Question(null, null))
                .example("Which items fall below their reorder point?", new Question(null, null))
                .example("Which products are low in stock?", new Question(null, null))
                .example("What should we buy from Lumina GmbH?", new Question("Lumina GmbH", null));
    }
}
