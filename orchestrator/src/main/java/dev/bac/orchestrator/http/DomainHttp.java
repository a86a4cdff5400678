package dev.bac.orchestrator.http;

import io.javalin.Javalin;

/** The port of one domain's server: MCP, and whether it lives and can serve. */
public final class DomainHttp implements AutoCloseable {
    private final Javalin javalin;

    private DomainHttp(Javalin javalin) {
        this.javalin = javalin;
    }

    public static DomainHttp start(HttpServer.Address address, HealthResource health) {
        var javalin = Javalin.create(config -> {
            HttpServer.jetty(config, address);
            health.health(config.routes);
        });
        return new DomainHttp(javalin.start(address.host(), address.port()));
    }

    @Override
    public void close() {
        javalin.stop();
    }
}
