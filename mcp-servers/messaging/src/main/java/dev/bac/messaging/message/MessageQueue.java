package dev.bac.messaging.message;

import dev.bac.messaging.address.MessageChannel;
import dev.bac.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Queued messages as the dispatcher takes and settles them. Each step is a transaction of its own. */
public final class MessageQueue {
    private final MessageStore store;

    public MessageQueue(MessageStore store) {
        this.store = store;
    }

    /**
     * Takes the message that has waited longest; no two callers take the same. From the commit on it counts as perhaps
     * submitted: whoever took it and died leaves it for {@link #giveUpOn}.
     */
    public Optional<Message> claim(Tx tx, Set<MessageChannel> channels) {
        var claimed = tx.sql()
                .createQuery("""
                        UPDATE message SET state = 'SUBMITTING', attempts = attempts + 1, claimed_at = :now,
                            updated_at = :now
                        WHERE id = (SELECT id FROM message
                            WHERE state = 'QUEUED' AND not_before <= :now AND channel = ANY (:channels)
                            ORDER BY not_before, number LIMIT 1 FOR UPDATE SKIP LOCKED)
                        RETURNING
                        """ + MessageStore.COLUMNS)
                .bind("now", tx.now())
                .bindArray(
                        "channels",
                        String.class,
                        channels.stream().map(Enum::name).collect(Collectors.toSet()))
                .map((row, _) -> MessageStore.read(row))
                .findOne();
        claimed.ifPresent(message -> store.event(tx, message.id(), MessageState.SUBMITTING, null));
        return claimed;
    }

    /** Keeps how a submission ended; without effect when somebody has settled it already. */
    public void settle(Tx tx, Message message, Settled end) {
        int changed = tx.sql()
                .createUpdate("""
                        UPDATE message SET state = :state, reason = :reason, vendor = :vendor, vendor_id = :vendorId,
                            not_before = :notBefore, claimed_at = NULL, updated_at = :now
                        WHERE id = :id AND state IN ('SUBMITTING', 'UNKNOWN') AND attempts = :attempts
                        """)
                .bind("state", end.state().name())
                .bind("reason", end.reason())
                .bind("vendor", end.vendor())
                .bind("vendorId", end.vendorId())
                .bind("notBefore", end.notBefore() == null ? tx.now() : end.notBefore())
                .bind("now", tx.now())
                .bind("id", message.id())
                .bind("attempts", message.attempts())
                .execute();
        if (changed == 1) {
            store.event(tx, message.id(), end.state(), end.reason());
        }
    }

    /**
     * How a submission ended.
     *
     * @param notBefore when it may be tried again; null unless {@code state} is queued
     */
    public record Settled(
            MessageState state,
            String vendor,
            @Nullable String vendorId,
            @Nullable String reason,
            @Nullable Instant notBefore) {}

    /** Parks what was taken longer than {@code lease} ago and never settled: it may have been sent. */
    public int giveUpOn(Tx tx, Duration lease, int most) {
        var lost = tx.sql()
                .createQuery("""
                        UPDATE message SET state = 'UNKNOWN', updated_at = :now, claimed_at = NULL,
                            reason = 'It may have been sent: we stopped while the vendor was answering.'
                        WHERE id IN (SELECT id FROM message WHERE state = 'SUBMITTING' AND claimed_at < :before
                            ORDER BY claimed_at LIMIT :most FOR UPDATE SKIP LOCKED)
                        RETURNING
                        """ + MessageStore.COLUMNS)
                .bind("now", tx.now())
                .bind("before", tx.now().minus(lease))
                .bind("most", most)
                .map((row, _) -> MessageStore.read(row))
                .list();
        lost.forEach(message -> store.event(tx, message.id(), MessageState.UNKNOWN, message.reason()));
        return lost.size();
    }
}
