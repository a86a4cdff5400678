package dev.bac.orchestrator.http;

import dev.bac.identity.Caller;
import dev.bac.orchestrator.problem.ProblemCode;
import dev.bac.orchestrator.problem.Refusal;
import dev.bac.tools.ToolCall;
import dev.bac.tools.ToolOutcome;
import dev.bac.tools.Toolbox;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What agents keep in mind for the caller: seen and deleted by the same tools, and so by the same rights, as in a chat. */
public final class NoteResource implements Resource {
    private final Toolbox toolbox;
    private final int page;

    public NoteResource(Toolbox toolbox, int page) {
        this.toolbox = toolbox;
        this.page = page;
    }

    @Override
    public void routes(RoutesConfig routes) {
        routes.get("/api/v1/notes", this::list);
        routes.delete("/api/v1/notes/{id}", this::forget);
    }

    private void list(Context ctx) {
        var caller = Guard.caller(ctx, ConversationResource.SCOPE);
        var arguments = Json.MAPPER.createObjectNode().put("limit", Query.limit(ctx, page));
        Query.text(ctx, "query").ifPresent(words -> arguments.put("query", words));
        Query.text(ctx, "cursor").ifPresent(cursor -> arguments.put("cursor", cursor));
        var found = call(caller, "knowledge_note_list", arguments, "");
        var answer = Json.MAPPER.createObjectNode();
        answer.set("items", found.path("items"));
        answer.set("next", found.path("next").isString() ? found.path("next") : Json.MAPPER.nullNode());
        Answer.json(ctx, answer);
    }

    private void forget(Context ctx) {
        var caller = Guard.caller(ctx, ConversationResource.SCOPE);
        UUID id = Query.id(ctx, "note");
        // A note is deleted once: its own id is key enough.
        call(caller, "knowledge_note_forget", Json.MAPPER.createObjectNode().put("note", id.toString()), "note/" + id);
        ctx.status(204);
    }

    private JsonNode call(Caller caller, String tool, ObjectNode arguments, String key) {
        return switch (toolbox.call(caller, new ToolCall(tool, arguments, key, Optional.empty()))) {
            case ToolOutcome.Done done -> done.content();
            case ToolOutcome.Failed failed ->
                throw switch (failed.code()) {
                    case "not_found" -> Refusal.notFound("note");
                    case "forbidden", "insufficient_scope" -> Refusal.of(ProblemCode.FORBIDDEN, failed.text());
                    default -> Refusal.invalid("note", failed.text());
                };
            case ToolOutcome.NeedsApproval waits -> throw Refusal.of(ProblemCode.CONFLICT, waits.text());
        };
    }
}
