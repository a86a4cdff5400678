package dev.bac.erp.quote;

import dev.bac.erp.item.Documents;
import dev.bac.erp.item.Numbers;
import dev.bac.erp.item.Pack;
import dev.bac.erp.order.Customers;
import dev.bac.erp.order.OrderLine;
import dev.bac.mcp.Money;
import dev.bac.mcp.argument.NamedRecord;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** Quotations as rows. */
final class Quotations {

    private static final String SELECT =
            "SELECT q.*, o.number AS ordered FROM quotation q LEFT JOIN sales_order o ON o.id = q.order_id ";
    private static final Documents<Quotation> HEADS = new Documents<>(
            new NamedRecord("quotation", "quotation", "number", "number", "true"),
            SELECT,
            "q",
            (row, _) -> quotation(row));

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
        return HEADS.get(tx, id);
    }

    /** The one quotation that {@code given} names, locked until the commit. */
    Quotation lock(Tx tx, String field, String given) {
        return HEADS.lock(tx, field, given);
    }

    Quotation get(Tx tx, UUID id) {
        return HEADS.get(tx, id);
    }

    /** @param valid those alone that are open and can still be accepted */
    record Wanted(
            Quotation.@Nullable Status status, @Nullable UUID customer, boolean valid) {}

    private static final String LISTED = """
            (CAST(:status AS text) IS NULL OR q.status = :status)
             AND (CAST(:customer AS uuid) IS NULL OR q.customer_id = CAST(:customer AS uuid))
             AND (NOT :valid OR q.status = 'OPEN' AND q.valid_until >= :today)
            """;

    private static <T extends SqlStatement<T>> T bind(Tx tx, T query, Wanted wanted) {
        return query.bind(
                        "status",
                        wanted.status() == null ? null : wanted.status().name())
                .bind(
                        "customer",
                        wanted.customer() == null ? null : wanted.customer().toString())
                .bind("valid", wanted.valid())
                .bind("today", tx.today());
    }

    /** The newest first. */
    List<Quotation> list(Tx tx, Wanted wanted, int limit) {
        return bind(
                        tx,
                        tx.sql().createQuery(SELECT + "WHERE " + LISTED + " ORDER BY q.serial DESC LIMIT " + limit),
                        wanted)
                .map((row, _) -> quotation(row))
                .list();
    }

    int count(Tx tx, Wanted wanted) {
        return bind(tx, tx.sql().createQuery("SELECT count(*) FROM quotation q WHERE " + LISTED), wanted)
                .mapTo(Integer.class)
                .one();
    }

    private static Quotation quotation(ResultSet row) throws SQLException {
        return new Quotation(
                row.getObject("id", UUID.class),
                row.getString("number"),
                row.getString("customer"),
                row.getObject("customer_id", UUID.class),
                row.getObject("quoted_on", LocalDate.class),
                row.getObject("valid_until", LocalDate.class),
                Quotation.Status.valueOf(row.getString("status")),
                Money.of(row.getBigDecimal("total"), row.getString("currency")),
                row.getString("ordered"));
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
                        Pack.of(row),
                        null))
                .list();
    }

    void accepted(Tx tx, UUID quotation, UUID order) {
        tx.sql().execute("UPDATE quotation SET status = 'ACCEPTED', order_id = ? WHERE id = ?", order, quotation);
    }

    void declined(Tx tx, UUID quotation) {
        tx.sql().execute("UPDATE quotation SET status = 'DECLINED' WHERE id = ?", quotation);
    }
}
