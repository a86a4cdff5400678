package dev.bac.erp.pick;

import dev.bac.erp.stock.Quantities;
import dev.bac.mcp.Told;
import java.util.List;
import java.util.stream.Collectors;

/** A pick list, in words and line by line. */
public record PickShown(String summary, PickList list) implements Told {
    private static final int NAMED = 5;

    static PickShown of(String before, PickList list) {
        return new PickShown(
                "%sPick list %s of %s from %s: %s."
                        .formatted(before, list.number(), list.warehouse(), list.written(), state(list)),
                list);
    }

    private static String state(PickList list) {
        return switch (list.status()) {
            case CANCELLED -> "cancelled";
            case DELIVERED -> "delivered" + shortages(list);
            case OPEN -> {
                var open = list.lines().stream()
                        .filter(line -> line.picked() == null)
                        .toList();
                yield open.isEmpty()
                        ? "all is picked%s; ready to be delivered".formatted(shortages(list))
                        : "to pick " + said(open);
            }
        };
    }

    private static String said(List<PickList.Line> lines) {
        return lines.stream()
                        .limit(NAMED)
                        .map(line -> "%s %s of %s%s for %s"
                                .formatted(
                                        Quantities.text(line.quantity()),
                                        line.unit(),
                                        line.sku(),
                                        line.lot() == null ? "" : " lot " + line.lot(),
                                        line.order()))
                        .collect(Collectors.joining(", "))
                + (lines.size() > NAMED ? " and %d more lines".formatted(lines.size() - NAMED) : "");
    }

    private static String shortages(PickList list) {
        var missing = list.lines().stream()
                .filter(line -> line.picked() != null && list.open(line).signum() > 0)
                .map(line -> "%s of %s for %s".formatted(Quantities.text(list.open(line)), line.sku(), line.order()))
                .distinct()
                .toList();
        return missing.isEmpty()
                ? ""
                : missing.stream().limit(NAMED).collect(Collectors.joining(", ", ", short by ", ""));
    }
}
