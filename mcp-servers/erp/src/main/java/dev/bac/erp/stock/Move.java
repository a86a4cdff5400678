package dev.bac.erp.stock;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;

/** A quantity of an item that goes from one location to another, and what it has to do with other records. */
public record Move(
        UUID id, Kind kind, UUID item, UUID from, UUID to, BigDecimal quantity, LocalDate date, MoveLinks links) {

    /** What a move is in the business. */
    public enum Kind {
        /** From a supplier into a warehouse. */
        RECEIVE,
        /** Out of a warehouse to a customer. */
        SHIP,
        /** Between two places of ours. */
        TRANSFER,
        /** A difference found. */
        ADJUST,
        /** Back from a customer. */
        RETURN,
        /** Back to a supplier. */
        SEND_BACK,
        /** Used up in production. */
        CONSUME,
        /** Made in production. */
        PRODUCE
    }

    /** The same with other links. */
    public Move with(MoveLinks other) {
        return new Move(id, kind, item, from, to, quantity, date, other);
    }

    /** The same, made because of another. */
    Move because(UUID other) {
        return with(links.causedBy(other));
    }
}
