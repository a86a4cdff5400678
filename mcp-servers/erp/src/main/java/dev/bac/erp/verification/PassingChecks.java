package dev.bac.erp.verification;

import java.util.List;

/** What must hold of pick lists, of goods that suppliers ship past our stock, and of what suppliers owe for returns. */
final class PassingChecks {
    static final List<Check> ALL = List.of(
            new Check("%s asks for more than its orders, or more was picked than it asks for", """
                    SELECT p.number FROM pick_list p JOIN pick_line n ON n.pick_id = p.id
                      JOIN order_line o ON o.order_id = n.order_id AND o.line = n.order_line
                     GROUP BY p.id, p.number, n.order_id, n.order_line, o.quantity
                    HAVING sum(n.quantity) > o.quantity OR sum(n.picked) > sum(n.quantity)
                    """),
            new Check("what was picked by %s is not what was delivered", """
                    SELECT p.number FROM pick_list p JOIN pick_line n ON n.pick_id = p.id
                     WHERE n.picked > 0 AND (p.status = 'DELIVERED') <> (n.note_id IS NOT NULL)
                    UNION
                    SELECT p.number FROM pick_list p
                      JOIN (SELECT pick_id, note_id, order_id, item_id, lot_id, sum(picked) AS picked FROM pick_line
                             WHERE note_id IS NOT NULL GROUP BY 1, 2, 3, 4, 5) n ON n.pick_id = p.id
                     WHERE n.picked <> (SELECT coalesce(sum(k.quantity), 0) FROM goods_line k JOIN goods_note g ON g.id = k.note_id
                                          JOIN stock_move m ON m.id = k.move_id
                                         WHERE g.id = n.note_id AND g.order_id = n.order_id AND k.item_id = n.item_id
                                           AND m.lot_id IS NOT DISTINCT FROM n.lot_id)
                    """),
            new Check("goods of %s that a supplier ships stayed on the way", """
                    SELECT i.sku FROM stock_balance b JOIN item i ON i.id = b.item_id JOIN location l ON l.id = b.location_id
                     WHERE l.kind = 'DROP' AND b.on_hand <> 0
                    """),
            new Check("the drop shipment %s is not one delivery and one receipt of the same goods", """
                    SELECT d.number FROM drop_shipment s JOIN goods_note d ON d.id = s.delivery_id JOIN goods_note r ON r.id = s.receipt_id
                     WHERE d.kind <> 'DELIVERY' OR r.kind <> 'RECEIPT' OR d.done_on <> r.done_on
                        OR EXISTS (SELECT 1 FROM goods_void v WHERE v.note_id = d.id) <> EXISTS (SELECT 1 FROM goods_void v WHERE v.note_id = r.id)
                        OR NOT EXISTS (SELECT 1 FROM purchase_order o WHERE o.id = r.order_id AND o.sales_order_id = d.order_id)
                        OR (SELECT count(*) FROM goods_line k WHERE k.note_id = d.id) <> (SELECT count(*) FROM goods_line k WHERE k.note_id = r.id)
                        OR EXISTS (SELECT 1 FROM goods_line k LEFT JOIN goods_line j ON j.note_id = r.id AND j.line = k.line
                                    WHERE k.note_id = d.id
                                      AND (j.line IS NULL OR k.item_id <> j.item_id OR k.quantity <> j.quantity))
                    """),
            new Check("a line of %s that a supplier ships left our warehouse, or one of ours did not", """
                    SELECT g.number FROM goods_note g JOIN goods_line k ON k.note_id = g.id
                      JOIN order_line n ON n.order_id = g.order_id AND n.line = k.order_line
                      JOIN stock_move m ON m.id = k.move_id JOIN location l ON l.id = m.from_id
                     WHERE g.kind = 'DELIVERY' AND (n.supplier_id IS NOT NULL) <> (l.kind = 'DROP')
                    """),
            new Check("suppliers are asked to ship more of %s than was sold", """
                    SELECT s.number FROM sales_order s JOIN order_line n ON n.order_id = s.id
                     WHERE n.quantity < (SELECT coalesce(sum(p.quantity), 0) FROM purchase_order o JOIN purchase_line p ON p.order_id = o.id
                                          WHERE o.sales_order_id = s.id AND p.sales_line = n.line
                                            AND o.status NOT IN ('CANCELLED', 'CLOSED'))
                    """),
            new Check("more credit was asked for %s than went back or was billed", """
                    SELECT g.number FROM supplier_credit c JOIN goods_note g ON g.id = c.note_id
                      JOIN goods_line k ON k.note_id = c.note_id AND k.line = c.note_line
                     GROUP BY g.number, k.note_id, k.line, k.quantity, k.amount
                    HAVING sum(c.quantity) > k.quantity OR sum(c.received) > k.amount
                    UNION
                    SELECT b.reference FROM supplier_credit c JOIN supplier_bill b ON b.id = c.bill_id
                      JOIN supplier_bill_line y ON y.bill_id = c.bill_id AND y.line = c.bill_line
                     GROUP BY b.reference, y.bill_id, y.line, y.quantity, y.net
                    HAVING sum(c.quantity) > y.quantity OR sum(c.net) > y.net
                    """));

    private PassingChecks() {}
}
