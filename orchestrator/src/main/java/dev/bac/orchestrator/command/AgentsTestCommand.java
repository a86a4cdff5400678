package dev.bac.orchestrator.command;

import dev.bac.agents.AgentLibrary;
import dev.bac.agents.Routes;
import dev.bac.agents.ToolDefinitions;
import dev.bac.agents.testing.AgentTests;
import dev.bac.agents.testing.Judge;
import dev.bac.identity.Caller;
import dev.bac.llm.planner.PlannerModel;
import dev.bac.llm.springai.AnswerJudge;
import dev.bac.orchestrator.access.ApiEntrance;
import dev.bac.orchestrator.command.instance.Options;
import dev.bac.orchestrator.command.instance.Planners;
import dev.bac.orchestrator.command.instance.Running;
import dev.bac.orchestrator.command.instance.TemporaryFolder;
import dev.bac.orchestrator.config.ServerSettings;
import dev.bac.orchestrator.instance.InstanceFile;
import dev.bac.orchestrator.platform.Platform;
import dev.bac.retrieval.onnx.BgeEmbedder;
import dev.bac.tools.Toolbox;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bac agents test}: agents' own tests, on a demo company of their own that is thrown away afterwards. */
@Command(name = "test", description = "Run agents' tests; no model, no network.", mixinStandardHelpOptions = true)
final class AgentsTestCommand implements Callable<Integer> {
    private static final Duration LOADING = Duration.ofMinutes(2);

    @Parameters(arity = "0..1", paramLabel = "PATH")
    private @Nullable Path path;

    @Option(
            names = "--judge",
            paramLabel = "MODEL",
            description = "Let this model judge the planner's answers with Spring AI's evaluators; auto is any.")
    private @Nullable String judge;

    @Override
    public Integer call() throws IOException {
        var library = AgentsCommand.library(path);
        long begun = System.nanoTime();
        System.err.println("Making a company to test on …");
        Clock clock = Clock.systemUTC();
        try (var folder = TemporaryFolder.create()) {
            var settings = new Options().defaults().with(new ServerSettings("127.0.0.1", 0, folder.path()));
            try (var running = Running.start(settings, true)) {
                var platform = running.platform();
                String key = InstanceFile.find(folder.path()).orElseThrow().key();
                var caller =
                        new ApiEntrance(platform.access().keys()).caller(key).orElseThrow();
                var planner = ready(clock, platform.toolbox(), library, caller);
                var report = new AgentTests(
                                Optional.of(planner), platform.toolbox(), library, clock, judge(platform, caller))
                        .run(caller, library.all());
                System.out.println(report.table());
                System.err.printf("%d agents in %.0f s%n", library.all().size(), (System.nanoTime() - begun) / 1e9);
                return report.exitStatus();
            }
        }
    }

    private Judge judge(Platform platform, Caller caller) {
        return judge == null ? Judge.NOBODY : new AnswerJudge(platform.models().chat(), caller, judge)::complaint;
    }

    /** A planner that knows all texts by their meaning, so that no test depends on how far it has read. */
    private static PlannerModel ready(Clock clock, Toolbox toolbox, AgentLibrary library, Caller caller) {
        var embedder = BgeEmbedder.loading();
        var planner = Planners.builtIn(clock, embedder);
        if (embedder.readyWithin(LOADING)) {
            planner.warm(toolbox.tools(caller).stream().map(ToolDefinitions::of).toList());
            library.all().stream()
                    .filter(agent -> !agent.handoffs().isEmpty())
                    .forEach(agent -> planner.warm(Routes.of(library, caller, agent, toolbox)));
        } else {
            System.err.println("The sentence embedder did not load: by wording alone.");
        }
        return planner;
    }
}
