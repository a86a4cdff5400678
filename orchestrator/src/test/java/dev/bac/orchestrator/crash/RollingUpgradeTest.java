package dev.bac.orchestrator.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.orchestrator.testing.TestPlatform;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A node takes the place of another one while runs are under way: the first ends the steps it is at and leaves the rest,
 * at once and not after its leases. A workflow gets a new version meanwhile; what was begun goes on with its own. {@code
 * -DupgradeRuns=200} for many, {@code -DearlierClassPath=} with the classes of an earlier version for the first node.
 */
@Timeout(600)
class RollingUpgradeTest {
    private static final int RUNS = Integer.getInteger("upgradeRuns", 24);
    private static final String CLASS_PATH = System.getProperty("java.class.path");
    private static final int LATER = 5;
    /** A node that leaves waits for its steps no longer than that. */
    private static final Duration STEPS_CUT_OFF = Duration.ofSeconds(10);

    @Test
    void losesAndDoublesNothingAndParksNothing(@TempDir Path folder) throws IOException, InterruptedException {
        var address = TestPlatform.shared().platform().storage().address();
        try (var runs = ChainRuns.open(address, folder)) {
            var first = NodeProcess.start(
                    "first", System.getProperty("earlierClassPath", CLASS_PATH), address, folder, "usual");
            var second = NodeProcess.start("second", CLASS_PATH, address, folder, "usual");
            try {
                first.ready();
                second.ready();
                second.stop();
                runs.begin(RUNS);
                atWork(runs, first);
                runs.changeTheWorkflow();
                runs.begin(LATER);
                second.goOn();
                int underWay = runs.open();
                long from = System.nanoTime();
                first.end();
                long left = System.nanoTime();
                int held = runs.held(first.name()).size();
                runs.awaitEnds();
                long ended = System.nanoTime();

                var judged = runs.judge();
                var leaving = Duration.ofNanos(left - from);
                System.out.printf(
                        "%d runs under way when a node took another's place: 0 lost, 0 doubled, %d parked of %d;"
                                + " the first left after %d ms and still held %d, all had ended after %d ms%n",
                        underWay,
                        judged.parked(),
                        judged.runs(),
                        leaving.toMillis(),
                        held,
                        Duration.ofNanos(ended - from).toMillis());
                if (leaving.compareTo(STEPS_CUT_OFF) < 0) {
                    assertThat(held).as("held by the node that left").isZero();
                }
                assertThat(judged.parked()).as("cut off in a step").isZero();
                assertThat(runs.effects().stream().filter(effect -> effect.contains(" f ")))
                        .as("steps of the new version")
                        .hasSize(LATER);
            } finally {
                first.kill();
                second.kill();
            }
        }
    }

    /** Waits until the node is in the middle of some of them. */
    private static void atWork(ChainRuns runs, NodeProcess node) {
        while (runs.held(node.name()).size() < 5) {
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }
}
