package dev.bac.erp.purchase;

import dev.bac.erp.stock.Quantities;
import dev.bac.mcp.Told;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A purchase order with its lines, and what was done with it. */
public record PurchaseShown(String summary, PurchaseOrder order, List<PurchaseLine> lines) implements Told {

    static PurchaseShown of(String before, PurchaseOrder order, List<PurchaseLine> lines) {
        var what = lines.stream()
                .limit(5)
                .map(line -> "%s %s %s%s"
                        .formatted(
                                Quantities.text(line.quantity()),
                                line.unit(),
                                line.item(),
                                line.received().signum() == 0
                                        ? ""
                                        : " (%s received)".formatted(Quantities.text(line.received()))))
                .collect(Collectors.joining(", "));
        return new PurchaseShown(
                "%sPurchase order %s to %s from %s: %s%s; %s without tax; %s, %s."
                        .formatted(
                                before,
                                order.number(),
                                order.supplier(),
                                order.ordered(),
                                what,
                                lines.size() > 5 ? " and %d more".formatted(lines.size() - 5) : "",
                                order.total(),
                                order.status().name().toLowerCase(Locale.ROOT),
                                order.customerOrder() == null
                                        ? "into " + order.warehouse()
                                        : "straight to the customer of " + order.customerOrder()),
                order,
                lines);
    }
}
