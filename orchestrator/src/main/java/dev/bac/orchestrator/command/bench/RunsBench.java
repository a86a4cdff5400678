package dev.bac.orchestrator.command.bench;

import dev.bac.identity.Caller;
import dev.bac.orchestrator.access.ApiEntrance;
import dev.bac.orchestrator.access.Member;
import dev.bac.orchestrator.command.instance.Nordlicht;
import dev.bac.orchestrator.command.instance.Options;
import dev.bac.orchestrator.config.LimitSettings;
import dev.bac.orchestrator.config.ServerSettings;
import dev.bac.orchestrator.load.EventReaders;
import dev.bac.orchestrator.platform.Demo;
import dev.bac.orchestrator.platform.FirstStart;
import dev.bac.orchestrator.platform.Platform;
import dev.bac.orchestrator.platform.Servers;
import dev.bac.orchestrator.platform.Tenancy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Many runs on one node, with a model that takes a second: what those that wait for a person or for time cost, what the
 * platform adds to each step of those that work, and how many readers of events it holds.
 */
record RunsBench(Path folder, Plan plan) {
    private static final Duration LATENCY = Duration.ofSeconds(1);
    private static final Duration IDLE = Duration.ofSeconds(10);
    private static final Duration RUN_TIME = Duration.ofHours(1);
    private static final int HELD = 100;
    /** Few enough that the machine has time left: what a step costs, not how long it stands in line. */
    private static final int FEW = 20;

    /**
     * How much.
     *
     * @param parked runs, half of them chats that wait for approval, half workflows that wait for time
     * @param active runs at once
     * @param streams of events held
     * @param time that runs are at work
     */
    record Plan(int parked, int active, int streams, Duration time) {}

    void run() throws IOException, InterruptedException {
        var limits = new LimitSettings(4L << 20, 1_000_000, 200, RUN_TIME, Math.max(plan.active(), HELD) + HELD);
        var settings = new Options()
                .defaults()
                .with(new ServerSettings("127.0.0.1", 0, folder))
                .with(limits);
        var model = new SlowModel();
        try (var platform = Platform.start(new Platform.Outside(settings, Map.of(), model, Clock.systemUTC()))) {
            var tenancy = new Tenancy(platform.access(), platform.toolbox(), Servers.NAMES);
            Member admin = new FirstStart(platform.access(), tenancy, Clock.systemUTC())
                    .ensure(Optional.<Demo>of(new Nordlicht()));
            String key = platform.access()
                    .keys()
                    .create(admin, admin.roles(), "bench", Optional.empty())
                    .text();
            Caller caller =
                    new ApiEntrance(platform.access().keys()).caller(key).orElseThrow();
            System.out.printf(
                    "in force: %d runs at once, requests/s not limited for this caller; model: scripted, %d ms a turn%n",
                    limits.runs(), LATENCY.toMillis());
            var runs = new BenchRuns(platform, caller, model);
            parked(platform, runs);
            model.latency(LATENCY);
            runs.work(FEW, Duration.ofSeconds(10));
            active(platform, runs, model, FEW);
            active(platform, runs, model, plan.active());
            streams(platform, runs, model, key);
        }
    }

    private void parked(Platform platform, BenchRuns runs) throws IOException, InterruptedException {
        runs.park(HELD);
        idle(platform, "baseline: " + HELD + " parked");
        long begin = System.nanoTime();
        runs.park(plan.parked() - HELD);
        System.out.printf(
                "%d parked after %d s%n",
                plan.parked(), Duration.ofNanos(System.nanoTime() - begin).toSeconds());
        idle(platform, plan.parked() + " parked");
    }

    /** Memory, and what is done while nobody asks for anything. */
    private static void idle(Platform platform, String when) throws IOException, InterruptedException {
        System.gc();
        var address = platform.storage().address();
        var work = TransactionCount.of(address);
        var time = ProcessorTime.of(ProcessHandle.current());
        Thread.sleep(IDLE.toMillis());
        var processor = ProcessorTime.of(ProcessHandle.current()).since(time);
        var done = TransactionCount.of(address).since(work);
        System.gc();
        var memory = Runtime.getRuntime();
        System.out.printf(
                "%-24s heap %5d MiB  resident %5d MiB  threads %d  in %d s of nothing: %d ms of processor, %d transactions, %d of them wrote%n",
                when,
                (memory.totalMemory() - memory.freeMemory()) >> 20,
                Benchmarks.resident(ProcessHandle.current().pid()),
                Thread.activeCount(),
                IDLE.toSeconds(),
                processor.toMillis(),
                done.all(),
                done.writes());
    }

    private void active(Platform platform, BenchRuns runs, SlowModel model, int active) throws IOException {
        model.own();
        var address = platform.storage().address();
        var work = TransactionCount.of(address);
        var time = ProcessorTime.of(ProcessHandle.current());
        long asked = model.asked();
        long begin = System.nanoTime();
        var ended = runs.work(active, plan.time());
        double seconds = (System.nanoTime() - begin) / 1e9;
        long steps = model.asked() - asked;
        var done = TransactionCount.of(address).since(work);
        var processor = ProcessorTime.of(ProcessHandle.current()).since(time);
        var own = model.own();
        System.out.printf(
                "%d active, %.0f s: %d runs answered, %d failed; %.0f steps/s, %.1f commits that wrote a step (%.1f transactions), %.1f ms of the node's processor a step%n",
                active,
                seconds,
                ended.answered(),
                ended.failed(),
                steps / seconds,
                (double) done.writes() / steps,
                (double) done.all() / steps,
                processor.toMillis() / (double) steps);
        System.out.printf(
                "%-24s the platform's own time a step: p50 %.1f ms, p99 %.1f ms; resident %d MiB%n",
                active + " active",
                own.milliseconds(50),
                own.milliseconds(99),
                Benchmarks.resident(ProcessHandle.current().pid()));
    }

    private void streams(Platform platform, BenchRuns runs, SlowModel model, String key)
            throws IOException, InterruptedException {
        var conversations = runs.hold(HELD);
        try (var readers = EventReadersProcess.start()) {
            int port = java.net.URI.create(platform.baseUrl()).getPort();
            long begin = System.nanoTime();
            EventReaders.Counts open = readers.open(port, key, plan.streams(), conversations);
            System.out.printf(
                    "%d of %d event streams of %d runs are open after %d s, %d broken%n",
                    open.begun(),
                    plan.streams(),
                    HELD,
                    Duration.ofNanos(System.nanoTime() - begin).toSeconds(),
                    open.broken());
            idle(platform, open.begun() + " streams held");
            model.letGo();
            long let = System.nanoTime();
            EventReaders.Counts ended = readers.await(Duration.ofMinutes(2));
            System.out.printf(
                    "%d of them read how their run ended within %d ms, %d broken%n",
                    ended.ended(), Duration.ofNanos(System.nanoTime() - let).toMillis(), ended.broken());
        }
    }
}
