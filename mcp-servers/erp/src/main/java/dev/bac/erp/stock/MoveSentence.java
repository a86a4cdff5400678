package dev.bac.erp.stock;

import dev.bac.erp.item.Item;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/** What is said of a move once it is booked. */
final class MoveSentence {
    private static final int LOTS = 5;

    private MoveSentence() {}

    static String what(Item item, BigDecimal quantity) {
        return "%s %s of %s %s".formatted(Quantities.text(quantity), item.unit(), item.sku(), item.name());
    }

    static String done(Item item, Move.Kind kind, Location from, Location to, List<LotPart> parts) {
        var quantity = parts.stream().map(LotPart::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
        var what = what(item, quantity) + lots(parts);
        return switch (kind) {
            case RECEIVE -> "Received %s in %s".formatted(what, to.name());
            case SHIP -> "Shipped %s from %s".formatted(what, from.name());
            case TRANSFER -> "Moved %s from %s to %s".formatted(what, from.name(), to.name());
            case ADJUST -> "Took %s out of %s".formatted(what, from.name());
            case RETURN, SEND_BACK, CONSUME, PRODUCE -> throw new IllegalStateException(kind + " has its own tool");
        };
    }

    private static String lots(List<LotPart> parts) {
        if (parts.getFirst().lot() == null) {
            return "";
        }
        return parts.stream()
                .limit(LOTS)
                .map(part -> "%s of %s".formatted(Quantities.text(part.quantity()), part.code()))
                .collect(Collectors.joining(
                        ", ", " (", parts.size() > LOTS ? ", and %d more)".formatted(parts.size() - LOTS) : ")"));
    }

    static String of(String done, List<StockMoveTool.Level> levels) {
        var now = levels.stream()
                .map(one -> "%s now has %s".formatted(one.warehouse(), Quantities.text(one.onHand())))
                .collect(Collectors.joining(", "));
        return "%s; %s.".formatted(done, now);
    }
}
