package dev.bac.orchestrator.http;

import dev.bac.identity.Caller;
import dev.bac.identity.TenantId;
import dev.bac.orchestrator.problem.Refusal;
import dev.bac.orchestrator.workflow.Hooks;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Optional;
import java.util.UUID;

/** Webhooks that start runs of workflows: making their secret, and taking what they send. */
public final class WorkflowHookResource implements Resource {
    private final Hooks hooks;
    private final Body body;
    private final String url;

    /** @param url where senders find us */
    public WorkflowHookResource(Hooks hooks, Body body, String url) {
        this.hooks = hooks;
        this.body = body;
        this.url = url;
    }

    record Hook(String url, String secret) {}

    @Override
    public void routes(RoutesConfig routes) {
        routes.post("/api/v1/workflows/{name}/webhook", this::renew);
        routes.post("/webhooks/workflows/{tenant}/{name}", this::accept);
    }

    private void renew(Context ctx) {
        Caller caller = Guard.caller(ctx, "agents:write");
        String name = ctx.pathParam("name");
        String secret = hooks.renew(caller.tenant(), name);
        Answer.json(ctx, new Hook(url + "/webhooks/workflows/" + caller.tenant() + "/" + name, secret));
    }

    private void accept(Context ctx) {
        var request = new Hooks.Request(header(ctx, "X-Bac-Timestamp"), header(ctx, "X-Bac-Signature"), body.text(ctx));
        UUID run = hooks.accept(tenant(ctx), ctx.pathParam("name"), request);
        ctx.status(202);
        Answer.json(ctx, new WorkflowResource.Started(run));
    }

    private static TenantId tenant(Context ctx) {
        try {
            return TenantId.parse(ctx.pathParam("tenant"));
        } catch (IllegalArgumentException e) {
            throw Refusal.notFound("webhook");
        }
    }

    private static String header(Context ctx, String name) {
        return Optional.ofNullable(ctx.header(name)).orElse("");
    }
}
