package dev.bac.erp.verification;

import java.util.List;

/** What must hold of lots, serial numbers and variants. */
final class LotChecks {
    static final List<Check> ALL = List.of(
            new Check("what is there of the lot %s is not the sum of its moves", """
                    SELECT i.sku || ' ' || t.code || ' in ' || l.name FROM lot t JOIN item i ON i.id = t.item_id CROSS JOIN location l
                      LEFT JOIN lot_balance b ON b.lot_id = t.id AND b.location_id = l.id
                      LEFT JOIN (SELECT lot_id, place, sum(change) AS sum FROM (
                                    SELECT lot_id, to_id AS place, quantity AS change FROM stock_move WHERE lot_id IS NOT NULL
                                    UNION ALL SELECT lot_id, from_id, -quantity FROM stock_move WHERE lot_id IS NOT NULL) s
                                  GROUP BY lot_id, place) m ON m.lot_id = t.id AND m.place = l.id
                     WHERE coalesce(b.on_hand, 0) <> coalesce(m.sum, 0)
                    """),
            new Check("the lots of %s are not what is on hand", """
                    SELECT i.sku || ' in ' || l.name FROM item i JOIN stock_balance b ON b.item_id = i.id
                      JOIN location l ON l.id = b.location_id
                     WHERE i.tracking <> 'NONE' AND b.on_hand <> (SELECT coalesce(sum(t.on_hand), 0) FROM lot_balance t
                                                                   WHERE t.item_id = i.id AND t.location_id = l.id)
                    """),
            new Check("a move of %s is of no lot, or of one that it should not have", """
                    SELECT DISTINCT i.sku FROM stock_move m JOIN item i ON i.id = m.item_id
                     WHERE (i.tracking = 'NONE') <> (m.lot_id IS NULL)
                    """),
            new Check("the serial number %s is not one thing in one place", """
                    SELECT i.sku || ' ' || t.code FROM lot t JOIN item i ON i.id = t.item_id
                      LEFT JOIN lot_balance b ON b.lot_id = t.id WHERE i.tracking = 'SERIAL'
                     GROUP BY t.id, i.sku, t.code, t.serial
                    HAVING NOT t.serial OR count(*) FILTER (WHERE b.on_hand > 0) > 1 OR max(abs(b.on_hand)) > 1
                    UNION ALL
                    SELECT i.sku FROM stock_move m JOIN item i ON i.id = m.item_id WHERE i.tracking = 'SERIAL' AND m.quantity <> 1
                    """),
            new Check("the lot %s had less than nothing at some time", """
                    SELECT i.sku || ' ' || t.code || ' in ' || l.name || ' on ' || w.moved_on FROM (
                        SELECT e.lot_id, e.place, e.moved_on,
                               sum(e.change) OVER (PARTITION BY e.lot_id, e.place ORDER BY e.moved_on, e.position, e.seq) AS there
                          FROM (SELECT lot_id, to_id AS place, quantity AS change, moved_on, position, seq FROM stock_move
                                 WHERE lot_id IS NOT NULL
                                UNION ALL
                                SELECT lot_id, from_id, -quantity, moved_on, position, seq FROM stock_move
                                 WHERE lot_id IS NOT NULL) e) w
                      JOIN lot t ON t.id = w.lot_id JOIN item i ON i.id = t.item_id JOIN location l ON l.id = w.place
                     WHERE w.there < 0 AND l.kind IN ('WAREHOUSE', 'TRANSIT')
                    """),
            new Check("goods of lot %s were shipped after it had expired", """
                    SELECT i.sku || ' ' || t.code FROM stock_move m JOIN lot t ON t.id = m.lot_id JOIN item i ON i.id = t.item_id
                     WHERE m.kind IN ('SHIP', 'CONSUME') AND m.moved_on > t.expires_on
                       AND m.reverses_id IS NULL AND NOT EXISTS (SELECT 1 FROM stock_move r WHERE r.reverses_id = m.id)
                    """),
            new Check("%s is a template, and was moved, bought or sold itself", """
                    SELECT i.sku FROM item i WHERE i.template
                       AND (EXISTS (SELECT 1 FROM stock_move m WHERE m.item_id = i.id)
                            OR EXISTS (SELECT 1 FROM order_line n WHERE n.item_id = i.id)
                            OR EXISTS (SELECT 1 FROM purchase_line n WHERE n.item_id = i.id))
                    """),
            new Check("%s is a variant of what is no template", """
                    SELECT v.sku FROM item v JOIN item t ON t.id = v.template_id WHERE NOT t.template
                    """));

    private LotChecks() {}
}
