package dev.bac.erp.production;

import dev.bac.erp.stock.Quantities;
import dev.bac.mcp.Told;
import java.util.Locale;

/** A work order and how far it is. */
public record WorkShown(String summary, WorkOrder order) implements Told {

    static WorkShown of(String before, WorkOrder order) {
        return new WorkShown(
                "%sWork order %s: %s of %s %s in %s, %s made, %s."
                        .formatted(
                                before,
                                order.number(),
                                Quantities.text(order.quantity()),
                                order.sku(),
                                order.item(),
                                order.warehouse(),
                                Quantities.text(order.made()),
                                order.status().name().toLowerCase(Locale.ROOT)),
                order);
    }
}
