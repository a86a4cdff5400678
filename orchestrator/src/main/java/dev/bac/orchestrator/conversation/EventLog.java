package dev.bac.orchestrator.conversation;

import dev.bac.identity.TenantId;
import dev.bac.orchestrator.run.RunWrites;
import dev.bac.store.Store;
import dev.bac.store.Tx;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The events of each conversation. The database holds them, so that a stream can be resumed after anything; a bell in
 * this process only tells readers that it is time to look. A reader on another node looks at intervals.
 */
public final class EventLog {
    /** Most events read at once. */
    private static final int BATCH = 500;
    /** How long a reader waits for the bell before it looks by itself. */
    private static final Duration LOOK = Duration.ofMillis(500);

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Store store;
    private final ConcurrentMap<UUID, Bell> bells = new ConcurrentHashMap<>();

    public EventLog(Store store) {
        this.store = store;
    }

    /** One event of a stream. */
    public record Event(long id, String type, JsonNode data) {}

    /** Adds an event of a run and tells the readers. */
    void append(RunWrites writes, UUID conversation, String type, JsonNode data) {
        writes.write(tx -> append(tx, conversation, type, data));
        ring(conversation);
    }

    /** Adds an event within a transaction; {@link #ring} when it is committed. */
    public long append(Tx tx, UUID conversation, String type, JsonNode data) {
        return tx.sql()
                .createQuery("""
                        WITH next AS (
                            UPDATE conversation SET last_event = last_event + 1 WHERE id = :conversation
                            RETURNING last_event)
                        INSERT INTO event (conversation, id, type, data, at)
                        SELECT :conversation, last_event, :type, CAST(:data AS json), :now FROM next
                        RETURNING id
                        """)
                .bind("conversation", conversation)
                .bind("type", type)
                .bind("data", data.toString())
                .bind("now", tx.now())
                .mapTo(Long.class)
                .one();
    }

    /** The next events after the given one, at most 500. */
    public List<Event> after(TenantId tenant, UUID conversation, long after) {
        return store.read(tenant, tx -> tx.sql()
                .createQuery("""
                        SELECT id, type, data FROM event
                        WHERE conversation = :conversation AND id > :after ORDER BY id LIMIT :most
                        """)
                .bind("conversation", conversation)
                .bind("after", after)
                .bind("most", BATCH)
                .map((row, _) ->
                        new Event(row.getLong("id"), row.getString("type"), JSON.readTree(row.getString("data"))))
                .list());
    }

    /** Wakes the readers of a conversation. */
    public void ring(UUID conversation) {
        Bell bell = bells.get(conversation);
        if (bell != null) {
            bell.ring();
        }
    }

    /** A reader's place at the bell; closed when it leaves. */
    public Listening listen(UUID conversation) {
        Bell bell = bells.compute(conversation, (_, old) -> {
            Bell one = old == null ? new Bell() : old;
            one.listeners++;
            return one;
        });
        return new Listening(conversation, bell);
    }

    /** Waits for news of one conversation. */
    public final class Listening implements AutoCloseable {
        private final UUID conversation;
        private final Bell bell;
        private long heard;

        private Listening(UUID conversation, Bell bell) {
            this.conversation = conversation;
            this.bell = bell;
        }

        /** Returns when there may be news, at the latest after half a second. */
        public void await() throws InterruptedException {
            heard = bell.await(heard);
        }

        @Override
        public void close() {
            bells.computeIfPresent(conversation, (_, one) -> --one.listeners == 0 ? null : one);
        }
    }

    private static final class Bell {
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition rung = lock.newCondition();
        private long count;
        private int listeners;

        void ring() {
            lock.lock();
            try {
                count++;
                rung.signalAll();
            } finally {
                lock.unlock();
            }
        }

        long await(long heard) throws InterruptedException {
            lock.lock();
            try {
                long left = LOOK.toNanos();
                while (count == heard && left > 0) {
                    left = rung.awaitNanos(left);
                }
                return count;
            } finally {
                lock.unlock();
            }
        }
    }
}
