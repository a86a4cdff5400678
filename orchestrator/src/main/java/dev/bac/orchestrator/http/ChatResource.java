package dev.bac.orchestrator.http;

import dev.bac.identity.Caller;
import dev.bac.orchestrator.conversation.Conversations;
import dev.bac.orchestrator.problem.Refusal;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Saying something, and following what comes of it. */
public final class ChatResource implements Resource {
    private static final int LONGEST = 100_000;

    private final Conversations conversations;
    private final Body body;

    public ChatResource(Conversations conversations, Body body) {
        this.conversations = conversations;
        this.body = body;
    }

    record NewMessage(@Nullable String text, @Nullable String agent) {}

    @Override
    public void routes(RoutesConfig routes) {
        routes.post("/api/v1/conversations/{id}/messages", this::send);
        routes.get("/api/v1/conversations/{id}/events", this::resume);
    }

    private void send(Context ctx) {
        Caller caller = Guard.caller(ctx, ConversationResource.SCOPE);
        UUID id = Query.id(ctx, "conversation");
        NewMessage message = body.require(ctx, NewMessage.class);
        String text = Optional.ofNullable(message.text()).map(String::strip).orElse("");
        if (text.isEmpty() || text.length() > LONGEST) {
            throw Refusal.invalid("text", "It must have 1 to " + LONGEST + " characters.");
        }
        long before = conversations.answer(caller, id, text, Optional.ofNullable(message.agent()));
        stream(ctx, caller, id, before);
    }

    private void resume(Context ctx) {
        Caller caller = Guard.caller(ctx, ConversationResource.SCOPE);
        UUID id = Query.id(ctx, "conversation");
        long last = Optional.ofNullable(ctx.header("Last-Event-ID"))
                .filter(header -> header.matches("[0-9]{1,18}"))
                .map(Long::parseLong)
                .orElse(0L);
        long after = Query.number(ctx, "after", last, 0, Long.MAX_VALUE);
        conversations.require(caller, id);
        stream(ctx, caller, id, after);
    }

    private void stream(Context ctx, Caller caller, UUID id, long after) {
        try {
            conversations.follow(caller, id, after, new EventStream(ctx));
        } catch (EventStream.ReaderLeft e) {
            // The run goes on; the reader may come back with events?after=.
        }
    }
}
