package dev.bac.orchestrator.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether it lives, whether it can serve, and its figures. */
public final class HealthResource implements Resource {
    private static final Logger LOG = LoggerFactory.getLogger(HealthResource.class);

    private final Map<String, Runnable> checks;
    private final PrometheusMeterRegistry metrics;

    /** @param checks by part; a check that throws says that the part does not work */
    public HealthResource(Map<String, Runnable> checks, PrometheusMeterRegistry metrics) {
        this.checks = new TreeMap<>(checks);
        this.metrics = metrics;
    }

    record Health(String status) {}

    record Ready(String status, Map<String, String> parts) {}

    @Override
    public void routes(RoutesConfig routes) {
        health(routes);
        routes.get("/metrics", ctx -> {
            Guard.caller(ctx, "usage:read");
            ctx.contentType("text/plain; version=0.0.4; charset=utf-8");
            ctx.result(metrics.scrape());
        });
    }

    /** What needs no credential. */
    public void health(RoutesConfig routes) {
        routes.get("/health", ctx -> Answer.json(ctx, new Health("alive")));
        routes.get("/ready", this::ready);
    }

    private void ready(Context ctx) {
        var parts = new TreeMap<String, String>();
        checks.forEach((part, check) -> parts.put(part, told(part, check)));
        boolean ready = parts.values().stream().allMatch("ok"::equals);
        ctx.status(ready ? 200 : 503);
        Answer.json(ctx, new Ready(ready ? "ready" : "not_ready", parts));
    }

    private static String told(String part, Runnable check) {
        try {
            check.run();
            return "ok";
        } catch (RuntimeException e) {
            LOG.warn("not ready: {}", part, e);
            return "does not answer";
        }
    }
}
