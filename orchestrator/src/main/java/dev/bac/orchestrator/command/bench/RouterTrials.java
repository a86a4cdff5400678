package dev.bac.orchestrator.command.bench;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import dev.bac.orchestrator.load.LoadProcess;
import dev.bac.orchestrator.load.LoadProcess.Target;
import dev.bac.orchestrator.load.Times;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/** Trials of several ways to ask, their order shuffled each round; medians at the end, beside the direct way's. */
record RouterTrials(LoadProcess callers, RouterBench.Plan plan) {
    private static final int CLOSED = 10;

    /** A way is warm when so many rounds in a row were not faster than the fastest before them, by more than that share. */
    private static final int STEADY_ROUNDS = 3;

    private static final double STEADY = 0.03;
    private static final Duration ROUND = Duration.ofSeconds(3);
    private static final int MOST_ROUNDS = 20;

    /** @param baseline which of the ways it is compared with, by its place */
    record Way(String name, Target target, int baseline) {}

    private enum Loop {
        OPEN,
        CLOSED
    }

    /**
     * One trial.
     *
     * @param cpu of this process, in microseconds a request
     * @param bytes allocated by this process a request
     */
    private record Trial(Times times, double cpu, double bytes) {}

    /** Whose trial it was. */
    private record Made(Loop loop, Way way, Trial trial) {}

    void run(List<Way> known) throws IOException {
        System.out.printf(
                Locale.ROOT,
                "1 KB asked, instant vendor; vendor, callers and gateway in a process each; %d trials of %d s each, order shuffled;%n"
                        + "closed loop: %d callers; open loop: %d req/s, counted from when each was to be sent. Budgets, limits,"
                        + " decisions, usage and metrics on. Load of the machine at the start: %.1f%n",
                plan.trials(),
                plan.seconds(),
                CLOSED,
                plan.rate(),
                load());
        List<Way> ways = chosen(known);
        for (Way way : ways) {
            warm(way);
        }
        var all = new ArrayList<Made>();
        var random = new Random(1);
        for (int round = 0; round < plan.trials(); round++) {
            var shuffled = new ArrayList<>(ways);
            Collections.shuffle(shuffled, random);
            for (Way way : shuffled) {
                for (Loop loop : Loop.values()) {
                    Trial trial = trial(way, loop);
                    all.add(new Made(loop, way, trial));
                    System.out.printf(
                            "  %-6s %-32s %s%n", loop.name().toLowerCase(Locale.ROOT), way.name(), trial.times());
                }
            }
        }
        for (Loop loop : Loop.values()) {
            System.out.printf("%n%s loop, medians%n", loop == Loop.OPEN ? plan.rate() + " req/s, open" : "closed");
            for (Way way : ways) {
                print(way, of(all, loop, way), of(all, loop, known.get(way.baseline())));
            }
        }
        var memory = Runtime.getRuntime();
        System.out.printf(
                Locale.ROOT,
                "%nheap in use at the end: %d MiB; resident: %d MiB; load of the machine: %.1f%n",
                memory.totalMemory() - memory.freeMemory() >> 20,
                Benchmarks.resident(ProcessHandle.current().pid()),
                load());
    }

    /** Those that were asked for, and what they are compared with. */
    private List<Way> chosen(List<Way> known) {
        var asked =
                known.stream().filter(way -> way.name().startsWith(plan.only())).toList();
        return known.stream()
                .filter(way -> asked.contains(way)
                        || asked.stream()
                                .anyMatch(one -> known.get(one.baseline()).equals(way)))
                .toList();
    }

    /** The compilers of three processes share the processors with what they compile; nothing of that time is measured. */
    private void warm(Way way) throws IOException {
        double best = 0;
        int steady = 0;
        int rounds = 0;
        while (steady < STEADY_ROUNDS && rounds < MOST_ROUNDS) {
            double now = callers.closed(way.target(), CLOSED, ROUND).perSecond();
            steady = now > best * (1 + STEADY) ? 0 : steady + 1;
            best = Math.max(best, now);
            rounds++;
        }
        callers.open(way.target(), plan.rate(), ROUND);
        System.out.printf(
                Locale.ROOT,
                "  warm   %-32s %s after %d s, %.0f req/s at most%n",
                way.name(),
                steady < STEADY_ROUNDS ? "not yet steady" : "steady",
                rounds * ROUND.toSeconds(),
                best);
    }

    private static List<Trial> of(List<Made> all, Loop loop, Way way) {
        return all.stream()
                .filter(made -> made.loop() == loop && made.way().equals(way))
                .map(Made::trial)
                .toList();
    }

    private Trial trial(Way way, Loop loop) throws IOException {
        long cpu = system().getProcessCpuTime();
        long bytes = threads().getTotalThreadAllocatedBytes();
        var time = Duration.ofSeconds(plan.seconds());
        Times times = loop == Loop.OPEN
                ? callers.open(way.target(), plan.rate(), time)
                : callers.closed(way.target(), CLOSED, time);
        int count = Math.max(1, times.count());
        return new Trial(
                times,
                (system().getProcessCpuTime() - cpu) / 1e3 / count,
                (double) (threads().getTotalThreadAllocatedBytes() - bytes) / count);
    }

    private static void print(Way way, List<Trial> mine, List<Trial> base) {
        System.out.printf(
                Locale.ROOT,
                "%-34s p50 %7.3f (%.3f..%.3f, +%.3f)  p99 %7.3f (+%.3f)  p99.9 %8.3f ms  %6.0f req/s (%.0f..%.0f)  failed %d   here: %4.0f us CPU, %3.0f KB a request%n",
                way.name(),
                middle(mine, one -> one.times().middle()),
                mine.stream().mapToDouble(one -> one.times().middle()).min().orElse(0),
                mine.stream().mapToDouble(one -> one.times().middle()).max().orElse(0),
                middle(mine, one -> one.times().middle())
                        - middle(base, one -> one.times().middle()),
                middle(mine, one -> one.times().nearlyAll()),
                middle(mine, one -> one.times().nearlyAll())
                        - middle(base, one -> one.times().nearlyAll()),
                middle(mine, one -> one.times().outer()),
                middle(mine, one -> one.times().perSecond()),
                mine.stream().mapToDouble(one -> one.times().perSecond()).min().orElse(0),
                mine.stream().mapToDouble(one -> one.times().perSecond()).max().orElse(0),
                mine.stream().mapToInt(one -> one.times().failed()).sum(),
                middle(mine, Trial::cpu),
                middle(mine, Trial::bytes) / 1024);
    }

    private static double middle(List<Trial> trials, ToDoubleFunction<Trial> of) {
        double[] sorted = trials.stream().mapToDouble(of).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private static double load() {
        return system().getSystemLoadAverage();
    }

    private static OperatingSystemMXBean system() {
        return (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    }

    private static ThreadMXBean threads() {
        return (ThreadMXBean) ManagementFactory.getThreadMXBean();
    }
}
