package dev.bac.orchestrator.http;

import dev.bac.identity.Caller;
import dev.bac.orchestrator.problem.Refusal;
import dev.bac.orchestrator.run.CallJournal;
import dev.bac.orchestrator.run.CallRecord;
import dev.bac.orchestrator.run.CallView;
import dev.bac.orchestrator.run.ModelUsageView;
import dev.bac.orchestrator.run.RunRecord;
import dev.bac.orchestrator.run.RunStore;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Runs and their journals. */
public final class RunResource implements Resource {
    private final RunStore runs;
    private final CallJournal journal;
    private final int page;

    public RunResource(RunStore runs, CallJournal journal, int page) {
        this.runs = runs;
        this.journal = journal;
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

    record Detail(Run run, List<Step> steps) {}

    @Override
    public void routes(RoutesConfig routes) {
        routes.get("/api/v1/runs", this::list);
        routes.get("/api/v1/runs/{id}", this::get);
    }

    private void list(Context ctx) {
        Caller caller = Guard.caller(ctx, ConversationResource.SCOPE);
        Answer.page(
                ctx,
                runs.list(caller, Query.uuid(ctx, "conversation"), Query.limit(ctx, page), Query.uuid(ctx, "cursor")),
                Run::of);
    }

    private void get(Context ctx) {
        Caller caller = Guard.caller(ctx, ConversationResource.SCOPE);
        RunRecord run = runs.find(caller, Query.id(ctx, "run")).orElseThrow(() -> Refusal.notFound("run"));
        var steps =
                journal.ofRun(caller.tenant(), run.id()).stream().map(Step::of).toList();
        Answer.json(ctx, new Detail(Run.of(run), steps));
    }
}
