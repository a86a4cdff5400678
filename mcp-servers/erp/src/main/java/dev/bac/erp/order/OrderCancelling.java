package dev.bac.erp.order;

import dev.bac.erp.goods.GoodsNote;
import dev.bac.store.Tx;
import java.util.UUID;
import tools.jackson.databind.node.JsonNodeFactory;

/** What an order is when a delivery or a return of it was cancelled. */
public final class OrderCancelling {
    private final OrderStore orders;
    private final Fulfilment fulfilment;

    public OrderCancelling(OrderStore orders, Fulfilment fulfilment) {
        this.orders = orders;
        this.fulfilment = fulfilment;
    }

    /** Locks the order before anything of it changes. */
    public void lock(Tx tx, GoodsNote note) {
        orders.lockById(tx, note.order());
    }

    /**
     * The note does not count any more: a delivery's goods are promised again, finance takes its request back.
     *
     * @param ours false when the goods went from the supplier straight to the customer: none of ours are promised
     */
    public void cancelled(Tx tx, GoodsNote note, boolean ours) {
        var order = orders.lockById(tx, note.order());
        boolean delivery = note.kind() == GoodsNote.Kind.DELIVERY;
        if (delivery && order.status() != OrderStatus.CLOSED) {
            if (ours) {
                note.lines().forEach(line -> promise(tx, order, line.item(), line));
            }
            fulfilment.settle(tx, order, orders.lines(tx, order.id()), note.date());
        }
        tx.publish(
                delivery ? "erp.invoice.withdrawn" : "erp.credit.withdrawn",
                note.id().toString(),
                JsonNodeFactory.instance
                        .objectNode()
                        .put("id", note.id().toString())
                        .put("note", note.number())
                        .put("accountId", order.customerId().toString()));
    }

    private void promise(Tx tx, SalesOrder order, UUID item, GoodsNote.Line line) {
        fulfilment.promise(tx, order, item, line.quantity());
    }
}
