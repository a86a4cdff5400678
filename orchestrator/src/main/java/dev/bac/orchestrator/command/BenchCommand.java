package dev.bac.orchestrator.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.bac.orchestrator.config.ServerSettings;
import dev.bac.orchestrator.faults.Fault;
import dev.bac.orchestrator.faults.FaultTable;
import dev.bac.orchestrator.faults.Way;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bac bench}: a measurement, with its baseline beside it and the machine above it. */
@Command(
        name = "bench",
        description = "Measure: start, planner, mcp, memory, router, routing, faults, cache, answers.",
        mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {
    private static final List<String> NAMES =
            List.of("start", "planner", "mcp", "memory", "router", "routing", "faults", "cache", "answers");
    private static final int FAULTY_REQUESTS = 100;
    private static final int STARTS = 5;
    private static final int STOP_SECONDS = 60;

    @Parameters(
            paramLabel = "NAME",
            description = "start: until ready. planner: its first turn. mcp: tool calls over HTTP beside"
                    + " their SQL and beside bare servers. memory: idle and after 200 questions. router: /v1 against the vendor itself."
                    + " routing: learned routing on questions with known answers;"
                    + " faults: one of three vendors fails in every way;"
                    + " cache: answers by meaning, their errors beside the bound;"
                    + " answers: the answer cache on a day of questions, and whether it is ever stale.")
    private String name = "";

    @Option(
            names = "--node-modules",
            paramLabel = "FOLDER",
            description = "For mcp: where the TypeScript SDK is; target/ci/node_modules when left out.")
    private @Nullable Path nodeModules;

    @Option(
            names = "--steps",
            paramLabel = "N",
            description = "For answers: random reads and writes; ${DEFAULT-VALUE} when left out.",
            defaultValue = "100000")
    private int steps;

    @Option(
            names = "--questions",
            paramLabel = "N",
            description =
                    "For answers: asked in each of its three days; ${DEFAULT-VALUE} when left out, 0 for no days.",
            defaultValue = "400")
    private int questions;

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description =
                    "For routing: questions with two models' results; for cache: text and topic. CSV; the shared sets when left out.")
    private @Nullable Path file;

    @Option(
            names = "--scale",
            paramLabel = "SHARE",
            description = "For faults: of all times, 1 for a minute a fault; 0.05 when left out.")
    private double scale = 0.05;

    @Option(names = "--orders", paramLabel = "N", description = "For cache: how many orders of the questions; 5.")
    private int orders = 5;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!NAMES.contains(name)) {
            throw new Wrong("no benchmark \"" + name + "\"; there are " + String.join(", ", NAMES));
        }
        System.out.printf(
                "%s %s, %d processors, heap up to %d MiB, Java %s%n",
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                Runtime.getRuntime().maxMemory() >> 20,
                Runtime.version());
        if (name.equals("faults")) {
            new FaultTable(FAULTY_REQUESTS, scale).print(List.of(Fault.values()), List.of(Way.values()), System.out);
            return 0;
        }
        if (name.equals("cache")) {
            new CacheBench(CacheQuestions.read(file("cache", "banking77_train.csv")), Math.clamp(orders, 1, 100)).run();
            return 0;
        }
        try (var folder = TemporaryFolder.create()) {
            if (name.equals("start")) {
                starts(folder.path());
            } else if (name.equals("routing")) {
                new RoutingBench(file("routing", "gsm8k_two_models.csv")).run();
            } else if (name.equals("router")) {
                new RouterBench(folder.path()).run();
            } else if (name.equals("answers")) {
                new AnswersBench(folder.path(), questions, steps).run();
            } else {
                inside(folder.path());
            }
        }
        return 0;
    }

    private void inside(Path data) throws IOException, InterruptedException {
        var settings = new Options().defaults().with(new ServerSettings("127.0.0.1", 0, data));
        try (var running = Running.start(settings, true)) {
            var benchmarks = new Benchmarks(running, data);
            switch (name) {
                case "planner" -> benchmarks.planner();
                case "mcp" -> benchmarks.mcp(modules());
                default -> benchmarks.memory();
            }
        }
    }

    private Path file(String... usual) {
        var given = file;
        return given == null
                ? Path.of(System.getProperty("bac.home", "."), "..", "shared").resolve(Path.of("data", usual))
                : given;
    }

    private Path modules() {
        var given = nodeModules;
        return given == null ? Path.of(System.getProperty("bac.home", "."), "target", "ci", "node_modules") : given;
    }

    /** With the launcher and everything, as a user starts it. */
    private static void starts(Path data) {
        var cold = new Samples(1);
        start(data, cold);
        cold.print("baseline: first start, making the company");
        var warm = new Samples(STARTS);
        for (int i = 0; i < STARTS; i++) {
            start(data, warm);
        }
        warm.print("warm start until ready");
    }

    private static void start(Path data, Samples samples) {
        String launcher = Path.of(System.getProperty("bac.home", "."), "bac").toString();
        var builder = new ProcessBuilder(launcher, "up", "--port", "0", "--data", data.toString())
                .redirectError(Redirect.DISCARD);
        var started = new Process[1];
        samples.time(() -> started[0] = ready(builder));
        Process process = started[0];
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                throw new Failed("an instance did not stop within " + STOP_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failed("interrupted", e);
        }
    }

    /** It prints its address when it can serve. */
    private static Process ready(ProcessBuilder builder) {
        try {
            Process process = builder.start();
            if (process.inputReader(UTF_8).readLine() == null) {
                throw new Failed("an instance did not start; try ./bac up");
            }
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException("the launcher cannot be run", e);
        }
    }
}
