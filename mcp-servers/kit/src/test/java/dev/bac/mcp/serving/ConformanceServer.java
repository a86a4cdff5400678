package dev.bac.mcp.serving;

import dev.bac.identity.Caller;
import dev.bac.identity.Channel;
import dev.bac.identity.Scope;
import dev.bac.identity.TenantId;
import dev.bac.identity.UserId;
import dev.bac.mcp.ToolServer;
import dev.bac.mcp.modern.RequestState;
import dev.bac.mcp.notes.Notes;
import dev.bac.mcp.task.StoredTasks;
import dev.bac.mcp.task.TaskLimits;
import dev.bac.store.Store;
import dev.bac.store.testing.TestDatabase;
import io.javalin.Javalin;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The kit's HTTP layer with the fixtures that the official conformance suite asks for, open to anyone of this machine.
 * Argument: the port. Run by {@code .ci/conformance}.
 */
public final class ConformanceServer {
    private static final String PATH = "/mcp/test";

    private ConformanceServer() {}

    public static void main(String[] arguments) {
        var app = start(Integer.parseInt(arguments[0]));
        System.out.println("http://localhost:" + app.port() + PATH);
    }

    static Javalin start(int port) {
        // Tasks are dispatched by the system's clock, so this schema's transactions go by it too.
        var store = TestDatabase.shared().open(ToolServer.schema(Notes.server()));
        var open = new Open(anyone(TestDatabase.newTenant(store)));
        var legacy = SessionServlet.serve(PATH, ConformanceServer::addFixtures);
        var modern = ModernHttp.of(offer(store));
        var servlet = new EraServlet(modern, legacy, open, _ -> Optional.empty());
        return Javalin.create(config -> {
                    config.concurrency.useVirtualThreads = true;
                    config.startup.showJavalinBanner = false;
                    config.jetty.modifyServletContextHandler(context -> McpHttp.mount(context, PATH, open, servlet));
                })
                .start("127.0.0.1", port);
    }

    private static Caller anyone(TenantId tenant) {
        return new Caller(
                tenant, new UserId(new UUID(0, 2)), "anyone", Set.of(), Set.of(), Channel.MCP, Optional.empty());
    }

    private static ConformanceOffer offer(Store store) {
        var random = new SecureRandom();
        var key = new SecretKeySpec(random.generateSeed(32), "AES");
        var clock = InstantSource.system();
        Supplier<byte[]> nonces = () -> random.generateSeed(12);
        var states = new RequestState(() -> key, UUID::randomUUID, nonces, clock, Duration.ofMinutes(5));
        var tasks = StoredTasks.start(
                store, "conformance-" + UUID.randomUUID(), TaskLimits.usual(), ConformanceTasks.works());
        return new ConformanceOffer(new ConformanceRounds(states), new ConformanceTasks(tasks));
    }

    private static void addFixtures(McpServer.SyncSpecification<?> server) {
        server.serverInfo("bac-conformance", "1")
                .requestTimeout(Duration.ofSeconds(30))
                .capabilities(ServerCapabilities.builder()
                        .completions()
                        .logging()
                        .resources(true, false)
                        .tools(false)
                        .prompts(false)
                        .build())
                .tools(ConformanceTools.all())
                .tools(ConformanceTalk.all())
                .prompts(ConformancePrompts.all())
                .completions(ConformancePrompts.completion())
                .resources(ConformanceResources.all())
                .resourceTemplates(ConformanceResources.template());
    }

    /** Lets everybody in who does not come from a page of another machine. */
    private record Open(Caller anyone) implements Entrance {
        private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]");

        @Override
        public Optional<Caller> admit(@Nullable String authorization) {
            return Optional.of(anyone);
        }

        @Override
        public String challenge() {
            return "Bearer";
        }

        @Override
        public String insufficient(Scope needed) {
            return "Bearer";
        }

        @Override
        public boolean allowsOrigin(String origin) {
            return HERE.contains(URI.create(origin).getHost());
        }
    }
}
