package dev.bac.orchestrator.command;

import dev.bac.agents.testing.AgentTests;
import dev.bac.orchestrator.access.ApiEntrance;
import dev.bac.orchestrator.config.ServerSettings;
import dev.bac.orchestrator.instance.InstanceFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code bac agents test}: agents' own tests, on a demo company of their own that is thrown away afterwards. */
@Command(name = "test", description = "Run agents' tests; no model, no network.", mixinStandardHelpOptions = true)
final class AgentsTestCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "PATH")
    private @Nullable Path path;

    @Override
    public Integer call() throws IOException {
        var library = AgentsCommand.library(path);
        System.err.println("Making a company to test on …");
        Clock clock = Clock.systemUTC();
        try (var folder = TemporaryFolder.create()) {
            var settings = new Options().defaults().with(new ServerSettings("127.0.0.1", 0, folder.path()));
            try (var running = Running.start(settings, true)) {
                var platform = running.platform();
                String key = InstanceFile.find(folder.path()).orElseThrow().key();
                var caller =
                        new ApiEntrance(platform.access().keys()).caller(key).orElseThrow();
                var report = new AgentTests(Optional.of(Planners.builtIn(clock)), platform.toolbox(), library, clock)
                        .run(caller, library.all());
                System.out.println(report.table());
                return report.exitStatus();
            }
        }
    }
}
