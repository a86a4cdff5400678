package dev.bac.erp.order;

import dev.bac.erp.goods.GoodsNote;
import dev.bac.erp.stock.Quantities;
import dev.bac.mcp.Money;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What finance is asked to invoice, or to credit, for a delivery or a return. Its id is the note's, so that it is asked
 * for once however often the event comes.
 */
public final class InvoiceRequest {
    private InvoiceRequest() {}

    /** Who and what it is about. */
    public static ObjectNode head(SalesOrder order, GoodsNote note) {
        var head = JsonNodeFactory.instance.objectNode();
        if (note.against() != null) {
            head.put("deliveryId", note.against().toString());
        }
        return head.put("noteId", note.id().toString())
                .put("note", note.number())
                .put("orderId", order.id().toString())
                .put("order", order.number())
                .put("accountId", order.customerId().toString())
                .put("customer", order.customer())
                .put("net", money(note.amount(), note.currency()));
    }

    public static ObjectNode of(SalesOrder order, GoodsNote note, List<OrderLine> lines) {
        var byLine = lines.stream().collect(Collectors.toMap(OrderLine::line, line -> line));
        var body = head(order, note)
                .put("id", note.id().toString())
                .put("date", note.date().toString())
                .put("currency", note.currency());
        var told = body.putArray("lines");
        for (var line : note.lines()) {
            var ordered = byLine.get(line.orderLine());
            if (ordered != null) {
                told.addObject()
                        .put("orderLine", line.orderLine())
                        .put("sku", ordered.sku())
                        .put("description", ordered.item())
                        .put("quantity", Quantities.plain(line.quantity()).toPlainString())
                        .put("unit", ordered.unit())
                        .put("unitPrice", ordered.unitPrice().toPlainString())
                        .put("net", money(line.amount(), note.currency()));
            }
        }
        return body;
    }

    public static String money(BigDecimal amount, String currency) {
        return Money.of(amount, currency).amount().toPlainString();
    }
}
