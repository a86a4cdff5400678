package dev.bac.erp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.erp.verification.Verification;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the database's guards would refuse, done with the guards taken away: the verification says what is wrong. */
class PlantedBugsTest {
    private static final List<String> GUARDED = List.of(
            "stock_move", "stock_value", "stock_posting", "stock_count", "goods_note", "goods_line", "goods_void");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    UPDATE stock_move SET quantity = quantity + 1 WHERE kind = 'SHIP'               | on hand of
                    UPDATE stock_balance SET on_hand = on_hand + 1 WHERE NOT outside                | over all locations is not zero
                    UPDATE stock_balance SET reserved = 0                                           | what is reserved of
                    UPDATE stock_value SET value = value + 0.01 WHERE cause = 'MOVE'                | is worth
                    DELETE FROM stock_value WHERE cause = 'REVALUED'                                | is not the sum of what its moves changed
                    UPDATE stock_worth SET value = value - 0.01                                     | the value of
                    UPDATE stock_worth SET quantity = quantity + 1                                  | is valued for is not what is on hand
                    UPDATE stock_posting SET value = value + 1                                      | does not sum to its event
                    UPDATE stock_layer SET value = value + 1                                        | the value of
                    UPDATE stock_layer SET move_id = item_id                                        | the queue of
                    UPDATE stock_count SET counted = counted + 1                                    | what was counted of
                    UPDATE stock_move SET moved_on = '2026-01-01' WHERE kind = 'SHIP'               | had less than nothing
                    UPDATE stock_move SET quantity = quantity / 2 WHERE reverses_id IS NOT NULL     | not the exact opposite
                    UPDATE goods_line SET quantity = quantity + 50                                  | was delivered than ordered
                    DELETE FROM goods_void                                                          | are not what it says
                    UPDATE sales_order SET status = 'DELIVERED', delivered_on = ordered_on          | is not what was delivered of it
                    UPDATE sales_order SET total = total + 1                                        | do not sum to the order
                    UPDATE counter SET last = last + 1                                              | have gaps
                    UPDATE lot_balance SET on_hand = on_hand + 1 WHERE NOT outside AND NOT serial   | is not the sum of its moves
                    UPDATE stock_move SET lot_id = NULL WHERE kind = 'SHIP'                         | is of no lot
                    UPDATE stock_move SET quantity = 2 WHERE lot_id IN (SELECT id FROM lot WHERE serial) | is not one thing in one place
                    UPDATE lot SET expires_on = '2026-01-01' WHERE NOT serial                       | after it had expired
                    UPDATE item SET template = true WHERE name = 'Monitor 27 inch'                  | is a template
                    UPDATE transfer_move SET step = 'LOST' WHERE step = 'SENT'                      | is under way of
                    UPDATE transfer_line SET quantity = 1                                           | brought more than it took
                    UPDATE count_line SET counted = counted + 1                                     | is not what was posted of it
                    UPDATE location SET parent_id = (SELECT id FROM location WHERE name = 'Aisle') WHERE name = 'Munich' | is within itself
                    UPDATE item SET template = false WHERE name = 'Shirt'                           | of what is no template
                    UPDATE pick_line SET picked = quantity + 1                                      | was picked than it asks for
                    UPDATE pick_line SET note_id = NULL                                             | what was picked by PK-1001 is not what was delivered
                    UPDATE stock_balance SET on_hand = 1 WHERE location_id = (SELECT id FROM location WHERE kind = 'DROP') | stayed on the way
                    UPDATE goods_line SET quantity = quantity - 1 WHERE note_id IN (SELECT receipt_id FROM drop_shipment) | is not one delivery and one receipt
                    UPDATE order_line SET supplier_id = NULL                                        | left our warehouse, or one of ours did not
                    UPDATE purchase_line SET quantity = quantity + 1 WHERE sales_line IS NOT NULL   | than was sold
                    UPDATE supplier_credit SET quantity = quantity + 9                              | more credit was asked for
                    """)
    void isFound(String sql, String finding) {
        var depot = busy();
        assertThat(depot.findings()).isEmpty();
        var store = depot.server().server().store();
        var found = new java.util.concurrent.atomic.AtomicReference<List<String>>(List.of());
        try {
            store.asOwner(depot.server().caller().tenant(), tx -> {
                GUARDED.forEach(table -> tx.sql().execute("ALTER TABLE " + table + " DISABLE TRIGGER USER"));
                tx.sql().execute(sql);
                found.set(Verification.findings(tx));
                throw new Undo();
            });
        } catch (Undo _) {
            // Taken back, and with it the guards' absence.
        }
        assertThat(found.get()).anyMatch(line -> line.contains(finding));
        assertThat(depot.findings()).isEmpty();
    }

    @Test
    void everyInvariantHasAQuery() {
        assertThat(Verification.checks()).isGreaterThan(20);
    }

    private static final class Undo extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** A company in which each kind of record is there. */
    private static Depot busy() {
        var depot = Depot.open();
        depot.ok("erp_item_save", "{\"name\":\"Bulb\",\"listPrice\":\"9\",\"cost\":\"3\",\"valuation\":\"fifo\"}");
        receive(depot, "Bulb", "2026-02-03");
        depot.ok(
                "erp_stock_move",
                "{\"action\":\"ship\",\"item\":\"Bulb\",\"quantity\":4,\"warehouse\":\"Munich\",\"date\":\"2026-02-05\"}");
        receive(depot, "Bulb", "2026-02-01");
        depot.ok(
                "erp_stock_move",
                "{\"action\":\"adjust\",\"item\":\"monitor\",\"quantity\":9,\"warehouse\":\"Munich\",\"reason\":\"count\"}");
        depot.ok("erp_order_create", "{\"customer\":\"Acme\",\"item\":\"monitor\",\"quantity\":5}");
        depot.ok("erp_order_deliver", "{\"order\":\"SO-1001\",\"lines\":[{\"item\":\"monitor\",\"quantity\":2}]}");
        depot.ok("erp_stock_cancel", "{\"what\":\"DN-1001\",\"reason\":\"mistake\"}");
        depot.ok("erp_order_deliver", "{\"order\":\"SO-1001\",\"lines\":[{\"item\":\"monitor\",\"quantity\":3}]}");
        depot.ok("erp_warehouse_save", "{\"name\":\"Aisle\",\"within\":\"Munich\"}");
        depot.ok(
                "erp_transfer_send",
                "{\"from\":\"Hamburg\",\"to\":\"Munich\",\"lines\":[{\"item\":\"SKU-1001\",\"quantity\":4}]}");
        depot.ok(
                "erp_transfer_receive",
                "{\"transfer\":\"TF-1001\",\"lines\":[{\"item\":\"SKU-1001\",\"quantity\":3}]}");
        depot.ok("erp_count_create", "{\"warehouse\":\"Hamburg\",\"items\":[\"SKU-1002\"]}");
        depot.ok("erp_count_enter", "{\"sheet\":\"CS-1001\",\"lines\":[{\"item\":\"SKU-1002\",\"counted\":29}]}");
        depot.server().approved("erp_count_post", "{\"sheet\":\"CS-1001\"}");
        depot.ok("erp_item_save", "{\"name\":\"Shirt\",\"listPrice\":\"9\",\"tracking\":\"lot\"}");
        depot.ok(
                "erp_item_save",
                "{\"variantOf\":\"Shirt\",\"name\":\"Red\",\"attributes\":[{\"name\":\"colour\",\"value\":\"red\"}],\"units\":[{\"unit\":\"box\",\"holds\":5}]}");
        depot.ok(
                "erp_lot_move",
                "{\"action\":\"receive\",\"item\":\"Red\",\"quantity\":9,\"warehouse\":\"Munich\",\"lots\":[{\"lot\":\"L\",\"quantity\":9}]}");
        depot.ok("erp_stock_move", "{\"action\":\"ship\",\"item\":\"Red\",\"quantity\":2,\"warehouse\":\"Munich\"}");
        depot.ok("erp_order_create", "{\"customer\":\"Acme\",\"item\":\"Red\",\"quantity\":1,\"unit\":\"box\"}");
        depot.ok("erp_item_save", "{\"name\":\"Server\",\"listPrice\":\"9\",\"tracking\":\"serial\"}");
        depot.ok(
                "erp_lot_move",
                "{\"action\":\"receive\",\"item\":\"Server\",\"quantity\":1,\"warehouse\":\"Munich\",\"lots\":[{\"lot\":\"S\"}]}");
        passing(depot);
        return depot;
    }

    /** A pick list, a drop shipment, and a credit that a supplier owes. */
    private static void passing(Depot depot) {
        depot.ok("erp_pick_create", "{\"orders\":[\"SO-1001\"]}");
        depot.ok("erp_pick_enter", "{\"list\":\"PK-1001\",\"rest\":true}");
        depot.ok("erp_pick_deliver", "{\"list\":\"PK-1001\"}");
        depot.ok("erp_supplier_save", "{\"name\":\"Lumina\"}");
        depot.ok(
                "erp_order_create",
                "{\"customer\":\"Acme\",\"lines\":[{\"item\":\"cable\",\"quantity\":4,\"shippedBy\":\"Lumina\"}]}");
        depot.ok("erp_drop_order", "{\"order\":\"SO-1003\"}");
        depot.ok("erp_drop_deliver", "{\"purchase\":\"PO-1001\"}");
        depot.ok(
                "erp_purchase_create",
                "{\"supplier\":\"Lumina\",\"item\":\"cable\",\"quantity\":5,\"warehouse\":\"Munich\"}");
        depot.ok("erp_purchase_receive", "{\"order\":\"PO-1002\"}");
        depot.ok("erp_purchase_bill", "{\"order\":\"PO-1002\",\"reference\":\"L-1\"}");
        depot.ok("erp_purchase_return", "{\"receipt\":\"GR-1002\",\"lines\":[{\"item\":\"cable\",\"quantity\":2}]}");
    }

    private static void receive(Depot depot, String item, String date) {
        depot.ok(
                "erp_stock_move",
                "{\"action\":\"receive\",\"item\":\"%s\",\"quantity\":10,\"unitCost\":\"%s\",\"warehouse\":\"Munich\",\"date\":\"%s\"}"
                        .formatted(item, date.endsWith("1") ? "4" : "3", date));
    }
}
