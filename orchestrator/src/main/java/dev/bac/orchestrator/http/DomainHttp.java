package dev.bac.orchestrator.http;

import io.javalin.Javalin;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/** The port of one domain's server: MCP, whether it lives and can serve, and what the domain hears from outside. */
public final class DomainHttp implements AutoCloseable {
    private final Javalin javalin;

    private DomainHttp(Javalin javalin) {
        this.javalin = javalin;
    }

    public static DomainHttp start(
            HttpServer.Address address, HealthResource health, List<Resource> resources, Supplier<UUID> ids) {
        var javalin = Javalin.create(config -> {
            HttpServer.jetty(config, address);
            health.health(config.routes);
            resources.forEach(resource -> resource.routes(config.routes));
            new Problems(ids).routes(config.routes);
        });
        return new DomainHttp(javalin.start(address.host(), address.port()));
    }

    @Override
    public void close() {
        javalin.stop();
    }
}
