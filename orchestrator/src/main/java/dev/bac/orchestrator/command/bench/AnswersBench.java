package dev.bac.orchestrator.command.bench;

import dev.bac.identity.Caller;
import dev.bac.identity.TenantId;
import dev.bac.orchestrator.access.ApiEntrance;
import dev.bac.orchestrator.command.instance.Failed;
import dev.bac.orchestrator.command.instance.Options;
import dev.bac.orchestrator.command.instance.Running;
import dev.bac.orchestrator.config.AnswerSettings;
import dev.bac.orchestrator.config.LimitSettings;
import dev.bac.orchestrator.config.ServerSettings;
import dev.bac.orchestrator.config.Settings;
import dev.bac.orchestrator.instance.InstanceFile;
import dev.bac.store.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * The answer cache: what it saves on a day of questions, beside the same without it, and whether it is ever wrong. What had
 * changed is asked of PostgreSQL, not of the cache.
 */
record AnswersBench(Path data, int questions, int steps) {
    private static final LimitSettings LIMITS = new LimitSettings(4L << 20, 1_000_000, 200, Duration.ofMinutes(2), 64);
    private static final int WRITE_EVERY = 40;
    private static final int CONNECTIONS = 8;
    private static final long SEED = 20260301;

    void run() {
        try {
            System.out.println(
                    "limits: 1,000,000 requests/s a user; models: the built-in planner unless one is configured");
            if (questions > 0) {
                try (var running = start("without", false)) {
                    day("baseline: no cache", running, data.resolve("without"), 0);
                }
            }
            try (var running = start("with", true)) {
                Path folder = data.resolve("with");
                if (questions > 0) {
                    day("quiet day", running, folder, 0);
                    day("a write for " + WRITE_EVERY + " questions", running, folder, WRITE_EVERY);
                }
                races(running, folder);
            }
        } catch (Exception e) {
            throw new Failed("the benchmark stopped", e);
        }
    }

    private Running start(String name, boolean cache) {
        Settings usual = new Options()
                .defaults()
                .with(new ServerSettings("127.0.0.1", 0, data.resolve(name)))
                .with(new AnswerSettings(cache, AnswerSettings.DEFAULT.memory(), AnswerSettings.DEFAULT.longest()));
        return Running.start(usual.with(LIMITS), true);
    }

    private void day(String name, Running running, Path folder, int writes) throws Exception {
        var server = running.platform().server("crm");
        TenantId tenant = caller(running, folder).tenant();
        Map<String, Store> stores = Map.of(
                "crm",
                server.store(),
                "finance",
                running.platform().server("finance").store());
        var result =
                new AnswerDay(running, folder, tenant).run(questions, writes, new RandomWrites(tenant, stores), SEED);
        System.out.printf(
                "%n%s: %d questions by 3 people, %d answered again (%.1f %%)%n"
                        + "  repeats with nothing changed that their answer stands on: %d, answered again %d (%.1f %%);"
                        + " after a change of it: %d, answered again %d%n",
                name,
                result.asked(),
                result.again(),
                100.0 * result.again() / result.asked(),
                result.repeated(),
                result.repeatedAgain(),
                100.0 * result.repeatedAgain() / Math.max(1, result.repeated()),
                result.changed(),
                result.stale());
        if (!result.missed().isEmpty() && result.again() > 0) {
            System.out.println("  repeats that were asked anew though nothing had changed: " + result.missed());
        }
        if (result.stale() > 0) {
            throw new Failed("answers were given again after what they stand on had changed");
        }
        result.asking().print("  asked anew, whole answer over HTTP");
        result.served().print("  answered again, whole answer over HTTP");
    }

    private void races(Running running, Path folder) throws Exception {
        try (var ground = RaceGround.on(running.platform(), caller(running, folder))) {
            long seed = System.nanoTime();
            System.out.printf(
                    "%n%d random reads and writes by %d connections on %d questions to the tools of crm, erp, finance; seed %d%n",
                    steps, CONNECTIONS, ground.tools().size(), seed);
            long begin = System.nanoTime();
            var tally = ground.races(set -> set, "").run(steps, CONNECTIONS, seed);
            System.out.printf(
                    "  writes: %d committed, %d taken back, %d refused; %d times the clock went on 7 hours%n",
                    tally.committed.sum(), tally.takenBack.sum(), tally.refused.sum(), tally.midnights.sum());
            System.out.printf(
                    "  kept answers: %d fresh, %d changed (of these %d would have been the same); %d asked first, %d untold%n",
                    tally.fresh.sum(),
                    tally.changed.sum(),
                    tally.needless.sum(),
                    tally.unknown.sum(),
                    tally.untold.sum());
            System.out.printf(
                    "  STALE: %d   in %d s%n",
                    tally.stale.sum(),
                    Duration.ofNanos(System.nanoTime() - begin).toSeconds());
            if (tally.stale.sum() > 0) {
                throw new Failed("stale answers: " + tally.shown);
            }
        }
    }

    private static Caller caller(Running running, Path folder) {
        String key = InstanceFile.find(folder).orElseThrow().key();
        return new ApiEntrance(running.platform().access().keys()).caller(key).orElseThrow();
    }
}
