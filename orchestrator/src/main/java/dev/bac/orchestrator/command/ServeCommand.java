package dev.bac.orchestrator.command;

import dev.bac.orchestrator.command.instance.Failed;
import dev.bac.orchestrator.command.instance.Options;
import dev.bac.orchestrator.command.instance.Running;
import dev.bac.orchestrator.command.instance.WhileOpen;
import dev.bac.orchestrator.command.instance.Wrong;
import dev.bac.orchestrator.config.Settings;
import dev.bac.orchestrator.platform.DomainProcess;
import dev.bac.orchestrator.platform.Servers;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bac serve}: one domain as a process of its own, against an external PostgreSQL. */
@Command(
        name = "serve",
        description = "Serve one domain as its own process, against an external PostgreSQL.",
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
    @Mixin
    private final Options options = new Options();

    @Parameters(paramLabel = "PART", description = "crm, erp, finance, messaging, provisioning or orchestrator.")
    private String part = "";

    @Option(names = "--port", description = "Port (BAC_PORT; default 8080).")
    private @Nullable Integer port;

    @Option(names = "--host", description = "Address to listen on (default 127.0.0.1).")
    private @Nullable String host;

    @Override
    public Integer call() throws InterruptedException {
        var settings = options.settings(host, port);
        if (settings.database().url().isEmpty()) {
            throw new Failed("serve wants an external PostgreSQL: set database.url in bac.yaml, or use ./bac up");
        }
        if (part.equals("orchestrator")) {
            return orchestrator(settings);
        }
        if (!Servers.NAMES.contains(part)) {
            throw new Wrong(
                    "no part \"" + part + "\"; there are " + String.join(", ", Servers.NAMES) + " and orchestrator");
        }
        try (var open = new WhileOpen(OptionalInt.of(0))) {
            var domain = started(settings, open);
            System.out.println(part + " answers at " + domain.address());
            System.out.flush();
            new CountDownLatch(1).await();
            return 0;
        }
    }

    private DomainProcess started(Settings settings, WhileOpen open) {
        try {
            var domain = DomainProcess.start(part, settings);
            open.opened(domain);
            return domain;
        } catch (RuntimeException | Error e) {
            open.close();
            throw e;
        }
    }

    /** With its own copies of the domains' servers: they share the database, so copies beside them do no harm. */
    private static int orchestrator(Settings settings) throws InterruptedException {
        try (var running = Running.start(settings, false, OptionalInt.of(0))) {
            System.out.println("orchestrator answers at " + running.platform().baseUrl());
            System.out.println("Sign in, once, within half an hour: " + running.signInLink());
            System.out.flush();
            new CountDownLatch(1).await();
            return 0;
        }
    }
}
