package dev.bac.erp.count;

import dev.bac.erp.stock.Quantities;
import dev.bac.mcp.Told;
import java.util.Locale;
import java.util.stream.Collectors;

/** A count sheet. */
public record CountShown(String summary, CountSheet sheet) implements Told {

    static CountShown of(CountSheet sheet) {
        long counted =
                sheet.lines().stream().filter(line -> line.counted() != null).count();
        var differences = sheet.lines().stream()
                .filter(line -> line.variance() != null && line.variance().signum() != 0)
                .toList();
        var said =
                switch (sheet.status()) {
                    case OPEN ->
                        "%d of %d lines are counted"
                                .formatted(counted, sheet.lines().size());
                    case CANCELLED -> "cancelled";
                    case POSTED ->
                        differences.isEmpty()
                                ? "posted without a difference"
                                : differences.stream()
                                        .limit(5)
                                        .map(CountShown::difference)
                                        .collect(Collectors.joining(
                                                ", ",
                                                "posted with differences: ",
                                                differences.size() > 5 ? " and others" : ""));
                };
        return new CountShown(
                "Count sheet %s of %s from %s: %s.".formatted(sheet.number(), sheet.warehouse(), sheet.taken(), said),
                sheet);
    }

    private static String difference(CountSheet.Line line) {
        var variance = java.util.Objects.requireNonNull(line.variance());
        return "%s%s %s of %s%s"
                .formatted(
                        variance.signum() > 0 ? "+" : "",
                        Quantities.text(variance),
                        line.unit(),
                        line.sku(),
                        line.lot() == null ? "" : String.format(Locale.ROOT, " lot %s", line.lot()));
    }
}
