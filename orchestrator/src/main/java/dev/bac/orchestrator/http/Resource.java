package dev.bac.orchestrator.http;

import io.javalin.config.RoutesConfig;

/** One resource of the API. */
public interface Resource {
    void routes(RoutesConfig routes);
}
