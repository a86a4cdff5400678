package dev.bac.orchestrator.command;

import dev.bac.identity.Caller;
import dev.bac.orchestrator.access.ApiEntrance;
import dev.bac.orchestrator.config.ServerSettings;
import dev.bac.orchestrator.instance.InstanceFile;
import dev.bac.orchestrator.platform.FirstStart;
import dev.bac.tools.ToolCall;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** {@code bac bench}: a measurement, with its baseline beside it and the machine above it. */
@Command(name = "bench", description = "Measure: start, tool.", mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {
    private static final int WARM_UP = 300;
    private static final int PAIRS = 500;

    @Mixin
    private final Options options = new Options();

    @Parameters(paramLabel = "NAME", description = "start: until ready. tool: one MCP call against the same SQL.")
    private String name = "";

    @Override
    public Integer call() {
        System.out.printf(
                "%s, %d processors, Java %s%n",
                System.getProperty("os.arch"), Runtime.getRuntime().availableProcessors(), Runtime.version());
        long before = System.nanoTime();
        var settings = options.settings(null, null);
        Path data = settings.server().data();
        try (var running = Running.start(settings.with(new ServerSettings("127.0.0.1", 0, data)), true)) {
            long started = System.nanoTime() - before;
            switch (name) {
                case "start" -> start(started);
                case "tool" -> tool(running, data);
                default -> throw new Wrong("no benchmark \"" + name + "\"; there are start and tool");
            }
        }
        return 0;
    }

    private static void start(long nanos) {
        Runtime runtime = Runtime.getRuntime();
        long used = (runtime.totalMemory() - runtime.freeMemory()) >> 20;
        System.out.printf("ready in %d ms within a running JVM; heap %d MiB%n", nanos / 1_000_000, used);
    }

    /** Interleaved pairs, so that both see the same machine. */
    private static void tool(Running running, Path data) {
        var platform = running.platform();
        String key = InstanceFile.find(data).orElseThrow().key();
        Caller caller = new ApiEntrance(platform.access().keys()).caller(key).orElseThrow();
        var company = platform.access().companies().find(FirstStart.SLUG).orElseThrow();
        var arguments = JsonMapper.shared().createObjectNode();
        long[] direct = new long[PAIRS];
        long[] over = new long[PAIRS];
        for (int i = -WARM_UP; i < PAIRS; i++) {
            long begin = System.nanoTime();
            platform.server("finance").store().read(company.id(), tx -> tx.sql()
                    .createQuery("SELECT count(*) FROM invoice")
                    .mapTo(Long.class)
                    .one());
            long middle = System.nanoTime();
            platform.toolbox()
                    .call(caller, new ToolCall("finance_trial_balance", arguments, "bench/" + i, Optional.empty()));
            long end = System.nanoTime();
            if (i >= 0) {
                direct[i] = middle - begin;
                over[i] = end - middle;
            }
        }
        System.out.printf(
                "SQL alone: median %d µs; MCP call: median %d µs, p95 %d µs%n",
                median(direct) / 1_000, median(over) / 1_000, percentile(over, 95) / 1_000);
    }

    private static long median(long[] values) {
        return percentile(values, 50);
    }

    private static long percentile(long[] values, int percent) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
    }
}
