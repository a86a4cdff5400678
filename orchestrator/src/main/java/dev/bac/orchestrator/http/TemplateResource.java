package dev.bac.orchestrator.http;

import dev.bac.mcp.ToolAnswer;
import dev.bac.mcp.ToolInvocation;
import dev.bac.mcp.ToolServer;
import dev.bac.orchestrator.problem.ProblemCode;
import dev.bac.orchestrator.problem.Refusal;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Message templates for programs: what the server's own tools do, under the same rules. */
public final class TemplateResource implements Resource {
    private static final String WRITE = "messaging:write";
    private static final String READ = "messaging:read";

    private final ToolServer messaging;
    private final Body body;
    private final int page;

    public TemplateResource(ToolServer messaging, Body body, int page) {
        this.messaging = messaging;
        this.body = body;
        this.page = page;
    }

    /** @param language of a further text; null for the template's own */
    record Wanted(
            @Nullable String name,
            @Nullable String channel,
            @Nullable String subject,
            @Nullable String body,
            @Nullable String language) {}

    /** @param to whose language decides, unless one is given */
    record Shown(
            @Nullable String template,
            @Nullable String to,
            @Nullable String language,
            @Nullable Map<String, String> values) {}

    @Override
    public void routes(RoutesConfig routes) {
        routes.post("/api/v1/templates", this::save);
        routes.get("/api/v1/templates", this::list);
        routes.post("/api/v1/templates/preview", this::preview);
    }

    private void save(Context ctx) {
        Guard.caller(ctx, WRITE);
        tool(ctx, "messaging_template_save", given(body.require(ctx, Wanted.class)));
    }

    private void list(Context ctx) {
        Guard.caller(ctx, READ);
        var arguments = Json.MAPPER.createObjectNode().put("limit", Query.limit(ctx, page));
        Query.text(ctx, "channel").ifPresent(channel -> arguments.put("channel", channel));
        Query.text(ctx, "cursor").ifPresent(cursor -> arguments.put("cursor", cursor));
        tool(ctx, "messaging_template_list", arguments);
    }

    private void preview(Context ctx) {
        Guard.caller(ctx, READ);
        tool(ctx, "messaging_template_preview", given(body.require(ctx, Shown.class)));
    }

    /** What is null is left out. */
    private static ObjectNode given(Record wanted) {
        ObjectNode arguments = Json.MAPPER.valueToTree(wanted);
        arguments.properties().removeIf(field -> field.getValue().isNull());
        return arguments;
    }

    private void tool(Context ctx, String name, ObjectNode arguments) {
        var call = ToolInvocation.of(name, arguments);
        var keyed = Optional.ofNullable(ctx.header("Idempotency-Key"))
                .map(key -> call.keyed("rest/" + key))
                .orElse(call);
        switch (messaging.call(Guard.caller(ctx), keyed)) {
            case ToolAnswer.Result result -> Answer.json(ctx, result.content());
            case ToolAnswer.Refused refused ->
                throw refused.code().equals("not_found")
                        ? Refusal.notFound("template")
                        : Refusal.invalid("body", refused.text());
            case ToolAnswer.NeedsApproval needs -> throw Refusal.of(ProblemCode.FORBIDDEN, needs.text());
        }
    }
}
