package dev.bac.finance.goods;

import dev.bac.mcp.ToolRefusal;
import dev.bac.store.Tx;
import java.util.UUID;

/** Deliveries whose invoices were written by other means. */
public final class Deliveries {
    private Deliveries() {}

    /** Notes which invoice is the one of a delivery; said twice it changes nothing. */
    public static void invoiced(Tx tx, UUID note, String named, UUID invoice) {
        if (GoodsDocuments.find(tx, note, GoodsDocuments.Kind.INVOICE).isPresent()) {
            return;
        }
        var row = tx.sql()
                .createQuery("SELECT number, net, currency FROM invoice WHERE id = :id")
                .bind("id", invoice)
                .map((found, _) -> new GoodsDocuments.Row(
                        note,
                        GoodsDocuments.Kind.INVOICE,
                        named,
                        invoice,
                        found.getString("number"),
                        found.getBigDecimal("net"),
                        found.getString("currency"),
                        "seed"))
                .findOne()
                .orElseThrow(
                        () -> ToolRefusal.invalid("deliveries", "no invoice %s; seed it first".formatted(invoice)));
        GoodsDocuments.add(tx, row);
    }
}
