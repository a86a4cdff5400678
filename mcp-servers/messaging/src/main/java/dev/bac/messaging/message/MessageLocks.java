package dev.bac.messaging.message;

import dev.bac.store.Tx;
import java.util.Collection;
import java.util.UUID;

/**
 * The order in which everybody locks: messages first, by their ids, their places in the queue afterwards. A report that
 * is here while its submission is settled then waits for that, and neither waits for the other for ever.
 */
public final class MessageLocks {
    private MessageLocks() {}

    /** Locks messages until the transaction ends. */
    public static void take(Tx tx, Collection<UUID> messages) {
        tx.sql()
                .createQuery("""
                        SELECT count(*) FROM (SELECT id FROM message WHERE id = ANY (CAST(:ids AS uuid[]))
                            ORDER BY id FOR NO KEY UPDATE) AS locked
                        """)
                .bindArray("ids", UUID.class, messages)
                .mapTo(Long.class)
                .one();
    }
}
