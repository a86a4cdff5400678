package dev.bac.erp.transfer;

import dev.bac.erp.stock.Quantities;
import dev.bac.mcp.Told;
import java.util.stream.Collectors;

/** A transfer, and what of it is under way. */
public record TransferShown(String summary, boolean done, Transfer transfer) implements Told {

    static TransferShown of(Transfer one) {
        var open = one.lines().stream()
                .filter(line -> line.open().signum() > 0)
                .limit(5)
                .map(line -> "%s %s %s".formatted(Quantities.text(line.open()), line.unit(), line.item()))
                .collect(Collectors.joining(", "));
        return new TransferShown(
                "Transfer %s from %s to %s, sent on %s: %s."
                        .formatted(
                                one.number(),
                                one.from(),
                                one.to(),
                                one.sent(),
                                open.isEmpty() ? "all has arrived or is accounted for" : "under way are " + open),
                one.done(),
                one);
    }
}
