package dev.bac.orchestrator.command;

import dev.bac.orchestrator.command.instance.Options;
import dev.bac.orchestrator.command.instance.Running;
import dev.bac.orchestrator.command.instance.Wrong;
import java.nio.file.Files;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bac up}: everything in one process, until somebody stops it. */
@Command(name = "up", description = "Start everything in one process.", mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {
    @Mixin
    private final Options options = new Options();

    @Option(names = "--port", description = "Port (BAC_PORT; default 8080; 0 takes a free one).")
    private @Nullable Integer port;

    @Option(names = "--host", description = "Address to listen on (default 127.0.0.1).")
    private @Nullable String host;

    @Option(names = "--no-demo", description = "Leave an empty data folder without sample data.")
    private boolean noDemo;

    @Override
    public Integer call() throws InterruptedException {
        if (port != null && (port < 0 || port > 65_535)) {
            throw new Wrong("--port must be from 0 to 65535, not " + port);
        }
        var settings = options.settings(host, port);
        boolean first = Files.notExists(settings.server().data().resolve("postgres"));
        System.err.println(
                first
                        ? "Starting for the first time: this sets up PostgreSQL and takes half a minute …"
                        : "Starting …");
        Running running = Running.start(settings, !noDemo, OptionalInt.of(0));
        System.out.println("BAC answers at " + running.platform().baseUrl());
        System.out.println("Sign in, once, within half an hour: " + running.signInLink());
        tellModel(running);
        System.out.println("Ctrl-C stops it.");
        System.out.flush();
        new CountDownLatch(1).await();
        return 0;
    }

    private static void tellModel(Running running) {
        var first = running.platform().models().first();
        System.out.println("Model: " + first.model() + " (" + first.why() + ")");
        first.connect().ifPresent(System.out::println);
    }
}
