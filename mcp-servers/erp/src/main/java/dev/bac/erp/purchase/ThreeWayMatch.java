package dev.bac.erp.purchase;

import dev.bac.erp.stock.Costs;
import dev.bac.erp.stock.Quantities;
import dev.bac.erp.valuation.Worth;
import dev.bac.mcp.Money;
import dev.bac.mcp.ToolRefusal;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Order, receipt and bill side by side. A bill fits when it bills no more than was received and not billed before, and
 * at no more than the ordered price and the supplier's tolerance on it. Goods that went back stay billable: the supplier
 * credits them.
 */
final class ThreeWayMatch {
    private static final BigDecimal PERCENT = new BigDecimal("100");

    private final List<PurchaseLine> ordered;
    private final BigDecimal tolerance;
    private final String currency;

    /** @param tolerance in percent of the price */
    ThreeWayMatch(List<PurchaseLine> ordered, BigDecimal tolerance, String currency) {
        this.ordered = List.copyOf(ordered);
        this.tolerance = tolerance;
        this.currency = currency;
    }

    /** A billed line; {@code due} is what the order's price makes of its quantity. */
    record Line(PurchaseLine of, BigDecimal quantity, BigDecimal net, BigDecimal due) {}

    /** All that was received and not billed, at the ordered price. */
    List<Line> rest() {
        return ordered.stream()
                .filter(line -> billable(line).signum() > 0)
                .map(line -> {
                    var due = due(line, billable(line));
                    return new Line(line, billable(line), due, due);
                })
                .toList();
    }

    private static BigDecimal billable(PurchaseLine line) {
        return line.received().subtract(line.billed());
    }

    /** What so many of a line cost by the order: the last of them take what rounding left. */
    private BigDecimal due(PurchaseLine line, BigDecimal quantity) {
        return upTo(line, line.billed().add(quantity)).subtract(upTo(line, line.billed()));
    }

    private BigDecimal upTo(PurchaseLine line, BigDecimal quantity) {
        return quantity.compareTo(line.quantity()) <= 0
                ? Worth.share(line.net(), quantity, line.quantity(), Costs.decimals(currency))
                : line.net()
                        .add(quantity.subtract(line.quantity())
                                .multiply(line.unitPrice())
                                .setScale(Costs.decimals(currency), RoundingMode.HALF_UP));
    }

    /** What is billed of an item, over the order's lines of it; what is too much stays with the last. */
    List<Line> spread(UUID item, String sku, BigDecimal quantity, BigDecimal net) {
        var mine = ordered.stream().filter(line -> line.itemId().equals(item)).toList();
        if (mine.isEmpty()) {
            throw ToolRefusal.invalid("lines.item", "%s is not in this order".formatted(sku));
        }
        var lines = new ArrayList<Line>();
        var left = quantity;
        var leftNet = net;
        for (var line : mine) {
            var part = line.line() == mine.getLast().line()
                    ? left
                    : left.min(billable(line).max(BigDecimal.ZERO));
            if (part.signum() > 0) {
                var share = Worth.share(leftNet, part, left, Costs.decimals(currency));
                lines.add(new Line(line, part, share, due(line, part)));
                left = left.subtract(part);
                leftNet = leftNet.subtract(share);
            }
            if (left.signum() == 0) {
                break;
            }
        }
        return lines;
    }

    /** In what the bill does not fit, line by line; nothing when it does. */
    List<String> differences(List<Line> lines) {
        var differences = new ArrayList<String>();
        for (var line : lines) {
            if (line.quantity().compareTo(billable(line.of())) > 0) {
                differences.add("%s of %s are billed, %s were received and not billed before"
                        .formatted(
                                Quantities.text(line.quantity()),
                                line.of().sku(),
                                Quantities.text(billable(line.of()).max(BigDecimal.ZERO))));
            }
            var most = line.due()
                    .add(line.due()
                            .multiply(tolerance)
                            .divide(PERCENT, line.due().scale() + 2, RoundingMode.HALF_UP));
            if (line.net().compareTo(most) > 0) {
                differences.add("%s of %s are billed at %s, by the order it is %s"
                        .formatted(
                                Quantities.text(line.quantity()),
                                line.of().sku(),
                                Money.of(line.net(), currency),
                                Money.of(line.due(), currency)));
            }
        }
        return differences;
    }
}
