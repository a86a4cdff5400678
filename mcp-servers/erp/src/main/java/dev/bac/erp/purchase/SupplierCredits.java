package dev.bac.erp.purchase;

import dev.bac.erp.goods.Done;
import dev.bac.erp.stock.Costs;
import dev.bac.erp.stock.Quantities;
import dev.bac.erp.valuation.Worth;
import dev.bac.mcp.Money;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What a supplier owes for goods that went back. It is due as soon as more of an order's line is billed than we kept, be it
 * that the goods went back after their bill or that the bill came after them, and never for goods that were not billed.
 * Each is asked for once, for the latest return and on the latest bill first, at what was charged: by what that
 * differs from what the goods were received for, the books have a difference of the stock.
 */
final class SupplierCredits {
    private SupplierCredits() {}

    /** A line of a return, or of a bill: what of it no credit was asked for. */
    private record Rest(UUID of, String named, int line, BigDecimal quantity, BigDecimal amount) {
        Rest less(Done done) {
            return new Rest(of, named, line, quantity.subtract(done.quantity()), amount.subtract(done.amount()));
        }

        /** The share of so many in what is left of the amount; the last take all of it. */
        BigDecimal share(BigDecimal many, String currency) {
            return Worth.share(amount, many, quantity, Costs.decimals(currency));
        }
    }

    /** What is asked for of a line. */
    private record Part(
            PurchaseLine line, Rest note, Rest bill, BigDecimal quantity, BigDecimal net, BigDecimal received) {}

    private record Of(UUID note, UUID bill) {}

    /** Asks for the credits of the order that are due and were not asked for. The order is locked. */
    static void request(Tx tx, PurchaseOrder order) {
        var currency = order.total().currency();
        var due = new LinkedHashMap<Of, List<Part>>();
        for (var line : PurchaseStore.linesOf(tx, order.id())) {
            for (var part : parts(tx, order, line, currency)) {
                due.computeIfAbsent(new Of(part.note().of(), part.bill().of()), _ -> new ArrayList<>())
                        .add(part);
            }
        }
        due.values().forEach(parts -> ask(tx, order, parts, currency));
    }

    private static List<Part> parts(Tx tx, PurchaseOrder order, PurchaseLine line, String currency) {
        var parts = new ArrayList<Part>();
        var kept = line.received().subtract(line.returned());
        var left = line.billed().subtract(kept).subtract(asked(tx, order.id(), line.line()));
        if (left.signum() <= 0) {
            return parts;
        }
        var bills = new ArrayList<>(rests(tx, BILLED, order.id(), line.line()));
        for (var back : rests(tx, RETURNED, order.id(), line.line())) {
            var note = back;
            while (left.signum() > 0 && note.quantity().signum() > 0 && !bills.isEmpty()) {
                var bill = bills.getFirst();
                var many = left.min(note.quantity()).min(bill.quantity());
                var net = bill.share(many, currency);
                var received = note.share(many, currency);
                parts.add(new Part(line, note, bill, many, net, received));
                left = left.subtract(many);
                note = note.less(new Done(many, received));
                bills.set(0, bill.less(new Done(many, net)));
                if (bills.getFirst().quantity().signum() == 0) {
                    bills.removeFirst();
                }
            }
        }
        return parts;
    }

    private static final String RETURNED = """
            SELECT g.id, g.number AS named, k.line, k.quantity - coalesce(sum(c.quantity), 0) AS quantity,
                   k.amount - coalesce(sum(c.received), 0) AS amount
              FROM goods_note g JOIN goods_line k ON k.note_id = g.id
              LEFT JOIN supplier_credit c ON c.note_id = k.note_id AND c.note_line = k.line
             WHERE g.order_id = :order AND g.kind = 'SEND_BACK' AND k.order_line = :line
               AND NOT EXISTS (SELECT 1 FROM goods_void v WHERE v.note_id = g.id)
             GROUP BY g.id, g.number, g.serial, k.line, k.quantity, k.amount
            HAVING k.quantity > coalesce(sum(c.quantity), 0) ORDER BY g.serial DESC, k.line
            """;
    private static final String BILLED = """
            SELECT b.id, b.reference AS named, y.line, y.quantity - coalesce(sum(c.quantity), 0) AS quantity,
                   y.net - coalesce(sum(c.net), 0) AS amount
              FROM supplier_bill b JOIN supplier_bill_line y ON y.bill_id = b.id
              LEFT JOIN supplier_credit c ON c.bill_id = y.bill_id AND c.bill_line = y.line
             WHERE b.order_id = :order AND y.order_line = :line
             GROUP BY b.id, b.reference, b.billed_on, y.line, y.quantity, y.net
            HAVING y.quantity > coalesce(sum(c.quantity), 0) ORDER BY b.billed_on DESC, b.id DESC, y.line
            """;

    private static List<Rest> rests(Tx tx, String query, UUID order, int line) {
        return tx.sql()
                .createQuery(query)
                .bind("order", order)
                .bind("line", line)
                .map((row, _) -> new Rest(
                        row.getObject("id", UUID.class),
                        row.getString("named"),
                        row.getInt("line"),
                        row.getBigDecimal("quantity"),
                        row.getBigDecimal("amount")))
                .list();
    }

    private static BigDecimal asked(Tx tx, UUID order, int line) {
        return tx.sql()
                .createQuery("""
                        SELECT coalesce(sum(c.quantity), 0) FROM supplier_credit c
                          JOIN supplier_bill_line y ON y.bill_id = c.bill_id AND y.line = c.bill_line
                          JOIN supplier_bill b ON b.id = c.bill_id
                         WHERE b.order_id = :order AND y.order_line = :line
                        """)
                .bind("order", order)
                .bind("line", line)
                .mapTo(BigDecimal.class)
                .one();
    }

    private static void ask(Tx tx, PurchaseOrder order, List<Part> parts, String currency) {
        var id = tx.newId();
        var first = parts.getFirst();
        var net = parts.stream().map(Part::net).reduce(BigDecimal.ZERO, BigDecimal::add);
        var received = parts.stream().map(Part::received).reduce(BigDecimal.ZERO, BigDecimal::add);
        var batch = tx.sql().prepareBatch("""
                INSERT INTO supplier_credit (id, note_id, note_line, bill_id, bill_line, quantity, net, received)
                VALUES (:id, :note, :noteLine, :bill, :billLine, :quantity, :net, :received)
                """);
        var body = JsonNodeFactory.instance
                .objectNode()
                .put("id", id.toString())
                .put("noteId", first.note().of().toString())
                .put("note", first.note().named())
                .put("billId", first.bill().of().toString())
                .put("reference", first.bill().named())
                .put("orderId", order.id().toString())
                .put("order", order.number())
                .put("supplierId", order.supplierId().toString())
                .put("supplier", order.supplier())
                .put("date", tx.today().toString())
                .put("currency", currency)
                .put("net", money(net, currency))
                .put("received", money(received, currency));
        var told = body.putArray("lines");
        for (var part : parts) {
            batch.bind("id", id)
                    .bind("note", part.note().of())
                    .bind("noteLine", part.note().line())
                    .bind("bill", part.bill().of())
                    .bind("billLine", part.bill().line())
                    .bind("quantity", part.quantity())
                    .bind("net", part.net())
                    .bind("received", part.received())
                    .add();
            told.addObject()
                    .put("orderLine", part.line().line())
                    .put("sku", part.line().sku())
                    .put("description", part.line().item())
                    .put("quantity", Quantities.plain(part.quantity()).toPlainString())
                    .put("net", money(part.net(), currency));
        }
        batch.execute();
        tx.publish("erp.supplier_credit.requested", id.toString(), body);
    }

    private static String money(BigDecimal amount, String currency) {
        return Money.of(amount, currency).amount().toPlainString();
    }

    /** The bill on which credit was asked for goods of a return; empty when for none. */
    static java.util.Optional<String> bill(Tx tx, UUID note) {
        return tx.sql().createQuery("""
                        SELECT b.reference FROM supplier_credit c JOIN supplier_bill b ON b.id = c.bill_id
                         WHERE c.note_id = :note ORDER BY b.reference LIMIT 1
                        """).bind("note", note).mapTo(String.class).findOne();
    }
}
