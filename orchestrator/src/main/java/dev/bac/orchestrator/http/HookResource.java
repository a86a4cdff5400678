package dev.bac.orchestrator.http;

import dev.bac.identity.Caller;
import dev.bac.mcp.ToolRefusal;
import dev.bac.messaging.hook.Delivery;
import dev.bac.messaging.hook.Hook;
import dev.bac.messaging.hook.HookDesk;
import dev.bac.orchestrator.problem.ProblemCode;
import dev.bac.orchestrator.problem.Refusal;
import dev.bac.store.Store;
import dev.bac.store.TxWork;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Programs that a company wants told what becomes of its messages. They see who is written to and what people write, so
 * only who may send without asking may add them.
 */
public final class HookResource implements Resource {
    private static final String SCOPE = "messaging:direct";

    private final HookDesk desk;
    private final Store store;
    private final Body body;
    private final int page;

    public HookResource(HookDesk desk, Store store, Body body, int page) {
        this.desk = desk;
        this.store = store;
        this.body = body;
        this.page = page;
    }

    record Wanted(@Nullable String url, @Nullable List<String> events) {}

    /** @param secret shown this once; null otherwise */
    record Shown(
            UUID id,
            String url,
            List<String> events,
            boolean active,
            @Nullable String reason,
            int failures,
            Instant createdAt,
            @Nullable String secret) {
        static Shown of(Hook hook, @Nullable String secret) {
            return new Shown(
                    hook.id(),
                    hook.url(),
                    hook.events(),
                    hook.active(),
                    hook.reason(),
                    hook.failures(),
                    hook.createdAt(),
                    secret);
        }
    }

    record Told(
            UUID id,
            String event,
            String state,
            int attempts,
            Instant nextAt,
            @Nullable Integer status,
            @Nullable String problem,
            Instant createdAt,
            @Nullable Instant doneAt) {
        static Told of(Delivery one) {
            return new Told(
                    one.id(),
                    one.event(),
                    one.state().toLowerCase(Locale.ROOT),
                    one.attempts(),
                    one.nextAt(),
                    one.status(),
                    one.problem(),
                    one.createdAt(),
                    one.doneAt());
        }
    }

    record Replayed(int replayed) {}

    @Override
    public void routes(RoutesConfig routes) {
        routes.post("/api/v1/webhooks", this::add);
        routes.get("/api/v1/webhooks", this::list);
        routes.delete("/api/v1/webhooks/{id}", this::remove);
        routes.post("/api/v1/webhooks/{id}/rotate", this::rotate);
        routes.post("/api/v1/webhooks/{id}/activate", this::activate);
        routes.get("/api/v1/webhooks/{id}/deliveries", this::deliveries);
        routes.post("/api/v1/webhooks/{id}/replay", ctx -> replay(ctx, null));
        routes.post(
                "/api/v1/webhooks/{id}/deliveries/{delivery}/replay",
                ctx -> replay(ctx, Query.id(ctx, "delivery", "delivery")));
    }

    private void add(Context ctx) {
        var caller = Guard.caller(ctx, SCOPE);
        var wanted = body.require(ctx, Wanted.class);
        try {
            var added = store.write(
                    caller.tenant(),
                    tx -> desk.add(
                            tx,
                            caller.name(),
                            Optional.ofNullable(wanted.url()).orElse(""),
                            Optional.ofNullable(wanted.events()).orElse(List.of())));
            ctx.status(201);
            Answer.json(ctx, Shown.of(added.hook(), added.secret()));
        } catch (ToolRefusal e) {
            throw Refusal.invalid("body", String.valueOf(e.getMessage()));
        }
    }

    private void list(Context ctx) {
        var caller = Guard.caller(ctx, SCOPE);
        var all = store.read(caller.tenant(), desk::all);
        Answer.json(
                ctx,
                new Answer.All<>(all.stream().map(one -> Shown.of(one, null)).toList()));
    }

    private void remove(Context ctx) {
        var caller = Guard.caller(ctx, SCOPE);
        UUID id = Query.id(ctx, "webhook");
        boolean removed = store.write(caller.tenant(), tx -> desk.remove(tx, id));
        if (!removed) {
            throw Refusal.notFound("webhook");
        }
        ctx.status(204);
    }

    private void rotate(Context ctx) {
        UUID id = Query.id(ctx, "webhook");
        var rotated = there(ctx, tx -> desk.rotate(tx, id));
        Answer.json(ctx, Shown.of(rotated.hook(), rotated.secret()));
    }

    private void activate(Context ctx) {
        UUID id = Query.id(ctx, "webhook");
        Answer.json(ctx, Shown.of(there(ctx, tx -> desk.activate(tx, id)), null));
    }

    private void deliveries(Context ctx) {
        Caller caller = Guard.caller(ctx, SCOPE);
        UUID id = Query.id(ctx, "webhook");
        int most = Query.limit(ctx, page);
        String state = Query.text(ctx, "state").map(HookResource::state).orElse(null);
        var some = store.read(caller.tenant(), tx -> desk.deliveries(tx, id, state, most))
                .orElseThrow(() -> Refusal.notFound("webhook"));
        Answer.json(ctx, new Answer.All<>(some.stream().map(Told::of).toList()));
    }

    private static String state(String given) {
        if (!List.of("waiting", "delivered", "dead").contains(given)) {
            throw Refusal.invalid("state", "It must be waiting, delivered or dead.");
        }
        return given.toUpperCase(Locale.ROOT);
    }

    private void replay(Context ctx, @Nullable UUID delivery) {
        UUID id = Query.id(ctx, "webhook");
        int replayed = there(ctx, tx -> desk.replay(tx, id, delivery));
        if (delivery != null && replayed == 0) {
            throw Refusal.of(
                    ProblemCode.NOT_FOUND, "There is no such delivery, or it waits already.", "List the deliveries.");
        }
        Answer.json(ctx, new Replayed(replayed));
    }

    private <T> T there(Context ctx, TxWork<Optional<T>> work) {
        var caller = Guard.caller(ctx, SCOPE);
        return store.write(caller.tenant(), work).orElseThrow(() -> Refusal.notFound("webhook"));
    }
}
