package dev.bac.erp.quote;

import dev.bac.erp.item.Numbers;
import dev.bac.erp.order.Customers;
import dev.bac.erp.order.OrderLine;
import dev.bac.erp.order.OrderStore;
import dev.bac.mcp.Money;
import dev.bac.mcp.argument.NamedRecord;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/** Quotations as rows. */
final class Quotations {
    private static final NamedRecord QUOTATION = new NamedRecord("quotation", "quotation", "number", "number", "true");

    private final Numbers numbers;

    Quotations(Numbers numbers) {
        this.numbers = numbers;
    }

    Quotation add(Tx tx, Customers.Customer customer, String currency, LocalDate validUntil, List<OrderLine> lines) {
        var id = tx.newId();
        long serial = numbers.take(tx, Numbers.Series.QUOTATION, 1);
        tx.sql()
                .createUpdate("""
                        INSERT INTO quotation (id, serial, number, customer_id, customer, currency, quoted_on, valid_until,
                                               status, total)
                        VALUES (:id, :serial, :number, :customerId, :customer, :currency, :today, :until, 'OPEN', :total)
                        """)
                .bind("id", id)
                .bind("serial", serial)
                .bind("number", "QT-" + serial)
                .bind("customerId", customer.id())
                .bind("customer", customer.name())
                .bind("currency", currency)
                .bind("today", tx.today())
                .bind("until", validUntil)
                .bind("total", lines.stream().map(OrderLine::net).reduce(BigDecimal.ZERO, BigDecimal::add))
                .execute();
        var batch = tx.sql().prepareBatch("""
                INSERT INTO quotation_line (quotation_id, line, item_id, quantity, unit_price, net, pack_unit, pack_factor)
                VALUES (:quotation, :line, :item, :quantity, :price, :net, :pack, CAST(:holds AS numeric))
                """);
        lines.forEach(line -> batch.bind("quotation", id)
                .bind("line", line.line())
                .bind("item", line.itemId())
                .bind("quantity", line.quantity())
                .bind("price", line.unitPrice())
                .bind("net", line.net())
                .bind("pack", line.pack() == null ? null : line.pack().unit())
                .bind("holds", line.pack() == null ? null : line.pack().holds())
                .add());
        batch.execute();
        return get(tx, id, "");
    }

    /** The one quotation that {@code given} names, locked until the commit. */
    Quotation lock(Tx tx, String field, String given) {
        return get(tx, QUOTATION.one(tx, field, given), " FOR UPDATE OF q");
    }

    Quotation get(Tx tx, UUID id) {
        return get(tx, id, "");
    }

    private static Quotation get(Tx tx, UUID id, String lock) {
        return tx.sql()
                .createQuery("""
                        SELECT q.*, o.number AS ordered FROM quotation q LEFT JOIN sales_order o ON o.id = q.order_id
                         WHERE q.id = :id
                        """ + lock)
                .bind("id", id)
                .map((row, _) -> new Quotation(
                        row.getObject("id", UUID.class),
                        row.getString("number"),
                        row.getString("customer"),
                        row.getObject("customer_id", UUID.class),
                        row.getObject("quoted_on", LocalDate.class),
                        row.getObject("valid_until", LocalDate.class),
                        Quotation.Status.valueOf(row.getString("status")),
                        Money.of(row.getBigDecimal("total"), row.getString("currency")),
                        row.getString("ordered")))
                .one();
    }

    /** Its lines, at the prices that were offered. */
    List<OrderLine> lines(Tx tx, UUID quotation) {
        return tx.sql()
                .createQuery("""
                        SELECT n.*, i.sku, i.name, i.unit FROM quotation_line n JOIN item i ON i.id = n.item_id
                         WHERE n.quotation_id = :id ORDER BY n.line
                        """)
                .bind("id", quotation)
                .map((row, _) -> new OrderLine(
                        row.getInt("line"),
                        row.getString("sku"),
                        row.getString("name"),
                        row.getObject("item_id", UUID.class),
                        row.getBigDecimal("quantity"),
                        row.getString("unit"),
                        row.getBigDecimal("unit_price"),
                        row.getBigDecimal("net"),
                        BigDecimal.ZERO,
                        BigDecimal.ZERO,
                        OrderStore.pack(row)))
                .list();
    }

    void accepted(Tx tx, UUID quotation, UUID order) {
        tx.sql().execute("UPDATE quotation SET status = 'ACCEPTED', order_id = ? WHERE id = ?", order, quotation);
    }

    void declined(Tx tx, UUID quotation) {
        tx.sql().execute("UPDATE quotation SET status = 'DECLINED' WHERE id = ?", quotation);
    }
}
