package dev.bac.orchestrator.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.orchestrator.testing.TestPlatform;
import dev.bac.store.PostgresAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A node, a process of its own, is stopped in the middle of a write about a run: its session holds the run's row and its
 * lease, and its sign of life waits for them. PostgreSQL ends both sessions, another node has the run within ten seconds,
 * and the stopped one can write nothing when it goes on.
 */
@Timeout(300)
class FrozenNodeTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final PostgresAddress address =
            TestPlatform.shared().platform().storage().address();
    private final Jdbi jdbi = Jdbi.create(address.jdbcUrl(), address.user(), address.password());

    @Test
    void losesARunWhoseRowsItHoldsToAnotherWithinTenSeconds(@TempDir Path folder)
            throws IOException, InterruptedException {
        try (var runs = ChainRuns.open(address, folder)) {
            var node = NodeProcess.start("frozen", System.getProperty("java.class.path"), address, folder, "usual")
                    .ready();
            try {
                long from = stoppedInAWrite(runs, node);
                var had = runs.held(node.name());
                assertThat(had).hasSize(1);
                await(
                        () -> {
                            runs.takeUp();
                            return runs.takenFrom(node.name(), had) == 1;
                        },
                        "nobody takes it over");
                var took = Duration.ofNanos(System.nanoTime() - from);
                System.out.printf("taken over from a node that stands still in a write after %d ms%n", took.toMillis());
                assertThat(took).isLessThan(SOON);
                await(
                        () -> {
                            runs.takeUp();
                            return runs.ended();
                        },
                        "it does not end");
                node.goOn();
                LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
                assertThat(runs.judge().parked()).isZero();
            } finally {
                node.kill();
            }
        }
    }

    /** @return when its write went through and PostgreSQL began to wait for what it says next, in nanoseconds */
    private long stoppedInAWrite(ChainRuns runs, NodeProcess node) throws IOException, InterruptedException {
        try (Handle handle = jdbi.open()) {
            handle.begin();
            handle.execute("LOCK TABLE %s.workflow_step IN EXCLUSIVE MODE".formatted(WorkflowNode.SCHEMA));
            runs.begin(1);
            // The step, and the sign of life for the run whose lease the step's transaction holds.
            await(() -> waiting() >= 2, "the node does not wait");
            node.stop();
            handle.rollback();
        }
        return System.nanoTime();
    }

    private int waiting() {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT count(*) FROM pg_stat_activity
                        WHERE application_name = :app AND wait_event_type = 'Lock'
                        """)
                .bind("app", WorkflowNode.SCHEMA + "_app")
                .mapTo(Integer.class)
                .one());
    }

    private static void await(BooleanSupplier wanted, String what) {
        long from = System.nanoTime();
        while (!wanted.getAsBoolean()) {
            assertThat(Duration.ofNanos(System.nanoTime() - from)).as(what).isLessThan(LONGEST);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }
}
