package dev.bac.orchestrator.http;

import dev.bac.identity.TenantId;
import dev.bac.orchestrator.access.A2aEntrance;
import dev.bac.orchestrator.access.ApiEntrance;
import dev.bac.orchestrator.access.WebEntrance;
import dev.bac.orchestrator.config.LimitSettings;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.handler.EagerContentHandler;
import org.eclipse.jetty.server.handler.EagerContentHandler.RetainedContentLoaderFactory;

/** The one port: page, API and, beside them, the MCP servers. */
public final class HttpServer implements AutoCloseable {
    private static final long DRAIN_MILLIS = 2_000;
    private static final long AWAITED_BYTES = 64 * 1024;
    private static final int FRAMING_BYTES = 32;

    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");
    private final Javalin javalin;

    private HttpServer(Javalin javalin) {
        this.javalin = javalin;
    }

    /**
     * Who is let in, and how often.
     *
     * @param agents for agents of others, who talk to ours
     * @param url where browsers find us
     * @param calls takes one of the calls that a company's plan holds; false when there is none left
     */
    public record Entrances(
            ApiEntrance keys,
            WebEntrance sessions,
            Optional<A2aEntrance> agents,
            LimitSettings limits,
            String url,
            Predicate<TenantId> calls) {

        /** Where we listen and nowhere else, with as many calls as anybody likes. */
        public Entrances(ApiEntrance keys, WebEntrance sessions, LimitSettings limits) {
            this(keys, sessions, Optional.empty(), limits, "", _ -> true);
        }
    }

    /** Where it listens, and what it serves beside the API. */
    public record Address(String host, int port, Consumer<ServletContextHandler> servlets) {}

    /** Starts listening; from here on requests come. */
    public static HttpServer start(
            Address address, Entrances entrances, List<Resource> resources, MeterRegistry metrics, Supplier<UUID> ids) {
        var rate = new RateLimit(entrances.limits().requestsPerSecond());
        var guard = new Guard(entrances, rate);
        var headers = new SecurityHeaders(WebPage.scriptHashes());
        Javalin javalin = Javalin.create(config -> {
            jetty(config, address);
            WebPage.serve(config);
            config.http.prefer405over404 = true;
            config.http.asyncTimeout = 0;
            var routes = config.routes;
            routes.before(ctx -> {
                ctx.attribute("started", System.nanoTime());
                headers.set(ctx);
                guard.enter(ctx);
            });
            resources.forEach(resource -> resource.routes(routes));
            new Problems(ids).routes(routes);
            routes.after(ctx -> count(metrics, ctx));
        });
        return new HttpServer(javalin.start(address.host(), address.port()));
    }

    static void jetty(JavalinConfig config, Address address) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.concurrency.useVirtualThreads = true;
        config.jetty.modifyHttpConfiguration(http -> {
            http.setSendServerVersion(false);
            // A connection's cache of headers is too small for a token and would be made anew for each request.
            http.setHeaderCacheSize(0);
        });
        config.jetty.modifyServer(server -> {
            server.setErrorHandler(new UnreadableRequests());
            server.setStopTimeout(DRAIN_MILLIS);
            server.setHandler(bodyBeforeAnswer());
        });
        config.jetty.modifyServletContextHandler(address.servlets());
    }

    /**
     * Waits for the start of a body before anybody looks at its request. A refusal sent before the body has come would
     * cost its sender the connection, and often the refusal too.
     */
    private static Handler.Singleton bodyBeforeAnswer() {
        return new EagerContentHandler(new RetainedContentLoaderFactory(AWAITED_BYTES, FRAMING_BYTES, false));
    }

    private static void count(MeterRegistry metrics, Context ctx) {
        Long started = ctx.attribute("started");
        if (started != null) {
            var last = ctx.endpoints().lastHttpEndpoint();
            metrics.timer(
                            "bac.http",
                            "method",
                            ctx.req().getMethod(),
                            "path",
                            last == null ? "none" : last.path,
                            "status",
                            Integer.toString(ctx.statusCode()))
                    .record(Duration.ofNanos(System.nanoTime() - started));
        }
    }

    /** A route; {@code path} with its parameters in braces. */
    public record Route(String method, String path) {}

    /** Every route of the API, as it was added. */
    public List<Route> routes() {
        return javalin.unsafe.internalRouter.allHttpHandlers().stream()
                .map(one -> new Route(one.endpoint.method.name(), one.endpoint.path))
                .filter(route -> METHODS.contains(route.method()))
                .toList();
    }

    public int port() {
        return javalin.port();
    }

    @Override
    public void close() {
        javalin.stop();
    }
}
