package dev.bac.orchestrator.command.bench;

import dev.bac.orchestrator.command.instance.Options;
import dev.bac.orchestrator.command.instance.Running;
import dev.bac.orchestrator.command.instance.TemporaryFolder;
import dev.bac.orchestrator.config.ServerSettings;
import dev.bac.orchestrator.faults.Fault;
import dev.bac.orchestrator.faults.FaultTable;
import dev.bac.orchestrator.faults.Way;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bac bench}: a measurement, with its baseline beside it and the machine above it. */
@Command(name = "bench", description = "Measure, each beside its baseline.", mixinStandardHelpOptions = true)
public final class BenchCommand {
    private static final int FAULTY_REQUESTS = 100;

    @Command(name = "start", description = "Until an instance is ready.", mixinStandardHelpOptions = true)
    int start() throws Exception {
        return inFolder(folder -> new StartBench(folder).run());
    }

    @Command(
            name = "messaging",
            description = "Messages end to end over two local vendors, through an outage and a kill.",
            mixinStandardHelpOptions = true)
    int messaging(
            @Option(
                            names = "--messages",
                            paramLabel = "N",
                            defaultValue = "50000",
                            description = "In each of its three parts; ${DEFAULT-VALUE} when left out.")
                    int messages,
            @Option(
                            names = "--kills",
                            paramLabel = "N",
                            defaultValue = "0",
                            description = "Then kill it so often at random moments while a vendor comes and goes.")
                    int kills,
            @Option(
                            names = "--campaign",
                            paramLabel = "N",
                            defaultValue = "0",
                            description = "Then a campaign to so many, paused, resumed and killed on its way.")
                    int recipients)
            throws Exception {
        return inFolder(folder -> new MessagingBench(
                        folder,
                        Math.clamp(messages, 1_000, 1_000_000),
                        Math.clamp(kills, 0, 1_000),
                        Math.clamp(recipients, 0, 150_000))
                .run());
    }

    @Command(name = "planner", description = "The built-in planner's first turn.", mixinStandardHelpOptions = true)
    int planner() throws Exception {
        return inFolder(folder -> inside(folder, Benchmarks::planner));
    }

    @Command(
            name = "mcp",
            description = "Tool calls over HTTP beside their SQL and beside bare servers.",
            mixinStandardHelpOptions = true)
    int mcp(
            @Option(
                            names = "--node-modules",
                            paramLabel = "FOLDER",
                            description = "Where the TypeScript SDK is; target/ci/node_modules when left out.")
                    @Nullable Path modules)
            throws Exception {
        Path usual = Path.of(home(), "target", "ci", "node_modules");
        return inFolder(folder -> inside(folder, benchmarks -> benchmarks.mcp(modules == null ? usual : modules)));
    }

    @Command(name = "erp", description = "Stock moves a second beside raw SQL.", mixinStandardHelpOptions = true)
    int erp() throws Exception {
        return inFolder(folder -> inside(folder, Benchmarks::erp));
    }

    @Command(name = "crm", description = "Contact search among many, beside its SQL.", mixinStandardHelpOptions = true)
    int crm(
            @Option(
                            names = "--contacts",
                            paramLabel = "N",
                            defaultValue = "1000000",
                            description = "How many; ${DEFAULT-VALUE} when left out.")
                    int contacts)
            throws Exception {
        return inFolder(
                folder -> inside(folder, benchmarks -> benchmarks.crm(Math.clamp(contacts, 1_000, 10_000_000))));
    }

    @Command(name = "memory", description = "Idle and after 200 questions.", mixinStandardHelpOptions = true)
    int memory() throws Exception {
        return inFolder(folder -> inside(folder, Benchmarks::memory));
    }

    @Command(
            name = "router",
            description = "/v1 against the vendor itself; or slow streams held open.",
            mixinStandardHelpOptions = true)
    int router(
            @Option(
                            names = "--trials",
                            paramLabel = "N",
                            defaultValue = "5",
                            description = "Of each way; ${DEFAULT-VALUE} when left out.")
                    int trials,
            @Option(
                            names = "--seconds",
                            paramLabel = "N",
                            defaultValue = "10",
                            description = "Of each trial, or that streams are held; ${DEFAULT-VALUE} when left out.")
                    int seconds,
            @Option(
                            names = "--rate",
                            paramLabel = "N",
                            defaultValue = "1000",
                            description = "Requests a second of the open loop; ${DEFAULT-VALUE} when left out.")
                    int rate,
            @Option(
                            names = "--streams",
                            paramLabel = "N",
                            defaultValue = "0",
                            description = "Slow streams to hold instead; the system's limit of open files must allow"
                                    + " twice as many.")
                    int streams,
            @Option(
                            names = "--only",
                            paramLabel = "WORDS",
                            defaultValue = "",
                            description = "Only the ways whose name begins like that, and the vendor itself.")
                    String only)
            throws Exception {
        var plan = new RouterBench.Plan(
                Math.clamp(trials, 1, 50),
                Math.clamp(seconds, 1, 3_600),
                Math.clamp(rate, 1, 100_000),
                Math.clamp(streams, 0, 100_000),
                only);
        return inFolder(folder -> new RouterBench(folder, plan).run());
    }

    @Command(
            name = "routing",
            description = "Learned routing on questions with known answers.",
            mixinStandardHelpOptions = true)
    int routing(
            @Option(
                            names = "--file",
                            paramLabel = "FILE",
                            description =
                                    "CSV: prompt and, for each of two models, True or False; the shared GSM8K set when left out.")
                    @Nullable Path file)
            throws Exception {
        machine();
        new RoutingBench(file == null ? shared("routing", "gsm8k_two_models.csv") : file).run();
        return 0;
    }

    @Command(name = "faults", description = "One of three vendors fails in every way.", mixinStandardHelpOptions = true)
    int faults(
            @Option(
                            names = "--scale",
                            paramLabel = "SHARE",
                            defaultValue = "0.05",
                            description = "Of all times, 1 for a minute a fault; ${DEFAULT-VALUE} when left out.")
                    double scale)
            throws Exception {
        machine();
        new FaultTable(FAULTY_REQUESTS, scale).print(List.of(Fault.values()), List.of(Way.values()), System.out);
        return 0;
    }

    @Command(
            name = "cache",
            description = "Answers by meaning, their errors beside the bound.",
            mixinStandardHelpOptions = true)
    int cache(
            @Option(
                            names = "--file",
                            paramLabel = "FILE",
                            description = "CSV: text and topic; the shared Banking77 set when left out.")
                    @Nullable Path file,
            @Option(
                            names = "--orders",
                            paramLabel = "N",
                            defaultValue = "5",
                            description = "How many orders of the questions; ${DEFAULT-VALUE} when left out.")
                    int orders,
            @Option(
                            names = "--take",
                            paramLabel = "N",
                            defaultValue = "0",
                            description = "Questions drawn for each order; all when left out.")
                    int take,
            @Option(
                            names = "--sorted",
                            paramLabel = "N",
                            defaultValue = "8",
                            description = "How many short streams sorted by topic; ${DEFAULT-VALUE} when left out.")
                    int sorted)
            throws Exception {
        machine();
        var questions = CacheQuestions.read(file == null ? shared("cache", "banking77_train.csv") : file);
        new CacheBench(
                        questions,
                        Math.clamp(orders, 1, 1_000),
                        Math.clamp(take, 0, 1_000_000),
                        Math.clamp(sorted, 0, 1_000))
                .run();
        return 0;
    }

    @Command(
            name = "answers",
            description = "The answer cache on a day of questions, and whether it is ever stale.",
            mixinStandardHelpOptions = true)
    int answers(
            @Option(
                            names = "--steps",
                            paramLabel = "N",
                            defaultValue = "100000",
                            description = "Random reads and writes; ${DEFAULT-VALUE} when left out.")
                    int steps,
            @Option(
                            names = "--questions",
                            paramLabel = "N",
                            defaultValue = "400",
                            description =
                                    "Asked in each of its three days; ${DEFAULT-VALUE} when left out, 0 for no days.")
                    int questions)
            throws Exception {
        return inFolder(folder -> new AnswersBench(folder, questions, steps).run());
    }

    @Command(
            name = "finance",
            description = "Transfers a second, one and many a commit, beside TPC-B as pgbench runs it.",
            mixinStandardHelpOptions = true)
    int finance(
            @Option(
                            names = "--seconds",
                            paramLabel = "N",
                            defaultValue = "10",
                            description = "Of each in each of three turns; ${DEFAULT-VALUE} when left out.")
                    int seconds,
            @Option(
                            names = "--clients",
                            paramLabel = "N",
                            defaultValue = "8",
                            description = "At the same time, TPC-B's too; ${DEFAULT-VALUE} when left out.")
                    int clients,
            @Option(
                            names = "--lines",
                            paramLabel = "N",
                            defaultValue = "0",
                            description =
                                    "Instead, the trial balance over a journal of so many lines, such as 10000000.")
                    long lines)
            throws Exception {
        if (lines > 0) {
            return inFolder(folder -> new TrialBalanceBench(folder, Math.clamp(lines, 2, 100_000_000)).run());
        }
        return inFolder(folder -> new FinanceBench(
                        folder, Duration.ofSeconds(Math.clamp(seconds, 1, 600)), Math.clamp(clients, 1, 64))
                .run());
    }

    @Command(
            name = "runs",
            description = "Many runs on one node with a model that takes a second, and many readers of events.",
            mixinStandardHelpOptions = true)
    int runs(
            @Option(
                            names = "--parked",
                            paramLabel = "N",
                            defaultValue = "10000",
                            description = "That wait for a person or for time; ${DEFAULT-VALUE} when left out.")
                    int parked,
            @Option(
                            names = "--active",
                            paramLabel = "N",
                            defaultValue = "1000",
                            description = "At work at once; ${DEFAULT-VALUE} when left out.")
                    int active,
            @Option(
                            names = "--streams",
                            paramLabel = "N",
                            defaultValue = "10000",
                            description = "Event streams held; ${DEFAULT-VALUE} when left out.")
                    int streams,
            @Option(
                            names = "--seconds",
                            paramLabel = "N",
                            defaultValue = "60",
                            description = "That runs are at work; ${DEFAULT-VALUE} when left out.")
                    int seconds)
            throws Exception {
        var plan = new RunsBench.Plan(
                Math.clamp(parked, 200, 1_000_000),
                Math.clamp(active, 1, 9_000),
                Math.clamp(streams, 1, 100_000),
                Duration.ofSeconds(Math.clamp(seconds, 1, 3_600)));
        return inFolder(folder -> new RunsBench(folder, plan).run());
    }

    @Command(
            name = "provisioning",
            description = "From asking for a business until it is active, cold and from prepared tenants.",
            mixinStandardHelpOptions = true)
    int provisioning(
            @Option(
                            names = "--businesses",
                            paramLabel = "N",
                            defaultValue = "40",
                            description = "In each of its two parts; ${DEFAULT-VALUE} when left out.")
                    int businesses)
            throws Exception {
        return inFolder(folder -> new ProvisioningBench(folder, Math.clamp(businesses, 1, 500)).run());
    }

    private interface Work<T> {
        void on(T given) throws Exception;
    }

    private static int inFolder(Work<Path> work) throws Exception {
        machine();
        try (var folder = TemporaryFolder.create()) {
            work.on(folder.path());
        }
        return 0;
    }

    private static void inside(Path data, Work<Benchmarks> work) throws Exception {
        var settings = new Options().defaults().with(new ServerSettings("127.0.0.1", 0, data));
        try (var running = Running.start(settings, true)) {
            Quiet.await();
            work.on(new Benchmarks(running, data));
        }
    }

    private static void machine() {
        System.out.printf(
                "%s %s, %d processors, heap up to %d MiB, Java %s%n",
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                Runtime.getRuntime().maxMemory() >> 20,
                Runtime.version());
    }

    private static Path shared(String folder, String file) {
        return Path.of(home(), "..", "shared", "data", folder, file);
    }

    private static String home() {
        return System.getProperty("bac.home", ".");
    }
}
