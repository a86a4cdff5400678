package dev.bac.orchestrator.conversation;

import dev.bac.identity.TenantId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bell for each conversation that somebody reads on this node. This node rings when it writes; one thread, there as
 * long as there are readers, looks for what other nodes wrote, with one query for a thousand conversations: readers that
 * asked for themselves would cost the database two queries a reader and half second.
 */
final class Bells {
    private static final Logger LOG = LoggerFactory.getLogger(Bells.class);
    private static final Duration LOOK = Duration.ofMillis(500);
    /** Between two signs that the stream is alive. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(10);

    private static final int AT_ONCE = 1_000;

    private final Look look;
    private final ConcurrentMap<UUID, Bell> bells = new ConcurrentHashMap<>();
    private final AtomicBoolean watching = new AtomicBoolean();

    /** Asks for the last event of conversations. */
    interface Look {
        Map<UUID, Long> last(TenantId tenant, List<UUID> conversations);
    }

    Bells(Look look) {
        this.look = look;
    }

    /** Wakes the readers of a conversation. */
    void ring(UUID conversation) {
        Bell bell = bells.get(conversation);
        if (bell != null) {
            bell.ring();
        }
    }

    /** Wakes all readers. */
    void ringAll() {
        bells.values().forEach(Bell::ring);
    }

    Listening listen(TenantId tenant, UUID conversation) {
        Bell bell = bells.compute(conversation, (_, old) -> {
            Bell one = old == null ? new Bell(tenant) : old;
            one.listeners++;
            return one;
        });
        watch();
        return new Listening(conversation, bell);
    }

    private void watch() {
        if (watching.compareAndSet(false, true)) {
            Thread.ofVirtual().name("event-watch").start(this::lookOut);
        }
    }

    private void lookOut() {
        try {
            while (!bells.isEmpty()) {
                lookOnce();
                LockSupport.parkNanos(LOOK.toNanos());
            }
        } finally {
            watching.set(false);
        }
        if (!bells.isEmpty()) {
            watch();
        }
    }

    private void lookOnce() {
        var byTenant = new HashMap<TenantId, List<UUID>>();
        bells.forEach((conversation, bell) ->
                byTenant.computeIfAbsent(bell.tenant, _ -> new ArrayList<>()).add(conversation));
        byTenant.forEach((tenant, conversations) -> {
            for (int from = 0; from < conversations.size(); from += AT_ONCE) {
                lookAt(tenant, conversations.subList(from, Math.min(from + AT_ONCE, conversations.size())));
            }
        });
    }

    private void lookAt(TenantId tenant, List<UUID> conversations) {
        try {
            look.last(tenant, conversations).forEach((conversation, last) -> {
                Bell bell = bells.get(conversation);
                if (bell != null) {
                    bell.known(last);
                }
            });
        } catch (RuntimeException e) {
            LOG.info(
                    "events of other nodes could not be looked for: {}",
                    e.getClass().getSimpleName());
        }
    }

    /** Waits for news of one conversation. */
    final class Listening implements AutoCloseable {
        private final UUID conversation;
        private final Bell bell;
        private long heard;

        private Listening(UUID conversation, Bell bell) {
            this.conversation = conversation;
            this.bell = bell;
        }

        /** Waits for the bell. @return false when nothing was heard for ten seconds */
        boolean await() throws InterruptedException {
            long now = bell.await(heard);
            boolean rung = now != heard;
            heard = now;
            return rung;
        }

        @Override
        public void close() {
            bells.computeIfPresent(conversation, (_, one) -> --one.listeners == 0 ? null : one);
        }
    }

    private static final class Bell {
        private final TenantId tenant;
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition rung = lock.newCondition();
        private long count;
        private long last = -1;
        private int listeners;

        Bell(TenantId tenant) {
            this.tenant = tenant;
        }

        void ring() {
            lock.lock();
            try {
                count++;
                rung.signalAll();
            } finally {
                lock.unlock();
            }
        }

        /** Rings when there is an event that was not there at the last look. */
        void known(long event) {
            lock.lock();
            try {
                if (event != last) {
                    last = event;
                    ring();
                }
            } finally {
                lock.unlock();
            }
        }

        long await(long heard) throws InterruptedException {
            lock.lock();
            try {
                long left = LONGEST_SILENCE.toNanos();
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
