package dev.bac.erp.verification;

import java.util.List;

/** What must hold of goods under way, of count sheets and of the tree of warehouses. */
final class TransferChecks {
    static final List<Check> ALL = List.of(
            new Check("what is under way of %s is not what open transfers have not brought", """
                    SELECT i.sku FROM item i
                     WHERE (SELECT coalesce(sum(b.on_hand), 0) FROM stock_balance b JOIN location l ON l.id = b.location_id
                             WHERE b.item_id = i.id AND l.kind = 'TRANSIT' AND EXISTS (SELECT 1 FROM transfer))
                        <> (SELECT coalesce(sum(CASE k.step WHEN 'SENT' THEN m.quantity ELSE -m.quantity END), 0)
                              FROM transfer_move k JOIN stock_move m ON m.id = k.move_id WHERE m.item_id = i.id)
                    """),
            new Check("the transfer %s brought more than it took, or is not what its moves say", """
                    SELECT x.number FROM transfer x JOIN transfer_line n ON n.transfer_id = x.id
                      LEFT JOIN transfer_move k ON k.transfer_id = n.transfer_id AND k.line = n.line
                      LEFT JOIN stock_move m ON m.id = k.move_id
                     GROUP BY x.id, x.number, n.line, n.quantity, n.item_id, n.lot_id
                    HAVING coalesce(sum(m.quantity) FILTER (WHERE k.step = 'SENT'), 0) <> n.quantity
                        OR coalesce(sum(m.quantity) FILTER (WHERE k.step <> 'SENT'), 0) > n.quantity
                        OR bool_or(m.item_id <> n.item_id OR m.lot_id IS DISTINCT FROM n.lot_id)
                    """),
            new Check("the count sheet %s is not what was posted of it", """
                    SELECT s.number FROM count_sheet s JOIN count_line n ON n.sheet_id = s.id LEFT JOIN stock_count c ON c.id = n.count_id
                     WHERE (n.count_id IS NOT NULL) <> (s.status = 'POSTED' AND n.counted IS NOT NULL)
                        OR c.counted <> n.counted OR c.item_id <> n.item_id OR c.location_id <> s.warehouse_id
                        OR c.lot_id IS DISTINCT FROM n.lot_id AND c.id IS NOT NULL
                    """),
            new Check("the warehouse %s is within itself", """
                    WITH RECURSIVE above(start, id, level) AS (
                        SELECT id, parent_id, 1 FROM location WHERE parent_id IS NOT NULL
                        UNION ALL
                        SELECT a.start, l.parent_id, a.level + 1 FROM above a JOIN location l ON l.id = a.id
                         WHERE l.parent_id IS NOT NULL AND a.level < 20)
                    SELECT DISTINCT l.name FROM above a JOIN location l ON l.id = a.start WHERE a.id = a.start
                    """));

    private TransferChecks() {}
}
