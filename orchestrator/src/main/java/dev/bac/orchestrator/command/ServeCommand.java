package dev.bac.orchestrator.command;

import dev.bac.mcp.DomainServer;
import dev.bac.mcp.ToolServer;
import dev.bac.mcp.serving.McpHttp;
import dev.bac.messaging.vendor.Vendors;
import dev.bac.orchestrator.config.Settings;
import dev.bac.orchestrator.platform.Access;
import dev.bac.orchestrator.platform.Ports;
import dev.bac.orchestrator.platform.Servers;
import dev.bac.orchestrator.platform.Storage;
import dev.bac.store.UuidV7;
import io.javalin.Javalin;
import java.security.SecureRandom;
import java.time.Clock;
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
        var server = Servers.find(part, Vendors.none())
                .orElseThrow(() -> new Wrong("no part \"" + part + "\"; there are " + String.join(", ", Servers.NAMES)
                        + " and orchestrator"));
        try (var open = new WhileOpen(OptionalInt.of(0))) {
            String address = start(server, settings, open);
            System.out.println(part + " answers at " + address + "/mcp/" + part);
            System.out.flush();
            new CountDownLatch(1).await();
            return 0;
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

    /** @return where it answers */
    private static String start(DomainServer server, Settings settings, WhileOpen open) {
        Clock clock = Clock.systemUTC();
        var ids = new UuidV7(clock, new SecureRandom());
        String host = settings.server().host();
        int port = Ports.claim(host, settings.server().port());
        String address = "http://" + Ports.reachable(host) + ":" + port;
        Storage storage = Storage.open(settings, clock, ids);
        try {
            var security = Access.open(storage.database(), clock, ids)
                    .security(settings.identity().url().orElse(address), settings.identity(), clock, ids);
            ToolServer tools = ToolServer.open(server, storage.database(), security, clock);
            var http = Javalin.create(config -> {
                config.startup.showJavalinBanner = false;
                config.concurrency.useVirtualThreads = true;
                config.jetty.modifyServletContextHandler(context -> McpHttp.mount(context, tools));
                config.routes.get(
                        "/health", ctx -> ctx.contentType("application/json").result("{\"status\":\"alive\"}"));
            });
            open.opened(() -> {
                http.stop();
                tools.close();
                storage.close();
            });
            http.start(host, port);
            return address;
        } catch (RuntimeException e) {
            storage.close();
            throw e;
        }
    }
}
