package dev.bac.orchestrator.http;

import dev.bac.identity.Caller;
import dev.bac.orchestrator.conversation.Rows;
import dev.bac.orchestrator.problem.Refusal;
import dev.bac.orchestrator.run.AskRecord;
import dev.bac.orchestrator.run.CallJournal;
import dev.bac.orchestrator.run.CallRecord;
import dev.bac.orchestrator.run.CallView;
import dev.bac.orchestrator.run.ModelUsageView;
import dev.bac.orchestrator.run.RunRecord;
import dev.bac.orchestrator.run.RunStore;
import dev.bac.orchestrator.workflow.Desk;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/** Runs and their journals. */
public final class RunResource implements Resource {
    private final RunStore runs;
    private final CallJournal journal;
    private final Rows rows;
    private final Desk desk;
    private final Body body;
    private final int page;

    public RunResource(Rows rows, Desk desk, Body body, int page) {
        this.rows = rows;
        this.runs = rows.runs();
        this.journal = rows.journal();
        this.desk = desk;
        this.body = body;
        this.page = page;
    }

    record Person(UUID id, String name) {}

    record Run(
            UUID id,
            UUID conversation,
            String agent,
            Person user,
            String state,
            @Nullable String model,
            Instant startedAt,
            @Nullable Instant endedAt,
            long turns,
            long toolCalls,
            long input,
            long cached,
            long output,
            @Nullable String cost) {
        static Run of(RunRecord run) {
            return new Run(
                    run.id(),
                    run.conversation(),
                    run.agent(),
                    new Person(run.requester().value(), run.requesterName()),
                    run.state().label(),
                    run.model().orElse(null),
                    run.started(),
                    run.ended().orElse(null),
                    run.turns(),
                    run.toolCalls(),
                    run.input(),
                    run.cached(),
                    run.output(),
                    ModelUsageView.cost(run.cost()));
        }
    }

    record Step(CallView call, Instant startedAt, int attempts) {
        static Step of(CallRecord call) {
            return new Step(CallView.of(call), call.started(), call.attempts());
        }
    }

    /** A question from one agent to another; {@code within} is the question it was asked in. */
    record Asked(
            String call,
            @Nullable String within,
            String asker,
            String agent,
            String question,
            String state,
            Instant startedAt,
            @Nullable Instant endedAt,
            long ms,
            long turns,
            long input,
            long output,
            @Nullable String cost) {
        static Asked of(AskRecord ask, List<AskRecord> all) {
            return new Asked(
                    ask.key(),
                    all.stream()
                            .map(AskRecord::key)
                            .filter(key -> ask.key().startsWith(key + "/"))
                            .max(Comparator.comparingInt(String::length))
                            .orElse(null),
                    ask.asker(),
                    ask.agent(),
                    ask.question(),
                    ask.state().label(),
                    ask.started(),
                    ask.ended().orElse(null),
                    ask.worked().toMillis(),
                    ask.turns(),
                    ask.input(),
                    ask.output(),
                    ModelUsageView.cost(ask.cost()));
        }
    }

    record Detail(Run run, List<Step> steps, List<Asked> asks) {}

    @Override
    public void routes(RoutesConfig routes) {
        routes.get("/api/v1/runs", this::list);
        routes.get("/api/v1/runs/{id}", this::get);
        routes.post("/api/v1/runs/{id}/cancel", ctx -> change(ctx, desk::cancel));
        routes.post("/api/v1/runs/{id}/pause", ctx -> change(ctx, desk::pause));
        routes.post("/api/v1/runs/{id}/resume", ctx -> change(ctx, desk::resume));
        routes.post("/api/v1/runs/{id}/retry", this::retry);
        routes.post("/api/v1/runs/{id}/resolve", this::resolve);
    }

    private interface Change {
        void make(Caller caller, UUID run);
    }

    private void change(Context ctx, Change change) {
        Caller caller = Guard.caller(ctx, ConversationResource.SCOPE);
        UUID id = Query.id(ctx, "run");
        change.make(caller, id);
        shown(ctx, caller, id);
    }

    record Retry(@Nullable String from) {}

    private void retry(Context ctx) {
        Optional<String> from = body.read(ctx, Retry.class).map(Retry::from);
        change(ctx, (caller, id) -> desk.retry(caller, id, from));
    }

    record Resolve(String step, boolean happened, @Nullable JsonNode output) {}

    private void resolve(Context ctx) {
        var said = body.require(ctx, Resolve.class);
        if (said.step() == null) {
            throw Refusal.invalid("step", "It is missing.");
        }
        JsonNode output = said.output() == null ? NullNode.getInstance() : said.output();
        change(ctx, (caller, id) -> desk.resolve(caller, id, said.step(), said.happened(), output));
    }

    private void shown(Context ctx, Caller caller, UUID id) {
        Answer.json(
                ctx, desk.find(caller, id).map(WorkflowRunView.Detail::of).orElseThrow(() -> Refusal.notFound("run")));
    }

    private void list(Context ctx) {
        Caller caller = Guard.caller(ctx, ConversationResource.SCOPE);
        if (Query.text(ctx, "kind").filter("workflow"::equals).isPresent()) {
            Answer.page(
                    ctx,
                    desk.list(
                            caller,
                            Query.text(ctx, "workflow"),
                            WorkflowRunView.state(ctx),
                            Query.limit(ctx, page),
                            Query.uuid(ctx, "cursor")),
                    WorkflowRunView::of);
            return;
        }
        Answer.page(
                ctx,
                runs.list(caller, Query.uuid(ctx, "conversation"), Query.limit(ctx, page), Query.uuid(ctx, "cursor")),
                Run::of);
    }

    private void get(Context ctx) {
        Caller caller = Guard.caller(ctx, ConversationResource.SCOPE);
        UUID id = Query.id(ctx, "run");
        Optional<RunRecord> found = runs.find(caller, id);
        if (found.isEmpty()) {
            shown(ctx, caller, id);
            return;
        }
        RunRecord run = found.get();
        var steps =
                journal.ofRun(caller.tenant(), run.id()).stream().map(Step::of).toList();
        var asks = rows.asks().ofRun(caller.tenant(), run.id());
        Answer.json(
                ctx,
                new Detail(
                        Run.of(run),
                        steps,
                        asks.stream().map(ask -> Asked.of(ask, asks)).toList()));
    }
}
