package dev.bac.erp.order;

import dev.bac.erp.stock.Quantities;
import dev.bac.mcp.Told;
import java.util.List;
import java.util.stream.Collectors;

/** An order with its lines, and what was done with it. */
public record OrderShown(String summary, SalesOrder order, List<OrderLine> lines) implements Told {

    static OrderShown of(SalesOrder order, List<OrderLine> lines) {
        var what = lines.stream()
                .limit(5)
                .map(line -> "%s %s%s"
                        .formatted(
                                line.said(),
                                line.item(),
                                line.shippedBy() == null ? "" : " straight from " + line.shippedBy()))
                .collect(Collectors.joining(", "));
        var state =
                switch (order.status()) {
                    case DRAFT -> "a draft, nothing is reserved";
                    case CONFIRMED -> "confirmed, reserved in " + order.warehouse();
                    case PARTIAL ->
                        left(lines).isEmpty()
                                ? "partly delivered"
                                : "partly delivered, %s still reserved in %s".formatted(left(lines), order.warehouse());
                    case DELIVERED -> "delivered on " + order.delivered();
                    case CLOSED -> "closed, partly delivered";
                    case CANCELLED -> "cancelled";
                };
        return new OrderShown(
                "Order %s of %s from %s: %s%s; %s without tax; %s."
                        .formatted(
                                order.number(),
                                order.customer(),
                                order.ordered(),
                                what,
                                lines.size() > 5 ? " and %d more".formatted(lines.size() - 5) : "",
                                order.total(),
                                state),
                order,
                lines);
    }

    /** The order after a delivery of it. */
    static OrderShown delivered(SalesOrder order, List<OrderLine> lines, String note) {
        var shown = of(order, lines);
        return new OrderShown("Delivery %s. %s".formatted(note, shown.summary()), order, lines);
    }

    private static String left(List<OrderLine> lines) {
        return lines.stream()
                .filter(line -> line.reserved().signum() > 0)
                .limit(5)
                .map(line -> "%s %s %s".formatted(Quantities.text(line.reserved()), line.unit(), line.item()))
                .collect(Collectors.joining(", "));
    }
}
