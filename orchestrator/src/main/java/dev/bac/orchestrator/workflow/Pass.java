package dev.bac.orchestrator.workflow;

import dev.bac.agents.workflow.Workflow;
import dev.bac.identity.Caller;
import dev.bac.orchestrator.run.RunWrites;
import dev.bac.store.Tx;
import dev.bac.store.journal.Journal;
import dev.bac.store.journal.Progress;
import dev.bac.store.journal.Step;
import dev.bac.tools.Canonical;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * One pass over a run by the holder of its lease. What the journal has is read once; everything that is written goes
 * under the fence, in the transaction that writes it.
 */
final class Pass {
    private static final String OK = "ok";
    private static final String FAILED = "failed";

    private final WorkflowRun run;
    private final Workflow workflow;
    private final Caller caller;
    private final RunWrites writes;
    private final StepRows rows;
    private final WorkflowRuns runs;
    private final Here here;
    private final Map<String, Progress> known = new HashMap<>();

    Pass(WorkflowRun run, Workflow workflow, Caller caller, RunWrites writes, Stores stores, Here here) {
        this.run = run;
        this.workflow = workflow;
        this.caller = caller;
        this.writes = writes;
        this.rows = stores.steps();
        this.runs = stores.runs();
        this.here = here;
        writes.store()
                .read(writes.tenant(), tx -> Journal.of(tx, run.id().toString()))
                .forEach(progress -> known.put(progress.step().step(), progress));
    }

    /** The tables. */
    record Stores(WorkflowRuns runs, StepRows steps, WaitRows waits, Wakes wakes) {}

    /**
     * Where the pass is made.
     *
     * @param leaving true once the node works on nothing new, because another one takes its place
     */
    record Here(InstantSource clock, BooleanSupplier leaving) {}

    WorkflowRun run() {
        return run;
    }

    UUID id() {
        return run.id();
    }

    Workflow workflow() {
        return workflow;
    }

    Caller caller() {
        return caller;
    }

    RunWrites writes() {
        return writes;
    }

    Instant now() {
        return here.clock().instant();
    }

    /** The step's name in the journal: its place, and which time it is begun anew. */
    String name(String place) {
        int generation = run.generations().getOrDefault(place, 0);
        return generation == 0 ? place : place + "~" + generation;
    }

    /** The key that goes along with the effect, the same for every repetition. At most 200 characters. */
    String key(String place) {
        String key = "wf/" + run.id() + "/" + place;
        return key.length() <= 200 ? key : "wf/" + run.id() + "/" + sha(place);
    }

    static String sha(String text) {
        return Canonical.sha256(JsonNodeFactory.instance.stringNode(text));
    }

    /** What the journal had of the step when the pass began. */
    Optional<Progress> known(String name) {
        return Optional.ofNullable(known.get(name));
    }

    /** What became of a step that has its result. */
    static Outcome outcome(Progress.Done done, String place) {
        var result = done.result();
        if (result.has(FAILED)) {
            var failed = result.path(FAILED);
            return new Outcome.Failed(
                    place,
                    failed.path("code").asString("failed"),
                    failed.path("text").asString(""));
        }
        return new Outcome.Done(result.path(OK));
    }

    /** What somebody wants of the run, to pause or to end, or that the node leaves; nothing new is begun then. */
    Optional<String> asked(Tx tx) {
        return here.leaving().getAsBoolean() ? Optional.of("leave") : runs.asked(tx, run.id());
    }

    /** Writes down that an effect is about to happen, and shows it. Empty when nothing new is to begin. */
    Optional<Progress> intend(Step step, StepRows.Begun begun) {
        return writes.write(tx -> {
            if (asked(tx).isPresent()) {
                return Optional.empty();
            }
            var progress = Journal.intend(tx, writes.fence(), step);
            if (!(progress instanceof Progress.Done) && !(progress instanceof Progress.Parked)) {
                rows.begin(tx, run.id(), begun, StepRow.State.RUNNING);
                rows.attempt(tx, run.id(), step.step());
            }
            return Optional.of(progress);
        });
    }

    Outcome done(Step step, JsonNode output, Optional<StepRow.Undo> undo) {
        writes.write(tx -> {
            Journal.complete(
                    tx,
                    writes.fence(),
                    step,
                    JsonNodeFactory.instance.objectNode().set(OK, output));
            return rows.done(tx, run.id(), step.step(), output, undo);
        });
        return new Outcome.Done(output);
    }

    Outcome failed(Step step, String place, String code, String text) {
        String told = shortened(text);
        var failure = JsonNodeFactory.instance.objectNode();
        failure.putObject(FAILED).put("code", code).put("text", told);
        writes.write(tx -> {
            Journal.complete(tx, writes.fence(), step, failure);
            return rows.end(tx, run.id(), step.step(), StepRow.State.FAILED, code, told);
        });
        return new Outcome.Failed(place, code, told);
    }

    Outcome parked(Step step, String place, String text) {
        writes.write(tx -> {
            Journal.park(tx, writes.fence(), step, text);
            return rows.end(tx, run.id(), step.step(), StepRow.State.PARKED, "unknown_outcome", text);
        });
        return new Outcome.Parked(place, text);
    }

    private static String shortened(String text) {
        return text.length() <= 2_000 ? text : text.substring(0, 2_000) + "…";
    }

    /** A step that has no effect outside: intended and done in one. */
    Step plain(String place) {
        return new Step(run.id().toString(), name(place), key(place), "-");
    }
}
