package dev.bac.messaging.message;

import dev.bac.messaging.address.MessageChannel;
import dev.bac.messaging.content.Content;
import dev.bac.store.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Queued messages as the dispatcher takes them, many a transaction. */
public final class MessageQueue {
    /** Urgent, usual, bulk in turn, each by the index, and no further than is asked for; handed over in that order. */
    private static final String CLAIM = """
            WITH next AS MATERIALIZED (
                SELECT place.message_id FROM (VALUES (0), (1), (2)) AS turn (priority) CROSS JOIN LATERAL (
                    SELECT q.message_id FROM message_queue q
                    WHERE q.claimed_at IS NULL AND q.channel = :channel AND q.priority = turn.priority
                      AND q.not_before <= :now AND (q.bound_to IS NULL OR q.bound_to = :provider)
                      AND NOT (:provider = ANY (q.avoid))
                    ORDER BY q.not_before LIMIT :most FOR UPDATE SKIP LOCKED) AS place
                LIMIT :most),
            taken AS (
                UPDATE message_queue q SET claimed_at = :now, provider = :provider, attempts = q.attempts + 1
                FROM next WHERE q.message_id = next.message_id
                RETURNING q.message_id, q.attempts AS tries, q.last_word, q.priority, q.not_before)
            SELECT taken.tries, taken.last_word, m.id, m.recipient, m.subject, m.body, m.content
            FROM taken JOIN message m ON m.id = taken.message_id
            ORDER BY taken.priority, taken.not_before, m.id
            """;

    /**
     * A message taken from the queue.
     *
     * @param lastWord true when it goes to who has opted out, to confirm that
     */
    public record Claimed(
            UUID id,
            String to,
            @Nullable String subject,
            String body,
            int attempts,
            @Nullable Content content,
            boolean lastWord) {
        static Claimed read(ResultSet row) throws SQLException {
            return new Claimed(
                    row.getObject("id", UUID.class),
                    row.getString("recipient"),
                    row.getString("subject"),
                    row.getString("body"),
                    row.getInt("tries"),
                    Content.read(row.getString("content")),
                    row.getBoolean("last_word"));
        }
    }

    /** A message that was taken by somebody who did not say how that ended. */
    public record Left(UUID id, String provider, int attempts) {}

    /**
     * Takes those that have waited longest, the urgent before all; no two callers take the same. From the commit on they
     * count as perhaps submitted: whoever took them and died leaves them for {@link #left}.
     */
    public List<Claimed> claim(Tx tx, MessageChannel channel, String provider, int most) {
        return tx.sql()
                .createQuery(CLAIM)
                .bind("channel", channel.name())
                .bind("provider", provider)
                .bind("now", tx.now())
                .bind("most", most)
                .map((row, _) -> Claimed.read(row))
                .list();
    }

    /** Taken before {@code before} and not settled. */
    public List<Left> left(Tx tx, Instant before, int most) {
        return tx.sql()
                .createQuery("""
                        SELECT message_id, provider, attempts FROM message_queue
                        WHERE claimed_at < :before ORDER BY claimed_at LIMIT :most FOR UPDATE SKIP LOCKED
                        """)
                .bind("before", before)
                .bind("most", most)
                .map((row, _) -> new Left(
                        row.getObject("message_id", UUID.class),
                        row.getString("provider") == null ? "" : row.getString("provider"),
                        row.getInt("attempts")))
                .list();
    }

    /** Takes back messages that nobody has begun to send; the ids of those that were. */
    public List<UUID> withdraw(Tx tx, List<UUID> ids) {
        return tx.sql()
                .createQuery("""
                        DELETE FROM message_queue WHERE claimed_at IS NULL AND bound_to IS NULL
                            AND message_id = ANY (CAST(:ids AS uuid[]))
                        RETURNING message_id
                        """)
                .bindArray("ids", UUID.class, ids)
                .mapTo(UUID.class)
                .list();
    }
}
