package dev.bac.orchestrator.crash;

import dev.bac.orchestrator.testing.TestPlatform;
import dev.bac.store.PostgresAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes work on the same runs, two at first and three by the end; again and again one of them is killed with SIGKILL,
 * or stopped with SIGSTOP until others have its runs and let go on with SIGCONT. Each effect of a server that keeps keys
 * happens once, each of one that does not at most once, and every run ends or is parked. {@code -DnodeKills=500
 * -DnodeStops=200} (not in every build, which has {@code TwoNodesTest}); {@code -DnodeLimits=usual} with the product's
 * leases; {@code -DnodeMinutes=30} ends it then, with as many cycles as there were.
 */
@Timeout(14_400)
@EnabledIfSystemProperty(named = "nodeKills", matches = "[0-9]+")
class KilledNodesTest {
    private static final int KILLS = Integer.getInteger("nodeKills", 1);
    private static final int STOPS = Integer.getInteger("nodeStops", 1);
    private static final Duration TIME = Duration.ofMinutes(Integer.getInteger("nodeMinutes", 240));
    private static final String LIMITS = System.getProperty("nodeLimits", "quick");
    private static final int RUNS_A_CYCLE = 6;
    private static final int TOLD_EVERY = 50;

    private final PostgresAddress address =
            TestPlatform.shared().platform().storage().address();
    private final Random random = new Random(20_261_121);
    private final List<Long> fromKilled = new ArrayList<>();
    private final List<Long> fromStopped = new ArrayList<>();
    /** Those that work, the longest there first. */
    private final List<NodeProcess> nodes = new ArrayList<>();

    private final List<NodeProcess> everyStarted = new ArrayList<>();
    private final long from = System.nanoTime();
    private int kills;
    private int stops;

    @Test
    void doublesNoEffectAndLosesNoRun(@TempDir Path folder) throws IOException, InterruptedException {
        try (var runs = ChainRuns.open(address, folder)) {
            try {
                nodes.add(start(folder));
                nodes.add(start(folder));
                nodes.get(0).ready();
                nodes.get(1).ready();
                cycles(runs, folder);
                runs.awaitEnds();
            } finally {
                for (NodeProcess node : everyStarted) {
                    node.kill();
                }
            }
            tell(runs.judge());
        }
    }

    private NodeProcess start(Path folder) throws IOException {
        String name = "node" + everyStarted.size();
        var node = NodeProcess.start(name, System.getProperty("java.class.path"), address, folder, LIMITS);
        everyStarted.add(node);
        return node;
    }

    private void cycles(ChainRuns runs, Path folder) throws IOException, InterruptedException {
        int cycles = KILLS + STOPS;
        boolean third = false;
        // Starting takes the longest: the next one does it while a cycle goes on.
        NodeProcess next = start(folder);
        for (int cycle = 0; cycle < cycles && share() < 1; cycle++) {
            if (!third && (cycle == (cycles + 1) / 2 || share() > 0.5)) {
                third = true;
                nodes.add(start(folder).ready());
            }
            runs.begin(RUNS_A_CYCLE);
            LockSupport.parkNanos(Duration.ofMillis(20 + random.nextInt(400)).toNanos());
            NodeProcess victim = nodes.removeFirst();
            // As many kills as asked for, spread among the stops.
            if ((long) (cycle + 1) * KILLS / cycles > (long) cycle * KILLS / cycles) {
                kills++;
                victim.kill();
                takenOver(runs, victim, fromKilled);
                nodes.add(next.ready());
                next = start(folder);
            } else {
                stops++;
                victim.stop();
                takenOver(runs, victim, fromStopped);
                runs.awaitEnds();
                victim.goOn();
                nodes.add(victim);
            }
            if ((cycle + 1) % TOLD_EVERY == 0) {
                System.out.printf("%d cycles, %d runs%n", cycle + 1, runs.size());
            }
        }
    }

    /** How much of the time is over. */
    private double share() {
        return (double) (System.nanoTime() - from) / TIME.toNanos();
    }

    /** Waits until others have what the victim had. */
    private static void takenOver(ChainRuns runs, NodeProcess victim, List<Long> takeovers) {
        long from = System.nanoTime();
        var had = runs.held(victim.name());
        int taken = 0;
        while (taken < had.size()) {
            int now = runs.takenFrom(victim.name(), had);
            long millis = Duration.ofNanos(System.nanoTime() - from).toMillis();
            for (; taken < now; taken++) {
                takeovers.add(millis);
            }
            if (millis > Duration.ofMinutes(2).toMillis()) {
                throw new AssertionError("not taken over: " + (had.size() - taken) + " of " + had);
            }
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }

    private void tell(ChainRuns.Judged judged) {
        System.out.printf(
                "%d kill -9, %d SIGSTOP/SIGCONT, %d nodes by the end: %d runs, 0 lost, %d effects, 0 doubled, %d runs parked,"
                        + " %d writes asked again under their key; %s leases; taken over from the killed: %s; from the stopped: %s%n",
                kills,
                stops,
                nodes.size(),
                judged.runs(),
                judged.effects(),
                judged.parked(),
                judged.reconciled(),
                LIMITS,
                times(fromKilled),
                times(fromStopped));
    }

    private static String times(List<Long> takeovers) {
        long[] sorted = takeovers.stream().mapToLong(Long::longValue).sorted().toArray();
        return sorted.length == 0
                ? "none"
                : "%d runs after %d ms (p50), %d ms (p99), %d ms (most)"
                        .formatted(
                                sorted.length,
                                sorted[sorted.length / 2],
                                sorted[sorted.length * 99 / 100],
                                sorted[sorted.length - 1]);
    }
}
