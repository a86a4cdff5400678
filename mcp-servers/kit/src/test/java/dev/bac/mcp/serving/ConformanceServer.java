package dev.bac.mcp.serving;

import dev.bac.identity.Caller;
import dev.bac.identity.Channel;
import dev.bac.identity.Scope;
import dev.bac.identity.TenantId;
import dev.bac.identity.UserId;
import io.javalin.Javalin;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
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
        var servlet = SessionServlet.serve(PATH, ConformanceServer::addFixtures);
        return Javalin.create(config -> {
                    config.concurrency.useVirtualThreads = true;
                    config.startup.showJavalinBanner = false;
                    config.jetty.modifyServletContextHandler(
                            context -> McpHttp.mount(context, PATH, new Open(), servlet));
                })
                .start("127.0.0.1", port);
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
    private record Open() implements Entrance {
        private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]");

        @Override
        public Optional<Caller> admit(@Nullable String authorization) {
            return Optional.of(new Caller(
                    new TenantId(new UUID(0, 1)),
                    new UserId(new UUID(0, 2)),
                    "anyone",
                    Set.of(),
                    Set.of(),
                    Channel.MCP,
                    Optional.empty()));
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
