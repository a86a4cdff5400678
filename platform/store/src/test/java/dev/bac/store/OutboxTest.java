package dev.bac.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bac.identity.TenantId;
import dev.bac.store.testing.TestDatabase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private final Store store = TestDatabase.shared().open(new SchemaSpec("outbox_test", List.of()));
    private final TenantId tenant = TestDatabase.newTenant(store);

    private static int publish(Tx tx, String subject) {
        tx.publish("note.added", subject, Json.parse("{\"amount\":1.50}"));
        return 0;
    }

    /** Waits for transactions of other tests on the server: they hold the outbox back, too. */
    private List<String> delivered(String consumer, int expected) {
        List<String> subjects = new ArrayList<>();
        for (int attempt = 0; attempt < 500 && subjects.size() < expected; attempt++) {
            store.outbox().deliver(consumer, 100, event -> {
                if (event.tenant().equals(tenant)) {
                    subjects.add(event.subject());
                }
            });
            Thread.onSpinWait();
        }
        return subjects;
    }

    @Test
    void doesNotOvertakeATransactionThatIsStillOpen() throws Exception {
        CountDownLatch written = new CountDownLatch(1);
        CountDownLatch commit = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var slow = threads.submit(() -> store.write(tenant, tx -> {
                publish(tx, "slow");
                written.countDown();
                return waitFor(commit);
            }));
            written.await();
            store.write(tenant, tx -> publish(tx, "quick"));

            List<OutboxEvent> early = store.outbox().next("careful", 1000);
            commit.countDown();
            slow.get();
            assertThat(early).noneMatch(event -> event.tenant().equals(tenant));
        }
        assertThat(delivered("careful", 2)).containsExactly("slow", "quick");
    }

    private static int waitFor(CountDownLatch latch) {
        try {
            latch.await();
            return 0;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Once, transaction 1000 was sorted before 999, as texts are, and a batch across the two came twice. */
    @Test
    void countsTransactionsAsNumbers() {
        for (String xid : List.of("100", "99")) {
            store.asOwner(tenant, tx -> tx.sql()
                    .execute(
                            "INSERT INTO outbox (id, type, subject, body, occurred_at, xid)"
                                    + " VALUES (?, 'note.added', ?, '{}', now(), CAST(? AS xid8))",
                            tx.newId(),
                            xid,
                            xid));
        }

        assertThat(delivered("numerate", 2)).containsExactly("99", "100");
    }

    @Test
    void leavesOutWhatWasRolledBack() {
        store.preview(tenant, tx -> publish(tx, "never"));
        store.write(tenant, tx -> publish(tx, "kept"));

        assertThat(delivered("honest", 1)).containsExactly("kept");
    }

    @Test
    void givesAgainWhatAConsumerDidNotFinish() {
        for (String subject : List.of("1", "2", "3")) {
            store.write(tenant, tx -> publish(tx, subject));
        }
        List<String> first = new ArrayList<>();

        assertThatThrownBy(() -> {
                    for (int attempt = 0; attempt < 500; attempt++) {
                        store.outbox().deliver("clumsy", 10, event -> {
                            if (event.subject().equals("2") && event.tenant().equals(tenant)) {
                                throw new IllegalStateException("no");
                            }
                            first.add(event.subject());
                        });
                    }
                })
                .hasMessage("no");
        assertThat(delivered("clumsy", 2)).containsExactly("2", "3");
        assertThat(delivered("another", 3)).containsExactly("1", "2", "3");
    }

    /** Writers commit in any order they like; a reader beside them gets each event once, and each writer's in order. */
    @Test
    void losesAndDoublesNothingUnderConcurrentWriters() throws Exception {
        long seed = System.nanoTime();
        int writers = 8;
        int each = 40;
        List<String> seen = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (int writer = 0; writer < writers; writer++) {
                int name = writer;
                running.add(threads.submit(() -> write(name, each, new Random(seed + name))));
            }
            while (running.stream().anyMatch(writer -> !writer.isDone())) {
                store.outbox().deliver("property", 7, event -> collect(event, seen));
            }
            for (Future<?> writer : running) {
                writer.get();
            }
        }
        for (int attempt = 0; attempt < 1000 && seen.size() < writers * each; attempt++) {
            store.outbox().deliver("property", 7, event -> collect(event, seen));
        }

        assertThat(seen).as("seed %d", seed).doesNotHaveDuplicates().hasSize(writers * each);
        Map<String, Integer> last = new HashMap<>();
        for (String subject : seen) {
            String[] parts = subject.split("-");
            int number = Integer.parseInt(parts[1]);
            assertThat(number).as("seed %d: %s", seed, subject).isEqualTo(last.getOrDefault(parts[0], -1) + 1);
            last.put(parts[0], number);
        }
    }

    private void collect(OutboxEvent event, List<String> seen) {
        if (event.tenant().equals(tenant)) {
            seen.add(event.subject());
        }
    }

    private void write(int writer, int count, Random random) {
        for (int i = 0; i < count; i++) {
            String subject = writer + "-" + i;
            long pause = random.nextInt(4);
            store.write(tenant, tx -> {
                publish(tx, subject);
                return tx.sql().execute("SELECT pg_sleep(?)", pause / 1000.0);
            });
        }
    }
}
