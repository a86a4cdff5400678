package dev.bac.erp.verification;

import java.util.List;

/** What must hold of values, postings, reversals and counts. */
final class ValueChecks {
    static final List<Check> ALL = List.of(
            new Check("the value of %s is not the sum of what its moves changed", """
                    SELECT i.sku FROM item i LEFT JOIN stock_worth w ON w.item_id = i.id
                     WHERE coalesce(w.value, 0) <> (SELECT coalesce(sum(v.value), 0) FROM stock_value v WHERE v.item_id = i.id)
                    """),
            new Check("the quantity that %s is valued for is not what is on hand", """
                    SELECT i.sku FROM item i LEFT JOIN stock_worth w ON w.item_id = i.id
                     WHERE coalesce(w.quantity, 0) <> (SELECT coalesce(sum(b.on_hand), 0) FROM stock_balance b
                                                        WHERE b.item_id = i.id AND NOT b.outside)
                    """),
            new Check("nothing is left of %s, and it has a value", """
                    SELECT i.sku FROM stock_worth w JOIN item i ON i.id = w.item_id WHERE w.quantity = 0 AND w.value <> 0
                    """),
            new Check("the posting %s does not sum to its event", """
                    SELECT p.id::text FROM stock_posting p
                     WHERE p.value <> (SELECT coalesce(sum(v.value), 0) FROM stock_value v WHERE v.posting_id = p.id)
                        OR p.value <> (SELECT (o.body ->> 'value')::numeric FROM outbox o
                                        WHERE o.xid = p.event_xid AND o.seq = p.event_seq)
                    """),
            new Check("a value of %s belongs to no posting", """
                    SELECT i.sku FROM stock_value v JOIN item i ON i.id = v.item_id
                     WHERE NOT EXISTS (SELECT 1 FROM stock_posting p WHERE p.id = v.posting_id)
                    """),
            new Check("the move %s is not the exact opposite of what it takes back", """
                    SELECT r.id::text FROM stock_move r JOIN stock_move m ON m.id = r.reverses_id
                     WHERE r.item_id <> m.item_id OR r.quantity <> m.quantity OR r.from_id <> m.to_id OR r.to_id <> m.from_id
                        OR r.moved_on <> m.moved_on
                        OR (SELECT coalesce(sum(v.value), 0) FROM stock_value v WHERE v.move_id IN (r.id, m.id)) <> 0
                    """),
            new Check("more came back than left by the move %s", """
                    SELECT m.id::text FROM stock_move m
                     WHERE m.quantity < (SELECT coalesce(sum(b.quantity), 0) FROM stock_move b WHERE b.origin_id = m.id
                                            AND NOT EXISTS (SELECT 1 FROM stock_move r WHERE r.reverses_id = b.id))
                    """),
            new Check("what was counted of %s was not there", """
                    SELECT i.sku || ' in ' || l.name || ' on ' || c.counted_on FROM stock_count c
                      JOIN item i ON i.id = c.item_id JOIN location l ON l.id = c.location_id
                     WHERE NOT EXISTS (SELECT 1 FROM stock_count_void v WHERE v.count_id = c.id)
                       AND c.counted <> (SELECT coalesce(sum(CASE WHEN m.to_id = c.location_id THEN m.quantity ELSE -m.quantity END), 0)
                                           FROM stock_move m
                                          WHERE m.item_id = c.item_id AND c.location_id IN (m.from_id, m.to_id)
                                            AND (c.lot_id IS NULL OR m.lot_id = c.lot_id)
                                            AND (m.moved_on, m.position) <= (c.counted_on, c.position))
                    """),
            new Check("%s had less than nothing at some time", """
                    SELECT i.sku || ' in ' || l.name || ' on ' || w.moved_on FROM (
                        SELECT e.item_id, e.place, e.moved_on,
                               sum(e.change) OVER (PARTITION BY e.item_id, e.place ORDER BY e.moved_on, e.position, e.seq) AS there
                          FROM (SELECT item_id, to_id AS place, quantity AS change, moved_on, position, seq FROM stock_move
                                UNION ALL
                                SELECT item_id, from_id, -quantity, moved_on, position, seq FROM stock_move) e) w
                      JOIN item i ON i.id = w.item_id JOIN location l ON l.id = w.place
                     WHERE w.there < 0 AND l.kind IN ('WAREHOUSE', 'TRANSIT')
                    """));

    private ValueChecks() {}
}
