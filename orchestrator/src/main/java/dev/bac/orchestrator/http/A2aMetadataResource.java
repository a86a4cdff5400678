package dev.bac.orchestrator.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.bac.orchestrator.access.A2aEntrance;
import io.javalin.config.RoutesConfig;
import java.util.List;

/** Tells agents of others where tokens for A2A come from (RFC 9728, section 2). */
public final class A2aMetadataResource implements Resource {
    private final Metadata metadata;

    /**
     * @param authorizationServer who makes the tokens
     * @param url where we are reached from outside
     */
    public A2aMetadataResource(A2aEntrance entrance, String authorizationServer, String url) {
        this.metadata = new Metadata(
                entrance.audience(),
                "BAC's agents",
                List.of(authorizationServer),
                List.of("header"),
                List.of(A2aEntrance.TALK.value()),
                url + "/docs");
    }

    private record Metadata(
            @JsonProperty("resource") String resource,
            @JsonProperty("resource_name") String name,
            @JsonProperty("authorization_servers") List<String> servers,
            @JsonProperty("bearer_methods_supported") List<String> methods,
            @JsonProperty("scopes_supported") List<String> scopes,
            @JsonProperty("resource_documentation") String docs) {}

    @Override
    public void routes(RoutesConfig routes) {
        routes.get("/.well-known/oauth-protected-resource" + A2aEntrance.PATH, ctx -> {
            ctx.header("Cache-Control", "public, max-age=300");
            Answer.json(ctx, metadata);
        });
    }
}
