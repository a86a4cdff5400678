package dev.bac.orchestrator.http;

import dev.bac.orchestrator.problem.Refusal;
import dev.bac.orchestrator.workflow.Desk;
import dev.bac.orchestrator.workflow.StepRow;
import dev.bac.orchestrator.workflow.WorkflowRun;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A run of a workflow as the API shows it. */
record WorkflowRunView(
        UUID id,
        String kind,
        String workflow,
        String digest,
        String cause,
        RunResource.Person user,
        String state,
        @Nullable String failedStep,
        @Nullable String code,
        @Nullable String text,
        Instant startedAt,
        @Nullable Instant endedAt) {

    static WorkflowRunView of(WorkflowRun run) {
        var failure = run.failure();
        return new WorkflowRunView(
                run.id(),
                "workflow",
                run.workflow(),
                run.digest(),
                run.cause().label(),
                new RunResource.Person(run.requester().value(), run.requesterName()),
                run.state().label(),
                failure.map(WorkflowRun.Failure::step)
                        .filter(step -> !step.isEmpty())
                        .orElse(null),
                failure.map(WorkflowRun.Failure::code).orElse(null),
                failure.map(WorkflowRun.Failure::text).orElse(null),
                run.started(),
                run.ended().orElse(null));
    }

    /** One step. */
    record Step(
            String step,
            String kind,
            String title,
            @Nullable String tool,
            String state,
            int attempts,
            @Nullable JsonNode arguments,
            @Nullable JsonNode output,
            @Nullable String code,
            @Nullable String text,
            Instant startedAt,
            @Nullable Instant endedAt) {
        static Step of(StepRow step) {
            return new Step(
                    step.step(),
                    step.kind(),
                    step.title(),
                    step.tool().orElse(null),
                    step.state().label(),
                    step.attempts(),
                    step.arguments().orElse(null),
                    step.output().orElse(null),
                    step.code().orElse(null),
                    step.text().orElse(null),
                    step.started(),
                    step.ended().orElse(null));
        }
    }

    /** With what started it, what came of it and its steps. */
    record Detail(
            WorkflowRunView run,
            JsonNode input,
            @Nullable JsonNode event,
            @Nullable JsonNode output,
            List<Step> steps) {
        static Detail of(Desk.Shown shown) {
            var run = shown.run();
            return new Detail(
                    WorkflowRunView.of(run),
                    run.input(),
                    run.event().orElse(null),
                    run.output().orElse(null),
                    shown.steps().stream().map(Step::of).toList());
        }
    }

    /** The state asked for. */
    static Optional<WorkflowRun.State> state(Context ctx) {
        try {
            return Query.text(ctx, "state").map(text -> WorkflowRun.State.valueOf(text.toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException e) {
            throw Refusal.invalid(
                    "state", "It must be running, waiting, undoing, paused, parked, done, failed or cancelled.");
        }
    }
}
