package dev.bac.erp.order;

import dev.bac.erp.item.Documents;
import dev.bac.erp.item.Numbers;
import dev.bac.erp.item.Pack;
import dev.bac.erp.stock.Quantities;
import dev.bac.mcp.Money;
import dev.bac.mcp.argument.NamedRecord;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sales orders as rows. What an order does to the stock is {@link Fulfilment}'s. */
public final class OrderStore {
    static final String SELECT =
            "SELECT o.*, l.name AS warehouse FROM sales_order o JOIN location l ON l.id = o.warehouse_id ";
    private static final Documents<SalesOrder> HEADS = new Documents<>(
            new NamedRecord("sales order", "sales_order", "number", "number", "true"),
            SELECT,
            "o",
            (row, _) -> order(row));

    private final Numbers numbers;

    public OrderStore(Numbers numbers) {
        this.numbers = numbers;
    }

    /** A new order, before it has a number. */
    public record Draft(
            UUID id,
            UUID customerId,
            String customer,
            UUID warehouse,
            String currency,
            LocalDate ordered,
            OrderStatus status,
            @Nullable LocalDate delivered,
            List<Position> positions) {
        public Draft {
            positions = List.copyOf(positions);
        }

        /** What the lines sum to, without tax. */
        public BigDecimal total() {
            return positions.stream().map(one -> one.net(currency)).reduce(BigDecimal.ZERO, BigDecimal::add);
        }
    }

    /**
     * A line of a new order; the price is without tax, in the order's currency.
     *
     * @param agreed its net; quantity times price when null
     */
    public record Position(
            UUID item,
            BigDecimal quantity,
            BigDecimal unitPrice,
            @Nullable BigDecimal agreed,
            @Nullable Pack pack,
            @Nullable String shippedBy) {
        /** A line in the item's own unit. */
        public Position(UUID item, BigDecimal quantity, BigDecimal unitPrice) {
            this(item, quantity, unitPrice, null, null, null);
        }

        static Position of(OrderLine line) {
            return new Position(
                    line.itemId(), line.quantity(), line.unitPrice(), line.net(), line.pack(), line.shippedBy());
        }

        BigDecimal net(String currency) {
            return agreed == null ? OrderLine.net(quantity, unitPrice, currency) : agreed;
        }
    }

    /** Gives the drafts their numbers, in this order. Stock is not touched. */
    public void add(Tx tx, List<Draft> drafts) {
        if (drafts.isEmpty()) {
            return;
        }
        long serial = numbers.take(tx, Numbers.Series.ORDER, drafts.size());
        var heads = tx.sql().prepareBatch("""
                INSERT INTO sales_order (id, serial, number, customer_id, customer, warehouse_id, currency, ordered_on,
                                         status, delivered_on, total)
                VALUES (:id, :serial, :number, :customerId, :customer, :warehouse, :currency, :ordered,
                        :status, CAST(:delivered AS date), :total)
                """);
        var lines = tx.sql().prepareBatch("""
                INSERT INTO order_line (order_id, line, item_id, quantity, unit_price, net, pack_unit, pack_factor, supplier_id)
                VALUES (:order, :line, :item, :quantity, :price, :net, :pack, CAST(:holds AS numeric),
                        (SELECT id FROM supplier WHERE lower(name) = lower(CAST(:shippedBy AS text))))
                """);
        for (var draft : drafts) {
            heads.bind("id", draft.id())
                    .bind("serial", serial)
                    .bind("number", "SO-" + serial)
                    .bind("customerId", draft.customerId())
                    .bind("customer", draft.customer())
                    .bind("warehouse", draft.warehouse())
                    .bind("currency", draft.currency())
                    .bind("ordered", draft.ordered())
                    .bind("status", draft.status().name())
                    .bind(
                            "delivered",
                            draft.delivered() == null ? null : draft.delivered().toString())
                    .bind("total", draft.total())
                    .add();
            serial++;
            int line = 0;
            for (var position : draft.positions()) {
                lines.bind("order", draft.id())
                        .bind("line", ++line)
                        .bind("item", position.item())
                        .bind("quantity", position.quantity())
                        .bind("price", position.unitPrice())
                        .bind("net", position.net(draft.currency()))
                        .bind("shippedBy", position.shippedBy())
                        .bind(
                                "pack",
                                position.pack() == null ? null : position.pack().unit())
                        .bind(
                                "holds",
                                position.pack() == null ? null : position.pack().holds())
                        .add();
            }
        }
        heads.execute();
        lines.execute();
    }

    /** The one order that {@code given} names by id or number; refused otherwise. */
    public SalesOrder one(Tx tx, String field, String given) {
        return HEADS.one(tx, field, given);
    }

    /** The same, locked until the commit. */
    public SalesOrder lock(Tx tx, String field, String given) {
        return HEADS.lock(tx, field, given);
    }

    /** The same by its id. */
    public SalesOrder lockById(Tx tx, UUID id) {
        return HEADS.lock(tx, id);
    }

    public SalesOrder get(Tx tx, UUID id) {
        return HEADS.get(tx, id);
    }

    /** The lines of an order, in order, with what was done of them. */
    public List<OrderLine> lines(Tx tx, UUID order) {
        return tx.sql()
                .createQuery("""
                        SELECT n.*, i.sku, i.name, i.unit, s.name AS shipped_by, coalesce(d.delivered, 0) AS delivered, coalesce(d.returned, 0) AS returned
                          FROM order_line n JOIN item i ON i.id = n.item_id LEFT JOIN supplier s ON s.id = n.supplier_id
                          LEFT JOIN (SELECT l.order_line, sum(l.quantity) FILTER (WHERE g.kind = 'DELIVERY') AS delivered,
                                            sum(l.quantity) FILTER (WHERE g.kind = 'RETURN') AS returned
                                       FROM goods_line l JOIN goods_note g ON g.id = l.note_id
                                      WHERE g.order_id = :id AND NOT EXISTS (SELECT 1 FROM goods_void v WHERE v.note_id = g.id)
                                      GROUP BY l.order_line) d ON d.order_line = n.line
                         WHERE n.order_id = :id ORDER BY n.line
                        """)
                .bind("id", order)
                .map((row, _) -> new OrderLine(
                        row.getInt("line"),
                        row.getString("sku"),
                        row.getString("name"),
                        row.getObject("item_id", UUID.class),
                        Quantities.plain(row.getBigDecimal("quantity")),
                        row.getString("unit"),
                        Quantities.plain(row.getBigDecimal("unit_price")),
                        Quantities.plain(row.getBigDecimal("net")),
                        Quantities.plain(row.getBigDecimal("delivered")),
                        Quantities.plain(row.getBigDecimal("returned")),
                        Pack.of(row),
                        row.getString("shipped_by")))
                .list();
    }

    /** The earliest orders of which goods are still to leave a warehouse. */
    public List<UUID> waiting(Tx tx, UUID warehouse, int limit) {
        return tx.sql()
                .createQuery("""
                        SELECT id FROM sales_order WHERE warehouse_id = :warehouse AND status IN ('CONFIRMED', 'PARTIAL')
                         ORDER BY ordered_on, serial LIMIT :limit
                        """)
                .bind("warehouse", warehouse)
                .bind("limit", limit)
                .mapTo(UUID.class)
                .list();
    }

    /** The purchase orders by which suppliers are still to ship goods of the order, by number. */
    List<String> expectedFromSuppliers(Tx tx, UUID order) {
        return tx.sql().createQuery("""
                        SELECT number FROM purchase_order
                         WHERE sales_order_id = :id AND status IN ('REQUESTED', 'ORDERED', 'PARTIAL') ORDER BY serial
                        """).bind("id", order).mapTo(String.class).list();
    }

    void status(Tx tx, UUID order, OrderStatus status, @Nullable LocalDate delivered) {
        tx.sql()
                .createUpdate("""
                        UPDATE sales_order SET status = :status, delivered_on = CAST(:delivered AS date) WHERE id = :id
                        """)
                .bind("status", status.name())
                .bind("delivered", delivered == null ? null : delivered.toString())
                .bind("id", order)
                .execute();
    }

    static SalesOrder order(ResultSet row) throws SQLException {
        return new SalesOrder(
                row.getObject("id", UUID.class),
                row.getString("number"),
                row.getString("customer"),
                row.getObject("customer_id", UUID.class),
                row.getString("warehouse"),
                row.getObject("warehouse_id", UUID.class),
                row.getObject("ordered_on", LocalDate.class),
                OrderStatus.valueOf(row.getString("status")),
                row.getObject("delivered_on", LocalDate.class),
                Money.of(row.getBigDecimal("total"), row.getString("currency")));
    }
}
