package dev.bac.messaging.message;

import dev.bac.store.Tx;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What happened to messages, one row a change of state. */
public final class MessageEvents {

    /** A message reached a state. */
    public record Happened(
            UUID message, MessageState state, @Nullable String detail) {}

    /** Adds them, all in one statement. */
    public void add(Tx tx, List<Happened> all) {
        if (all.isEmpty()) {
            return;
        }
        tx.sql()
                .createUpdate("""
                        INSERT INTO message_event (id, message_id, state, detail, at)
                        SELECT id, message, state, detail, :now
                        FROM unnest(CAST(:ids AS uuid[]), CAST(:messages AS uuid[]), CAST(:states AS text[]),
                            CAST(:details AS text[])) AS given (id, message, state, detail)
                        """)
                .bindArray("ids", UUID.class, all.stream().map(_ -> tx.newId()).toList())
                .bindArray(
                        "messages",
                        UUID.class,
                        all.stream().map(Happened::message).toList())
                .bindArray(
                        "states",
                        String.class,
                        all.stream().map(one -> one.state().name()).toList())
                .bindArray(
                        "details",
                        String.class,
                        all.stream().map(Happened::detail).toArray())
                .bind("now", tx.now())
                .execute();
    }
}
