package dev.bac.erp.stock;

import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a move has to do with other records; all of it may be missing.
 *
 * @param reason why, compulsory for an adjustment
 * @param order the sales or purchase order it fulfils
 * @param cost what goods that come in are worth, in the item's currency
 * @param origin the move whose goods come back
 * @param reverses the move that it takes back
 * @param count the count that it makes true
 * @param cause the later move for which a count had to be made true again
 * @param note the delivery, receipt or return it belongs to
 * @param noteLine its line of that
 * @param position where it stands among the moves of its day; where it was posted when missing
 * @param lot whose goods they are, of an item that is kept by lot
 */
public record MoveLinks(
        @Nullable String reason,
        @Nullable UUID order,
        @Nullable BigDecimal cost,
        @Nullable UUID origin,
        @Nullable UUID reverses,
        @Nullable UUID count,
        @Nullable UUID cause,
        @Nullable UUID note,
        @Nullable Integer noteLine,
        @Nullable Long position,
        @Nullable UUID lot) {
    /** Nothing. */
    public static final MoveLinks NONE =
            new MoveLinks(null, null, null, null, null, null, null, null, null, null, null);

    public MoveLinks because(@Nullable String why) {
        return new MoveLinks(why, order, cost, origin, reverses, count, cause, note, noteLine, position, lot);
    }

    public MoveLinks forOrder(@Nullable UUID fulfilled) {
        return new MoveLinks(reason, fulfilled, cost, origin, reverses, count, cause, note, noteLine, position, lot);
    }

    public MoveLinks costing(@Nullable BigDecimal value) {
        return new MoveLinks(reason, order, value, origin, reverses, count, cause, note, noteLine, position, lot);
    }

    public MoveLinks from(@Nullable UUID move) {
        return new MoveLinks(reason, order, cost, move, reverses, count, cause, note, noteLine, position, lot);
    }

    public MoveLinks on(UUID document, int line) {
        return new MoveLinks(reason, order, cost, origin, reverses, count, cause, document, line, position, lot);
    }

    public MoveLinks counted(@Nullable UUID by) {
        return new MoveLinks(reason, order, cost, origin, reverses, by, cause, note, noteLine, position, lot);
    }

    public MoveLinks ofLot(@Nullable UUID of) {
        return new MoveLinks(reason, order, cost, origin, reverses, count, cause, note, noteLine, position, of);
    }

    MoveLinks at(@Nullable Long place) {
        return new MoveLinks(reason, order, cost, origin, reverses, count, cause, note, noteLine, place, lot);
    }

    MoveLinks keeping(UUID counted, UUID because, long at) {
        return new MoveLinks(reason, order, cost, origin, reverses, counted, because, note, noteLine, at, lot);
    }

    MoveLinks causedBy(UUID move) {
        return new MoveLinks(reason, order, cost, origin, reverses, count, move, note, noteLine, position, lot);
    }

    MoveLinks reversing(UUID move, long at) {
        return new MoveLinks(reason, order, null, null, move, count, null, note, noteLine, at, lot);
    }
}
