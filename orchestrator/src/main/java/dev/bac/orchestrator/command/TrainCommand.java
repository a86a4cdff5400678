package dev.bac.orchestrator.command;

import dev.bac.orchestrator.command.instance.ChatClient;
import dev.bac.orchestrator.command.instance.ChatPrinter;
import dev.bac.orchestrator.command.instance.Options;
import dev.bac.orchestrator.command.instance.Running;
import dev.bac.orchestrator.command.instance.TemporaryFolder;
import dev.bac.orchestrator.config.ServerSettings;
import dev.bac.orchestrator.instance.InstanceFile;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * Starts an instance on a folder of its own, asks it something and ends: the launcher lets the JVM watch, and keeps what
 * it learned as the cache that makes later starts faster (JEP 483, JEP 514).
 */
@Command(name = "train", hidden = true, mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {
    private static final String QUESTION = "Which invoices are overdue?";

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (var folder = TemporaryFolder.create()) {
            var settings = new Options().defaults().with(new ServerSettings("127.0.0.1", 0, folder.path()));
            try (var running = Running.start(settings, false)) {
                running.signInLink();
                var client = new ChatClient(InstanceFile.find(folder.path()).orElseThrow());
                client.say(client.begin(Optional.empty()), QUESTION, ChatPrinter.silent());
            }
        }
        return 0;
    }
}
