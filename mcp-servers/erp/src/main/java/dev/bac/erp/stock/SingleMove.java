package dev.bac.erp.stock;

import dev.bac.store.Tx;
import java.math.BigDecimal;

/** The rows of a single move at the end of its item's history, by one statement: most moves are such. */
final class SingleMove {
    private static final String WRITE = """
            WITH posted AS (
                INSERT INTO stock_posting (id, event, booked_on, currency, value, event_xid, event_seq, recorded_at)
                SELECT :posting, :event, :date, :currency, :value, pg_current_xact_id(), max(seq), :now
                  FROM outbox WHERE xid = pg_current_xact_id()),
            valued AS (
                INSERT INTO stock_value (item_id, move_id, posting_id, cause, value)
                SELECT :item, :id, :posting, 'MOVE', :value WHERE :crosses),
            kept AS (
                UPDATE stock_worth SET quantity = :left, value = :worth, last_on = greatest(last_on, CAST(:date AS date))
                 WHERE item_id = :item)
            """;

    private SingleMove() {}

    /** Writes the move and what follows from it; the event is published already. */
    static void write(Tx tx, Postings.Head head, Move move, Valuing.Valued valued) {
        boolean crosses = !valued.changes().isEmpty();
        MoveBook.bind(tx, tx.sql().createUpdate(WRITE + MoveBook.INSERT), head.id(), move)
                .bind("event", head.event())
                .bind("currency", head.currency())
                .bind("value", crosses ? valued.changes().getFirst().value() : BigDecimal.ZERO)
                .bind("crosses", crosses)
                .bind("left", valued.worth().quantity())
                .bind("worth", valued.worth().value())
                .execute();
    }
}
