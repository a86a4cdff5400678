package dev.bac.erp.order;

import dev.bac.erp.goods.GoodsNote;
import dev.bac.erp.stock.Costs;
import dev.bac.erp.valuation.Worth;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * What goods cost that never were in our stock: they went from the supplier straight to the customer, and come into our
 * stock at what they were bought for when the customer returns them.
 */
final class DropCosts {
    private DropCosts() {}

    /**
     * The cost of so many of a delivery's line: their share of what the goods cost that have not come back.
     *
     * @return empty when the goods left our own stock, which knows what they were worth
     */
    static Optional<BigDecimal> of(Tx tx, GoodsNote delivery, int line, BigDecimal quantity) {
        record Rest(BigDecimal quantity, BigDecimal cost) {}
        return tx.sql()
                .createQuery("""
                        SELECT k.quantity - coalesce(b.quantity, 0) AS quantity, k.amount - coalesce(b.cost, 0) AS cost
                          FROM drop_shipment d JOIN goods_line k ON k.note_id = d.receipt_id AND k.line = :line
                          LEFT JOIN (SELECT sum(m.quantity) AS quantity, sum(m.cost) AS cost
                                       FROM goods_line l JOIN goods_note n ON n.id = l.note_id JOIN stock_move m ON m.id = l.move_id
                                      WHERE n.against_id = :delivery AND l.against_line = :line
                                        AND NOT EXISTS (SELECT 1 FROM goods_void v WHERE v.note_id = n.id)) b ON true
                         WHERE d.delivery_id = :delivery
                        """)
                .bind("delivery", delivery.id())
                .bind("line", line)
                .map((row, _) -> new Rest(row.getBigDecimal("quantity"), row.getBigDecimal("cost")))
                .findOne()
                .map(rest -> Worth.share(rest.cost(), quantity, rest.quantity(), Costs.decimals(delivery.currency())));
    }
}
