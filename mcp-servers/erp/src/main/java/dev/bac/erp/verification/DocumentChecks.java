package dev.bac.erp.verification;

import java.util.List;

/** What must hold between orders, notes, bills and the moves they made. */
final class DocumentChecks {
    static final List<Check> ALL = List.of(
            new Check("the moves of %s are not what it says", """
                    SELECT g.number FROM goods_line k JOIN goods_note g ON g.id = k.note_id LEFT JOIN stock_move m ON m.id = k.move_id
                     WHERE k.quantity > 0
                       AND (m.id IS NULL OR m.note_id <> g.id OR m.quantity <> k.quantity OR m.item_id <> k.item_id
                            OR EXISTS (SELECT 1 FROM goods_void v WHERE v.note_id = g.id)
                               <> EXISTS (SELECT 1 FROM stock_move r WHERE r.reverses_id = m.id))
                    """),
            new Check("a move of the order belongs to no delivery: %s", """
                    SELECT m.id::text FROM stock_move m
                     WHERE m.order_id IS NOT NULL AND m.reverses_id IS NULL
                       AND NOT EXISTS (SELECT 1 FROM goods_line k WHERE k.move_id = m.id)
                    """),
            new Check("more of %s was delivered than ordered", """
                    SELECT o.number FROM sales_order o JOIN order_line n ON n.order_id = o.id
                     WHERE n.quantity < (SELECT coalesce(sum(k.quantity), 0) FROM goods_line k JOIN goods_note g ON g.id = k.note_id
                                          WHERE g.order_id = o.id AND k.order_line = n.line AND g.kind = 'DELIVERY'
                                            AND NOT EXISTS (SELECT 1 FROM goods_void v WHERE v.note_id = g.id))
                    """),
            new Check("more of %s was received than ordered and tolerated", """
                    SELECT o.number FROM purchase_order o JOIN purchase_line n ON n.order_id = o.id
                      JOIN supplier s ON s.id = o.supplier_id
                     WHERE n.quantity * (1 + s.tolerance / 100)
                           < (SELECT coalesce(sum(k.quantity), 0) FROM goods_line k JOIN goods_note g ON g.id = k.note_id
                               WHERE g.order_id = o.id AND k.order_line = n.line AND g.kind = 'RECEIPT'
                                 AND NOT EXISTS (SELECT 1 FROM goods_void v WHERE v.note_id = g.id))
                    """),
            new Check("more of %s came back than it brought", """
                    SELECT g.number FROM goods_note g JOIN goods_line k ON k.note_id = g.id
                     WHERE k.quantity < (SELECT coalesce(sum(b.quantity), 0) FROM goods_line b JOIN goods_note r ON r.id = b.note_id
                                          WHERE r.against_id = g.id AND b.against_line = k.line
                                            AND NOT EXISTS (SELECT 1 FROM goods_void v WHERE v.note_id = r.id))
                    """),
            new Check("the status of %s is not what was delivered of it", """
                    SELECT o.number FROM sales_order o
                     WHERE o.status NOT IN ('DRAFT', 'CANCELLED')
                       AND (o.status = 'DELIVERED') <> NOT EXISTS (
                           SELECT 1 FROM order_line n WHERE n.order_id = o.id
                              AND n.quantity > (SELECT coalesce(sum(k.quantity), 0) FROM goods_line k
                                                  JOIN goods_note g ON g.id = k.note_id
                                                 WHERE g.order_id = o.id AND k.order_line = n.line AND g.kind = 'DELIVERY'
                                                   AND NOT EXISTS (SELECT 1 FROM goods_void v WHERE v.note_id = g.id)))
                    """),
            new Check("more of %s was billed than received, and nobody accepted it", """
                    SELECT o.number FROM purchase_order o JOIN purchase_line n ON n.order_id = o.id
                     WHERE NOT EXISTS (SELECT 1 FROM supplier_bill x WHERE x.order_id = o.id AND x.accepted IS NOT NULL)
                       AND (SELECT coalesce(sum(y.quantity), 0) FROM supplier_bill_line y JOIN supplier_bill x ON x.id = y.bill_id
                             WHERE x.order_id = o.id AND y.order_line = n.line)
                           > (SELECT coalesce(sum(k.quantity), 0) FROM goods_line k JOIN goods_note g ON g.id = k.note_id
                               WHERE g.order_id = o.id AND k.order_line = n.line AND g.kind = 'RECEIPT')
                    """),
            new Check("the lines of %s do not sum to it", """
                    SELECT o.number FROM purchase_order o LEFT JOIN purchase_line n ON n.order_id = o.id
                     GROUP BY o.id, o.number, o.total HAVING o.total IS DISTINCT FROM sum(n.net)
                    UNION ALL
                    SELECT q.number FROM quotation q LEFT JOIN quotation_line n ON n.quotation_id = q.id
                     GROUP BY q.id, q.number, q.total HAVING q.total IS DISTINCT FROM sum(n.net)
                    """));

    private DocumentChecks() {}
}
