package dev.bac.store.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bac.identity.TenantId;
import dev.bac.store.SchemaSpec;
import dev.bac.store.Store;
import dev.bac.store.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.StringNode;

class SchedulerTest {
    private static final SchedulerLimits QUICK = new SchedulerLimits(
            Duration.ofMillis(50), Duration.ofMillis(200), 4, 4, 3, Duration.ofMillis(20), Duration.ofSeconds(5));

    private final Store store = TestDatabase.shared().open(new SchemaSpec("runs", List.of(Fence.MIGRATIONS)));
    private final TenantId tenant = TestDatabase.newTenant(store);
    private final String task = "task-" + UUID.randomUUID();
    private final BlockingQueue<ScheduledCall> calls = new LinkedBlockingQueue<>();

    private boolean schedule(Scheduler scheduler, String instance) {
        return store.write(tenant, tx -> scheduler.schedule(tx, task, instance, tx.now(), StringNode.valueOf("hello")));
    }

    @Test
    void doesWhatATransactionAskedForOnceItIsCommitted() throws Exception {
        try (Scheduler scheduler = new Scheduler(store, "node", QUICK).once(task, calls::add)) {
            scheduler.start();
            assertThatThrownBy(() -> store.write(tenant, tx -> {
                        scheduler.schedule(tx, task, "rolled back", tx.now(), StringNode.valueOf("no"));
                        throw new IllegalStateException("no");
                    }))
                    .hasMessage("no");
            schedule(scheduler, "committed");

            assertThat(calls.poll(10, TimeUnit.SECONDS))
                    .isEqualTo(new ScheduledCall(tenant, "committed", StringNode.valueOf("hello")));
            assertThat(calls.poll(300, TimeUnit.MILLISECONDS)).isNull();
        }
    }

    @Test
    void keepsOneOfTheSameNameWaitingAndTakesItBackOnRequest() throws Exception {
        try (Scheduler scheduler = new Scheduler(store, "node", QUICK).once(task, calls::add)) {
            assertThat(schedule(scheduler, "same")).isTrue();
            assertThat(schedule(scheduler, "same")).isFalse();
            boolean cancelled = store.write(tenant, tx -> scheduler.cancel(tx, task, "same"));
            assertThat(cancelled).isTrue();
            scheduler.start();

            assertThat(calls.poll(300, TimeUnit.MILLISECONDS)).isNull();
        }
    }

    @Test
    void triesAgainWhatThrows() throws Exception {
        AtomicInteger failures = new AtomicInteger();
        try (Scheduler scheduler = new Scheduler(store, "node", QUICK).once(task, call -> {
            if (failures.incrementAndGet() < 3) {
                throw new IllegalStateException("not yet");
            }
            calls.add(call);
        })) {
            scheduler.start();
            schedule(scheduler, "stubborn");

            assertThat(calls.poll(10, TimeUnit.SECONDS)).isNotNull();
            assertThat(failures).hasValue(3);
        }
    }

    @Test
    void takesOverTheWorkOfANodeThatDied() throws Exception {
        try (Scheduler scheduler = new Scheduler(store, "survivor", QUICK).once(task, calls::add)) {
            schedule(scheduler, "orphaned");
            store.shared(handle -> handle.createUpdate("""
                            UPDATE scheduled_tasks SET picked = true, picked_by = 'dead', last_heartbeat = :when
                            WHERE task_name = :task
                            """)
                    .bind("when", Instant.now())
                    .bind("task", task)
                    .execute());
            scheduler.start();

            assertThat(calls.poll(10, TimeUnit.SECONDS)).isNotNull();
        }
    }

    @Test
    void sharesWorkAmongNodesWithoutDoublingIt() throws Exception {
        try (Scheduler one = new Scheduler(store, "one", QUICK).once(task, calls::add);
                Scheduler two = new Scheduler(store, "two", QUICK).once(task, calls::add)) {
            one.start();
            two.start();
            for (int i = 0; i < 20; i++) {
                schedule(one, "work-" + i);
            }
            for (int i = 0; i < 20; i++) {
                assertThat(calls.poll(10, TimeUnit.SECONDS)).isNotNull();
            }
            assertThat(calls.poll(300, TimeUnit.MILLISECONDS)).isNull();
        }
    }

    @Test
    void repeatsRecurringWork() throws Exception {
        BlockingQueue<Integer> rounds = new LinkedBlockingQueue<>();
        try (Scheduler scheduler =
                new Scheduler(store, "node", QUICK).every(task, Duration.ofMillis(20), () -> rounds.add(1))) {
            scheduler.start();

            assertThat(rounds.poll(10, TimeUnit.SECONDS)).isNotNull();
            assertThat(rounds.poll(10, TimeUnit.SECONDS)).isNotNull();
        }
    }
}
