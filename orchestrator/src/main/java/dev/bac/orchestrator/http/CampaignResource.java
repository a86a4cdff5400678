package dev.bac.orchestrator.http;

import dev.bac.mcp.ToolRefusal;
import dev.bac.messaging.campaign.CampaignDesk;
import dev.bac.messaging.campaign.CampaignView;
import dev.bac.messaging.campaign.Metric;
import dev.bac.messaging.campaign.NewCampaign;
import dev.bac.messaging.campaign.Purpose;
import dev.bac.orchestrator.problem.ProblemCode;
import dev.bac.orchestrator.problem.Refusal;
import dev.bac.store.CanonicalJson;
import dev.bac.store.Idempotency;
import dev.bac.store.Store;
import dev.bac.store.StoreException;
import dev.bac.store.Tx;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Campaigns for programs: order, watch, pause, resume, cancel. */
public final class CampaignResource implements Resource {
    private static final String SEND = "messaging:direct";
    private static final String READ = "messaging:read";
    private static final int MOST_LISTED = 50;

    private final CampaignDesk desk;
    private final Store store;
    private final Body body;
    private final int page;

    public CampaignResource(CampaignDesk desk, Store store, Body body, int page) {
        this.desk = desk;
        this.store = store;
        this.body = body;
        this.page = page;
    }

    record Trial(
            @Nullable String otherTemplate,
            @Nullable Integer percent,
            @Nullable String metric,
            @Nullable Integer decideAfterMinutes) {}

    /** @param recipients CSV with a header row */
    record Order(
            @Nullable String name,
            @Nullable String template,
            @Nullable String purpose,
            @Nullable String recipients,
            @Nullable String startAt,
            @Nullable Integer perMinute,
            @Nullable Trial trial) {}

    record Problems(
            List<CampaignDesk.Problem> items, @Nullable Integer next) {}

    @Override
    public void routes(RoutesConfig routes) {
        routes.post("/api/v1/campaigns", this::create);
        routes.get("/api/v1/campaigns", this::list);
        routes.get("/api/v1/campaigns/{id}", this::show);
        routes.get("/api/v1/campaigns/{id}/problems", this::problems);
        for (var change : CampaignDesk.Change.values()) {
            routes.post("/api/v1/campaigns/{id}/" + change.name().toLowerCase(Locale.ROOT), ctx -> change(ctx, change));
        }
    }

    private void create(Context ctx) {
        var caller = Guard.caller(ctx, SEND);
        var order = body.require(ctx, Order.class);
        var wanted = wanted(order);
        boolean dryRun = Query.text(ctx, "dryRun").filter("true"::equals).isPresent();
        String key = ctx.header("Idempotency-Key");
        try {
            JsonNode made = dryRun
                    ? store.preview(caller.tenant(), tx -> json(desk.create(tx, caller.name(), wanted)))
                    : store.write(caller.tenant(), tx -> once(tx, key, order, caller.name(), wanted));
            ctx.status(dryRun ? 200 : 201);
            Answer.json(ctx, made);
        } catch (ToolRefusal e) {
            throw Refusal.invalid("body", String.valueOf(e.getMessage()));
        } catch (StoreException.KeyReused _) {
            throw Refusal.of(
                    ProblemCode.KEY_REUSED,
                    "The key stands for another request.",
                    "Choose a new key for a new request.");
        }
    }

    private JsonNode once(Tx tx, @Nullable String key, Order order, String by, NewCampaign wanted) {
        Function<Tx, JsonNode> work = inside -> json(desk.create(inside, by, wanted));
        return key == null
                ? work.apply(tx)
                : Idempotency.once(
                                tx,
                                "campaign/" + key,
                                CanonicalJson.sha256(Json.MAPPER.valueToTree(order)),
                                () -> work.apply(tx))
                        .json();
    }

    private static JsonNode json(CampaignView view) {
        return Json.MAPPER.valueToTree(view);
    }

    private static NewCampaign wanted(Order order) {
        var trial = order.trial();
        return new NewCampaign(
                required("name", order.name()),
                required("template", order.template()),
                oneOf("purpose", order.purpose(), Purpose.values(), Purpose.MARKETING),
                required("recipients", order.recipients()),
                moment(order.startAt()),
                order.perMinute(),
                trial == null
                        ? null
                        : new NewCampaign.Trial(
                                required("trial.otherTemplate", trial.otherTemplate()),
                                Optional.ofNullable(trial.percent()).orElse(20),
                                oneOf("trial.metric", trial.metric(), Metric.values(), Metric.DELIVERED),
                                Duration.ofMinutes(Optional.ofNullable(trial.decideAfterMinutes())
                                        .orElse(60))));
    }

    private static String required(String field, @Nullable String given) {
        return Optional.ofNullable(given)
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> Refusal.invalid(field, "It is missing."));
    }

    private static @Nullable Instant moment(@Nullable String given) {
        try {
            return given == null ? null : Instant.parse(given);
        } catch (DateTimeParseException _) {
            throw Refusal.invalid("startAt", "It must be a moment such as 2026-11-21T09:00:00Z.");
        }
    }

    private static <E extends Enum<E>> E oneOf(String field, @Nullable String given, E[] values, E usual) {
        if (given == null) {
            return usual;
        }
        return Arrays.stream(values)
                .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(given))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid(
                        field,
                        "It must be "
                                + String.join(
                                        ", ",
                                        Arrays.stream(values)
                                                .map(one -> one.name().toLowerCase(Locale.ROOT))
                                                .toList())
                                + "."));
    }

    private void list(Context ctx) {
        var caller = Guard.caller(ctx, READ);
        int most = Math.min(MOST_LISTED, Query.limit(ctx, page));
        Answer.json(ctx, new Answer.All<>(store.read(caller.tenant(), tx -> desk.newest(tx, most))));
    }

    private void show(Context ctx) {
        var caller = Guard.caller(ctx, READ);
        String id = Query.id(ctx, "campaign").toString();
        Answer.json(
                ctx,
                store.read(caller.tenant(), tx -> desk.find(tx, id)).orElseThrow(() -> Refusal.notFound("campaign")));
    }

    private void problems(Context ctx) {
        var caller = Guard.caller(ctx, READ);
        UUID id = Query.id(ctx, "campaign");
        int after = Math.toIntExact(Query.number(ctx, "after", 0, 0, Integer.MAX_VALUE));
        int most = Query.limit(ctx, page);
        var some = store.read(caller.tenant(), tx -> {
            var campaign = desk.find(tx, id.toString()).orElseThrow(() -> Refusal.notFound("campaign"));
            return desk.problems(tx, campaign.id(), after, most);
        });
        Answer.json(
                ctx,
                new Problems(some, some.size() < most ? null : some.getLast().line()));
    }

    private void change(Context ctx, CampaignDesk.Change change) {
        var caller = Guard.caller(ctx, SEND);
        String id = Query.id(ctx, "campaign").toString();
        Answer.json(
                ctx,
                store.write(caller.tenant(), tx -> desk.change(tx, id, change))
                        .orElseThrow(() -> Refusal.notFound("campaign")));
    }
}
