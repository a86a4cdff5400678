package dev.bac.orchestrator.http;

import dev.bac.orchestrator.conversation.Conversation;
import dev.bac.orchestrator.conversation.ConversationStore;
import dev.bac.orchestrator.conversation.Conversations;
import dev.bac.orchestrator.conversation.Recorder;
import dev.bac.orchestrator.conversation.Rows;
import dev.bac.orchestrator.problem.Refusal;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Conversations: begin, list, read, cancel. */
public final class ConversationResource implements Resource {
    static final String SCOPE = "chat:use";
    private static final int LONGEST_TITLE = 200;
    private static final int MOST_REPLACED = 100;

    private final Conversations conversations;
    private final ConversationStore store;
    private final Recorder recorder;
    private final Body body;
    private final int page;

    public ConversationResource(Conversations conversations, Rows rows, Body body, int page) {
        this.conversations = conversations;
        this.store = rows.conversations();
        this.recorder = new Recorder(rows);
        this.body = body;
        this.page = page;
    }

    record NewConversation(@Nullable String agent, @Nullable String title) {}

    record Summary(UUID id, String title, String agent, String state, Instant createdAt, Instant updatedAt) {
        static Summary of(Conversation conversation) {
            return new Summary(
                    conversation.id(),
                    conversation.title(),
                    conversation.agent(),
                    conversation.state().label(),
                    conversation.created(),
                    conversation.updated());
        }
    }

    @Override
    public void routes(RoutesConfig routes) {
        routes.post("/api/v1/conversations", this::create);
        routes.get("/api/v1/conversations", this::list);
        routes.get("/api/v1/conversations/{id}", this::get);
        routes.post("/api/v1/conversations/{id}/cancel", this::cancel);
        routes.post("/api/v1/conversations/{id}/test", this::record);
    }

    private void create(Context ctx) {
        var caller = Guard.caller(ctx, SCOPE);
        var wanted = body.read(ctx, NewConversation.class).orElse(new NewConversation(null, null));
        String title = Optional.ofNullable(wanted.title()).orElse("");
        if (title.length() > LONGEST_TITLE) {
            throw Refusal.invalid("title", "It is longer than " + LONGEST_TITLE + " characters.");
        }
        var made = conversations.create(caller, Optional.ofNullable(wanted.agent()), title);
        ctx.status(201);
        Answer.json(ctx, conversations.view(caller, made.id()));
    }

    private void list(Context ctx) {
        var caller = Guard.caller(ctx, SCOPE);
        Answer.page(ctx, store.list(caller, Query.limit(ctx, page), Query.uuid(ctx, "cursor")), Summary::of);
    }

    private void get(Context ctx) {
        Answer.json(ctx, conversations.view(Guard.caller(ctx, SCOPE), Query.id(ctx, "conversation")));
    }

    record Wanted(
            @Nullable Map<String, String> replace, @Nullable Boolean scripted) {}

    /** A test of the agent, made of what happened. */
    private void record(Context ctx) {
        var caller = Guard.caller(ctx, SCOPE);
        var wanted = body.read(ctx, Wanted.class).orElse(new Wanted(null, null));
        var replace = Optional.ofNullable(wanted.replace()).orElse(Map.of());
        if (replace.size() > MOST_REPLACED || replace.containsKey("")) {
            throw Refusal.invalid("replace", "It may name up to " + MOST_REPLACED + " texts, none of them empty.");
        }
        Answer.json(
                ctx,
                recorder.record(
                        caller,
                        Query.id(ctx, "conversation"),
                        replace,
                        Optional.ofNullable(wanted.scripted()).orElse(true)));
    }

    private void cancel(Context ctx) {
        var caller = Guard.caller(ctx, SCOPE);
        UUID id = Query.id(ctx, "conversation");
        conversations.cancel(caller, id);
        ctx.status(202);
        Answer.json(ctx, Summary.of(store.find(caller, id).orElseThrow(() -> Refusal.notFound("conversation"))));
    }
}
