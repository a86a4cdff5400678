package dev.bac.erp.purchase;

import dev.bac.erp.item.Documents;
import dev.bac.erp.item.Numbers;
import dev.bac.erp.item.Pack;
import dev.bac.erp.item.Packed;
import dev.bac.erp.stock.Costs;
import dev.bac.erp.stock.Quantities;
import dev.bac.mcp.Money;
import dev.bac.mcp.argument.NamedRecord;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Purchase orders as rows. A line never changes; an order changes its status. */
public final class PurchaseStore {
    static final String SELECT = """
            SELECT o.*, l.name AS warehouse, s.name AS supplier, c.number AS customer_order FROM purchase_order o
              JOIN location l ON l.id = o.warehouse_id JOIN supplier s ON s.id = o.supplier_id
              LEFT JOIN sales_order c ON c.id = o.sales_order_id
            """;
    private static final Documents<PurchaseOrder> HEADS = new Documents<>(
            new NamedRecord("purchase order", "purchase_order", "number", "number", "true"),
            SELECT,
            "o",
            (row, _) -> order(row));

    private final Numbers numbers;

    public PurchaseStore(Numbers numbers) {
        this.numbers = numbers;
    }

    /**
     * A line of a new order; prices are without tax, in the order's currency.
     *
     * @param said the quantity as it was said, of packs
     * @param price of one pack
     * @param salesLine the sales order's line whose goods the supplier ships
     */
    public record Position(
            UUID item,
            BigDecimal quantity,
            BigDecimal unitPrice,
            BigDecimal said,
            BigDecimal price,
            Packed packed,
            @Nullable Integer salesLine) {
        BigDecimal net(String currency) {
            return said.multiply(price).setScale(Costs.decimals(currency), RoundingMode.HALF_UP);
        }
    }

    /** A new order, before it has a number. */
    public record Draft(
            UUID supplier,
            UUID warehouse,
            String currency,
            LocalDate ordered,
            LocalDate expected,
            PurchaseStatus status,
            List<Position> positions,
            @Nullable UUID salesOrder) {
        public Draft {
            positions = List.copyOf(positions);
        }
    }

    public PurchaseOrder add(Tx tx, Draft draft) {
        var id = tx.newId();
        long serial = numbers.take(tx, Numbers.Series.PURCHASE, 1);
        var total = draft.positions().stream()
                .map(position -> position.net(draft.currency()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        tx.sql()
                .createUpdate("""
                        INSERT INTO purchase_order (id, serial, number, supplier_id, warehouse_id, currency, ordered_on,
                                                    expected_on, status, total, sales_order_id)
                        VALUES (:id, :serial, :number, :supplier, :warehouse, :currency, :ordered, :expected, :status, :total,
                                CAST(:salesOrder AS uuid))
                        """)
                .bind("id", id)
                .bind("serial", serial)
                .bind("number", "PO-" + serial)
                .bind("supplier", draft.supplier())
                .bind("warehouse", draft.warehouse())
                .bind("currency", draft.currency())
                .bind("ordered", draft.ordered())
                .bind("expected", draft.expected())
                .bind("status", draft.status().name())
                .bind("total", total)
                .bind(
                        "salesOrder",
                        draft.salesOrder() == null ? null : draft.salesOrder().toString())
                .execute();
        var batch = tx.sql().prepareBatch("""
                INSERT INTO purchase_line (order_id, line, item_id, quantity, unit_price, net, pack_unit, pack_factor, sales_line)
                VALUES (:order, :line, :item, :quantity, :price, :net, :pack, CAST(:holds AS numeric), CAST(:salesLine AS int))
                """);
        int line = 0;
        for (var position : draft.positions()) {
            batch.bind("order", id)
                    .bind("line", ++line)
                    .bind("item", position.item())
                    .bind("quantity", position.quantity())
                    .bind("price", position.unitPrice())
                    .bind("net", position.net(draft.currency()))
                    .bind(
                            "salesLine",
                            position.salesLine() == null
                                    ? null
                                    : position.salesLine().toString())
                    .bind("pack", position.packed().unit())
                    .bind(
                            "holds",
                            position.packed().unit() == null
                                    ? null
                                    : position.packed().holds())
                    .add();
        }
        batch.execute();
        return HEADS.get(tx, id);
    }

    /** The one order that {@code given} names by id or number; refused otherwise. */
    public PurchaseOrder one(Tx tx, String field, String given) {
        return HEADS.one(tx, field, given);
    }

    /** The same, locked until the commit. */
    PurchaseOrder lock(Tx tx, String field, String given) {
        return HEADS.lock(tx, field, given);
    }

    public PurchaseOrder lockById(Tx tx, UUID id) {
        return HEADS.lock(tx, id);
    }

    /** The lines of an order, in order, with what was done of them. */
    public List<PurchaseLine> lines(Tx tx, UUID order) {
        return linesOf(tx, order);
    }

    static List<PurchaseLine> linesOf(Tx tx, UUID order) {
        return tx.sql()
                .createQuery("""
                        SELECT n.*, i.sku, i.name, i.unit, coalesce(d.received, 0) AS received, coalesce(d.returned, 0) AS returned,
                               (SELECT coalesce(sum(y.quantity), 0) FROM supplier_bill_line y JOIN supplier_bill x ON x.id = y.bill_id
                                 WHERE x.order_id = :id AND y.order_line = n.line) AS billed
                          FROM purchase_line n JOIN item i ON i.id = n.item_id
                          LEFT JOIN (SELECT l.order_line, sum(l.quantity) FILTER (WHERE g.kind = 'RECEIPT') AS received,
                                            sum(l.quantity) FILTER (WHERE g.kind = 'SEND_BACK') AS returned
                                       FROM goods_line l JOIN goods_note g ON g.id = l.note_id
                                      WHERE g.order_id = :id AND NOT EXISTS (SELECT 1 FROM goods_void v WHERE v.note_id = g.id)
                                      GROUP BY l.order_line) d ON d.order_line = n.line
                         WHERE n.order_id = :id ORDER BY n.line
                        """)
                .bind("id", order)
                .map((row, _) -> line(row))
                .list();
    }

    private static PurchaseLine line(ResultSet row) throws SQLException {
        return new PurchaseLine(
                row.getInt("line"),
                row.getString("sku"),
                row.getString("name"),
                row.getObject("item_id", UUID.class),
                Quantities.plain(row.getBigDecimal("quantity")),
                row.getString("unit"),
                Quantities.plain(row.getBigDecimal("unit_price")),
                Quantities.plain(row.getBigDecimal("net")),
                Quantities.plain(row.getBigDecimal("received")),
                Quantities.plain(row.getBigDecimal("returned")),
                Quantities.plain(row.getBigDecimal("billed")),
                Pack.of(row));
    }

    void status(Tx tx, UUID order, PurchaseStatus status) {
        tx.sql().execute("UPDATE purchase_order SET status = ? WHERE id = ?", status.name(), order);
    }

    /** Sets how far the order is by what was received; one that is closed stays so. */
    public void settle(Tx tx, PurchaseOrder order) {
        if (order.status() == PurchaseStatus.CLOSED) {
            return;
        }
        var lines = lines(tx, order.id());
        boolean none = lines.stream().allMatch(line -> line.received().signum() == 0);
        boolean all = lines.stream().allMatch(line -> line.received().compareTo(line.quantity()) >= 0);
        status(tx, order.id(), all ? PurchaseStatus.RECEIVED : none ? PurchaseStatus.ORDERED : PurchaseStatus.PARTIAL);
    }

    static PurchaseOrder order(ResultSet row) throws SQLException {
        return new PurchaseOrder(
                row.getObject("id", UUID.class),
                row.getString("number"),
                row.getString("supplier"),
                row.getObject("supplier_id", UUID.class),
                row.getString("warehouse"),
                row.getObject("warehouse_id", UUID.class),
                row.getObject("ordered_on", LocalDate.class),
                row.getObject("expected_on", LocalDate.class),
                PurchaseStatus.valueOf(row.getString("status")),
                Money.of(row.getBigDecimal("total"), row.getString("currency")),
                row.getString("customer_order"));
    }
}
