package dev.bac.erp.goods;

import dev.bac.store.Tx;
import java.util.Optional;
import java.util.UUID;

/** The delivery and the receipt of goods that a supplier shipped straight to a customer. */
public record DropPair(UUID delivery, UUID receipt) {

    /** The pair that a delivery or a receipt belongs to; empty when its goods went through a warehouse. */
    public static Optional<DropPair> of(Tx tx, UUID note) {
        return tx.sql()
                .createQuery("SELECT * FROM drop_shipment WHERE :note IN (delivery_id, receipt_id)")
                .bind("note", note)
                .map((row, _) ->
                        new DropPair(row.getObject("delivery_id", UUID.class), row.getObject("receipt_id", UUID.class)))
                .findOne();
    }
}
