package dev.bac.orchestrator.http;

import dev.bac.orchestrator.conversation.ConversationView;
import dev.bac.orchestrator.conversation.Conversations;
import dev.bac.orchestrator.download.Download;
import dev.bac.orchestrator.problem.ProblemCode;
import dev.bac.orchestrator.problem.Refusal;
import dev.bac.orchestrator.run.CallView;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What a tool answered in a conversation, as a file: its rows for a spreadsheet, or the document it made. Only whoever had
 * the conversation gets it, and for thirty days: what was true then is not what is true now, so that it is asked again.
 */
public final class DownloadResource implements Resource {
    static final Duration KEPT = Duration.ofDays(30);

    private final Conversations conversations;
    private final InstantSource clock;

    public DownloadResource(Conversations conversations, InstantSource clock) {
        this.conversations = conversations;
        this.clock = clock;
    }

    private record Called(CallView call, Instant at) {}

    @Override
    public void routes(RoutesConfig routes) {
        routes.get("/api/v1/conversations/{id}/download", this::get);
    }

    private void get(Context ctx) {
        var caller = Guard.caller(ctx, ConversationResource.SCOPE);
        var wanted = Query.text(ctx, "call").orElse("");
        var format = Query.text(ctx, "format").orElse("csv");
        var called = find(conversations.view(caller, Query.id(ctx, "conversation")), wanted)
                .orElseThrow(() -> Refusal.notFound("call"));
        if (called.at().plus(KEPT).isBefore(clock.instant())) {
            throw Refusal.of(ProblemCode.EXPIRED, "The file is older than thirty days. Ask again for a new one.");
        }
        JsonNode content = Optional.ofNullable(called.call().content()).orElseThrow(() -> Refusal.notFound("file"));
        var file =
                switch (format) {
                    case "csv" -> Download.rows(called.call().tool(), content);
                    case "file" -> Download.file(content);
                    default -> throw Refusal.invalid("format", "It must be csv or file.");
                };
        send(ctx, file.orElseThrow(() -> Refusal.notFound("file")));
    }

    private static Optional<Called> find(ConversationView view, String call) {
        return view.messages().stream()
                .flatMap(said -> said.calls().stream().map(one -> new Called(one, said.at())))
                .filter(one -> one.call().id().equals(call))
                .findFirst();
    }

    private static void send(Context ctx, Download file) {
        ctx.contentType(file.mediaType());
        ctx.header("Content-Disposition", "attachment; filename=\"" + file.name() + "\"");
        ctx.header("Cache-Control", "private, no-store");
        ctx.result(file.open());
    }
}
