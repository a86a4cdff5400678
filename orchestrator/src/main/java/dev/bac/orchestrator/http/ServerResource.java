package dev.bac.orchestrator.http;

import dev.bac.identity.Caller;
import dev.bac.orchestrator.problem.Refusal;
import dev.bac.orchestrator.servers.ForeignServers;
import dev.bac.orchestrator.servers.OurIdentity;
import dev.bac.tools.mcp.oauth.OauthFailure;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** MCP servers of others: how they are, accepting what they say, connecting them. */
public final class ServerResource implements Resource {
    /** Whoever holds it decides for the company. */
    private static final String SCOPE = "servers:write";

    private static final int MOST = 1_000;

    private final ForeignServers servers;
    private final OurIdentity identity;
    private final Body body;

    public ServerResource(ForeignServers servers, OurIdentity identity, Body body) {
        this.servers = servers;
        this.identity = identity;
        this.body = body;
    }

    record Seen(@Nullable List<String> hashes) {}

    record Accepted(List<String> tools) {}

    record Connect(@Nullable String url) {}

    @Override
    public void routes(RoutesConfig routes) {
        routes.get("/api/v1/servers", this::list);
        routes.post("/api/v1/servers/{name}/accept", this::accept);
        routes.post("/api/v1/servers/{name}/connect", this::connect);
        routes.get(OurIdentity.CALLBACK, this::returned);
        routes.get(OurIdentity.DOCUMENT, ctx -> Answer.json(ctx, identity.document()));
    }

    private void list(Context ctx) {
        Caller caller = Guard.caller(ctx, SCOPE);
        Answer.json(ctx, new Answer.All<>(servers.list(caller)));
    }

    private void accept(Context ctx) {
        Caller caller = Guard.caller(ctx, SCOPE);
        var hashes = body.read(ctx, Seen.class).map(Seen::hashes);
        if (hashes.filter(all -> all.size() > MOST || all.contains(null)).isPresent()) {
            throw Refusal.invalid("hashes", "They must be at most " + MOST + " texts.");
        }
        var accepted = servers.accept(caller, ctx.pathParam("name"), hashes.map(Set::copyOf));
        Answer.json(ctx, new Accepted(accepted));
    }

    private void connect(Context ctx) {
        Caller caller = Guard.caller(ctx, SCOPE);
        var page = servers.connect(caller, ctx.pathParam("name"));
        Answer.json(ctx, new Connect(page.map(URI::toString).orElse(null)));
    }

    /** Opened by the browser that comes back; the unguessable state in its address is what lets it in. */
    private void returned(Context ctx) {
        ctx.header("Cache-Control", "no-store");
        ctx.contentType("text/plain; charset=utf-8");
        try {
            var query = Optional.ofNullable(ctx.req().getQueryString()).orElse("");
            var name = servers.returned(URI.create(identity.url() + OurIdentity.CALLBACK + "?" + query));
            ctx.result(name + " is connected. You can close this page.");
        } catch (OauthFailure | IllegalArgumentException failed) {
            ctx.status(HttpStatus.BAD_REQUEST);
            ctx.result("Not connected: " + failed.getMessage());
        }
    }
}
