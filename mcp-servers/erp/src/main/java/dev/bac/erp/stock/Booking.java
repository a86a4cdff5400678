package dev.bac.erp.stock;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Moves that are booked together and told of by one event.
 *
 * @param event the event's type, such as {@code erp.stock.delivered}
 * @param subject id of the record the event is about
 * @param moves all of items in one currency, all of one day
 * @param body what the event tells besides the moves
 * @param perMove what it tells of single moves besides their values, by their ids
 */
public record Booking(String event, UUID subject, List<Move> moves, ObjectNode body, Map<UUID, ObjectNode> perMove) {
    public Booking {
        moves = List.copyOf(moves);
        perMove = Map.copyOf(perMove);
    }

    /** Moves of which there is nothing more to tell. */
    public static Booking of(String event, UUID subject, List<Move> moves) {
        return new Booking(event, subject, moves, JsonNodeFactory.instance.objectNode(), Map.of());
    }

    /** One move that is its own subject. */
    public static Booking of(String event, Move move) {
        return of(event, move.id(), List.of(move));
    }

    /** What a move's event tells of it besides its value; null when nothing. */
    @Nullable ObjectNode about(UUID move) {
        return perMove.get(move);
    }
}
