package dev.bac.orchestrator.command;

import dev.bac.agents.AgentLibrary;
import dev.bac.agents.HandoffOffers;
import dev.bac.agents.Routes;
import dev.bac.agents.format.Fleet;
import dev.bac.agents.format.Lint;
import dev.bac.agents.testing.FrontDeskBench;
import dev.bac.llm.Message;
import dev.bac.llm.ToolDefinition;
import dev.bac.llm.planner.PlannerModel;
import dev.bac.orchestrator.access.ApiEntrance;
import dev.bac.orchestrator.agent.NearestColleagues;
import dev.bac.orchestrator.command.instance.Options;
import dev.bac.orchestrator.command.instance.Planners;
import dev.bac.orchestrator.command.instance.Running;
import dev.bac.orchestrator.command.instance.TemporaryFolder;
import dev.bac.orchestrator.config.ServerSettings;
import dev.bac.orchestrator.instance.InstanceFile;
import dev.bac.orchestrator.platform.Servers;
import dev.bac.prompts.PromptLibrary;
import dev.bac.retrieval.onnx.BgeEmbedder;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bac agents bench}: a big fleet, and how well the front desk finds the right agent. */
@Command(
        name = "bench",
        description = "Load 1,000 agents; find the right agent for 500 sentences.",
        mixinStandardHelpOptions = true)
final class AgentsBenchCommand implements Callable<Integer> {
    private static final int FLEET = 1_000;
    private static final int ROUNDS = 5;
    private static final double MIB = 1024.0 * 1024.0;
    private static final Duration LOADING = Duration.ofMinutes(2);

    @Option(names = "--misses", description = "Also print the sentences of the tuned half that went elsewhere.")
    private boolean misses;

    @Override
    public Integer call() throws IOException {
        fleet();
        Clock clock = Clock.systemUTC();
        System.err.println("Making a company to ask …");
        try (var folder = TemporaryFolder.create()) {
            var settings = new Options().defaults().with(new ServerSettings("127.0.0.1", 0, folder.path()));
            try (var running = Running.start(settings, true)) {
                var embedder = BgeEmbedder.loading();
                if (!embedder.readyWithin(LOADING)) {
                    System.err.println("The sentence embedder did not load: by wording alone.");
                }
                frontDesk(running, Planners.builtIn(clock, embedder), folder.path());
            }
        }
        return 0;
    }

    private void frontDesk(Running running, PlannerModel planner, java.nio.file.Path folder) {
        String key = InstanceFile.find(folder).orElseThrow().key();
        var caller =
                new ApiEntrance(running.platform().access().keys()).caller(key).orElseThrow();
        AgentLibrary library = Fleet.shipped();
        var desk = library.find("front-desk").orElseThrow();
        var tools = running.platform().toolbox();
        planner.warm(Routes.of(library, caller, desk, tools));
        var bench = new FrontDeskBench(library, caller, desk, tools, planner::handovers);
        for (String half : FrontDeskBench.HALVES) {
            long begun = System.nanoTime();
            var score = bench.run(half);
            System.out.printf("%s, %.0f s%n", score, seconds(begun));
            shown(score, Routes.of(library, caller, desk, tools), planner);
            if (misses && half.equals("tuned")) {
                score.misses()
                        .forEach(miss -> System.out.printf(
                                "    %-60s %s, found %s%n",
                                miss.said(),
                                miss.right(),
                                miss.found().stream().limit(3).toList()));
            }
        }
    }

    /** What a language model is shown at the front desk, instead of everybody. */
    private static void shown(FrontDeskBench.Score score, List<ToolDefinition> everybody, PlannerModel planner) {
        var offers = new HandoffOffers(new NearestColleagues(planner::handovers), NearestColleagues.SHOWN);
        long tokens = 0;
        int right = 0;
        for (var answer : score.answers()) {
            var some = offers.of(everybody, "", List.of(Message.User.of(answer.said())));
            tokens += Routes.tokens(some);
            right += some.stream().anyMatch(one -> answer.right().stream()
                            .anyMatch(who -> one.name().equals("handoff_" + who.replace('-', '_'))))
                    ? 1
                    : 0;
        }
        System.out.printf(
                "        a language model is shown %d of %d colleagues and a search: %d tokens instead of %d; the right one"
                        + " is among them for %.1f %%%n",
                NearestColleagues.SHOWN,
                everybody.size(),
                tokens / Math.max(1, score.answers().size()),
                Routes.tokens(everybody),
                100.0 * right / Math.max(1, score.answers().size()));
    }

    /** Copies of those that ship, under names of their own. */
    private static void fleet() {
        var files = new TreeMap<String, String>();
        var shipped = AgentsCommand.files();
        for (int copy = 0; files.size() < FLEET; copy++) {
            for (Map.Entry<String, String> file : shipped.entrySet()) {
                if (files.size() < FLEET) {
                    files.put(copy + "/" + file.getKey(), renamed(file.getValue(), copy));
                }
            }
        }
        long before = used();
        double first = 0;
        double best = Double.MAX_VALUE;
        AgentLibrary library = null;
        for (int round = 0; round < ROUNDS; round++) {
            long begun = System.nanoTime();
            library = Fleet.read(files, PromptLibrary.shipped());
            double took = seconds(begun);
            first = round == 0 ? took : first;
            best = Math.min(best, took);
        }
        long after = used();
        System.out.printf(
                "%d agents read in %.2f s the first time, %.2f s warm; they keep %.1f MiB%n",
                library == null ? 0 : library.all().size(), first, best, Math.max(0, after - before) / MIB);
        long begun = System.nanoTime();
        int findings = library == null
                ? 0
                : Lint.check(library, Lint.Known.shipped(Servers.NAMES, Set.of()))
                        .size();
        System.out.printf(
                "and held against each other in %.2f s: %d findings, as every one has copies%n",
                seconds(begun), findings);
    }

    private static String renamed(String yaml, int copy) {
        return copy == 0 ? yaml : yaml.replaceFirst("(?m)^(  name: [a-z0-9-]{1,26}).*$", "$1-" + copy);
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        var runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static double seconds(long begun) {
        return (System.nanoTime() - begun) / 1e9;
    }
}
