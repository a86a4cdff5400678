package dev.bac.erp.verification;

import java.util.List;

/** What must hold of quantities, reservations, orders and numbers. */
final class QuantityChecks {
    static final List<Check> ALL = List.of(
            new Check("on hand of %s is not the sum of its moves", """
                    SELECT i.sku || ' in ' || l.name FROM item i CROSS JOIN location l
                      LEFT JOIN stock_balance b ON b.item_id = i.id AND b.location_id = l.id
                      LEFT JOIN (SELECT item_id, place, sum(change) AS sum FROM (
                                    SELECT item_id, to_id AS place, quantity AS change FROM stock_move
                                    UNION ALL SELECT item_id, from_id, -quantity FROM stock_move) s
                                  GROUP BY item_id, place) m ON m.item_id = i.id AND m.place = l.id
                     WHERE coalesce(b.on_hand, 0) <> coalesce(m.sum, 0)
                    """),
            new Check("the sum of %s over all locations is not zero", """
                    SELECT i.sku FROM stock_balance b JOIN item i ON i.id = b.item_id GROUP BY i.sku HAVING sum(b.on_hand) <> 0
                    """),
            new Check("%s is below zero or reserved beyond what is there", """
                    SELECT i.sku || ' in ' || l.name FROM stock_balance b JOIN item i ON i.id = b.item_id
                      JOIN location l ON l.id = b.location_id
                     WHERE l.kind = 'WAREHOUSE' AND (b.on_hand < 0 OR b.reserved < 0 OR b.reserved > b.on_hand)
                    """),
            new Check("what is reserved of %s is not what open orders still need", """
                    SELECT i.sku || ' in ' || l.name FROM stock_balance b JOIN item i ON i.id = b.item_id
                      JOIN location l ON l.id = b.location_id
                      LEFT JOIN (SELECT o.warehouse_id, n.item_id, sum(n.quantity - coalesce(d.done, 0)) AS sum FROM sales_order o
                                   JOIN order_line n ON n.order_id = o.id
                                   LEFT JOIN (SELECT g.order_id, k.order_line, sum(k.quantity) AS done
                                                FROM goods_line k JOIN goods_note g ON g.id = k.note_id AND g.kind = 'DELIVERY'
                                               WHERE NOT EXISTS (SELECT 1 FROM goods_void v WHERE v.note_id = g.id)
                                               GROUP BY g.order_id, k.order_line) d
                                     ON d.order_id = o.id AND d.order_line = n.line
                                  WHERE o.status IN ('CONFIRMED', 'PARTIAL') AND n.supplier_id IS NULL
                                  GROUP BY o.warehouse_id, n.item_id) w ON w.item_id = b.item_id AND w.warehouse_id = b.location_id
                     WHERE b.reserved <> coalesce(w.sum, 0)
                    """),
            new Check("the lines of %s do not sum to the order", """
                    SELECT o.number FROM sales_order o LEFT JOIN order_line n ON n.order_id = o.id
                     GROUP BY o.id, o.number, o.total HAVING o.total IS DISTINCT FROM sum(n.net)
                    """),
            new Check("the numbers of the series %s have gaps", """
                    SELECT s.series FROM (
                        SELECT 'ITEM' AS series, count(*) AS count, max(serial) AS last FROM item
                        UNION ALL SELECT 'ORDER', count(*), max(serial) FROM sales_order
                        UNION ALL SELECT 'QUOTATION', count(*), max(serial) FROM quotation
                        UNION ALL SELECT 'WORK', count(*), max(serial) FROM work_order
                        UNION ALL SELECT 'TRANSFER', count(*), max(serial) FROM transfer
                        UNION ALL SELECT 'COUNT', count(*), max(serial) FROM count_sheet
                        UNION ALL SELECT 'PICK', count(*), max(serial) FROM pick_list
                        UNION ALL SELECT 'PURCHASE', count(*), max(serial) FROM purchase_order
                        UNION ALL SELECT kind, count(*), max(serial) FROM goods_note GROUP BY kind) s
                     LEFT JOIN counter c ON c.id = s.series
                     WHERE s.count > 0 AND (s.last - 1000 <> s.count OR c.last IS DISTINCT FROM s.last)
                    """));

    private QuantityChecks() {}
}
