package dev.bac.orchestrator.workflow;

import dev.bac.identity.Caller;
import dev.bac.identity.Scope;
import dev.bac.orchestrator.problem.ProblemCode;
import dev.bac.orchestrator.problem.Refusal;
import dev.bac.orchestrator.run.Page;
import dev.bac.orchestrator.workflow.WorkflowRun.State;
import dev.bac.store.Audit;
import dev.bac.store.AuditEntry;
import dev.bac.store.Store;
import dev.bac.store.Tx;
import dev.bac.store.journal.Fence;
import dev.bac.store.journal.Journal;
import dev.bac.store.journal.Leases;
import dev.bac.store.journal.Step;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What people do with runs: look, end, hold, go on, try again, say what became of a call that nobody could tell. */
public final class Desk {
    private static final Scope MANAGE = new Scope("runs:read");
    private static final Set<State> OVER = Set.of(State.DONE, State.FAILED, State.CANCELLED);
    private static final Duration LEASE = Duration.ofSeconds(5);

    private final Store store;
    private final Pass.Stores stores;
    private final Starts starts;
    private final String node;

    Desk(Store store, Pass.Stores stores, Starts starts, String node) {
        this.store = store;
        this.stores = stores;
        this.starts = starts;
        this.node = node;
    }

    /** A run with its steps. */
    public record Shown(WorkflowRun run, List<StepRow> steps) {}

    public Page<WorkflowRun> list(
            Caller caller, Optional<String> workflow, Optional<State> state, int limit, Optional<UUID> before) {
        return stores.runs().list(caller, workflow, state, limit, before);
    }

    /** Empty when there is none that the caller may see. */
    public Optional<Shown> find(Caller caller, UUID id) {
        return stores.runs()
                .find(caller, id)
                .map(run -> new Shown(
                        run, store.read(caller.tenant(), tx -> stores.steps().ofRun(tx, id))));
    }

    /** Starts a run. @throws Refusal as {@link Starts#start} does */
    public UUID start(Caller caller, String workflow, ObjectNode input, Optional<String> once) {
        return starts.start(caller, workflow, input, once);
    }

    /** Ends a run and takes back what it did, as far as its steps say how. Repeating it does no harm. */
    public void cancel(Caller caller, UUID id) {
        change(caller, id, "cancel", (tx, run) -> {
            if (OVER.contains(run.state()) || run.ending().isPresent() && run.state() != State.PARKED) {
                return;
            }
            if (run.state() == State.PAUSED || run.state() == State.PARKED) {
                stores.runs()
                        .failing(
                                tx,
                                id,
                                new WorkflowRun.Failure("", "cancelled", "Somebody ended it."),
                                State.CANCELLED);
                stores.runs().state(tx, id, State.UNDOING);
                stores.runs().ask(tx, id, null);
            } else {
                stores.runs().ask(tx, id, "cancel");
            }
            look(tx, id);
        });
    }

    /** Begins nothing new in a run until {@link #resume}. */
    public void pause(Caller caller, UUID id) {
        change(caller, id, "pause", (tx, run) -> {
            switch (run.state()) {
                case RUNNING, WAITING -> {
                    stores.runs().ask(tx, id, "pause");
                    look(tx, id);
                }
                case PAUSED -> {
                    // It is.
                }
                case UNDOING, PARKED, DONE, FAILED, CANCELLED -> throw wrong(run, "paused");
            }
        });
    }

    public void resume(Caller caller, UUID id) {
        change(caller, id, "resume", (tx, run) -> {
            if (run.asked().filter("pause"::equals).isPresent() || run.state() == State.PAUSED) {
                stores.runs().ask(tx, id, null);
                if (run.state() == State.PAUSED) {
                    stores.runs().state(tx, id, State.RUNNING);
                }
                look(tx, id);
            } else if (run.state() != State.RUNNING && run.state() != State.WAITING) {
                throw wrong(run, "resumed");
            }
        });
    }

    /**
     * Tries a failed or parked run again from a step; what was done before it stands. A call whose outcome nobody could
     * tell goes out again under its own key.
     *
     * @param from the place of the step; the one that failed when empty
     * @throws Refusal when the step, or one after it, has taken effect
     */
    public void retry(Caller caller, UUID id, Optional<String> from) {
        change(caller, id, "retry", (tx, run) -> {
            if (run.state() != State.FAILED && run.state() != State.PARKED) {
                throw wrong(run, "retried");
            }
            var steps = stores.steps().ofRun(tx, id);
            if (steps.stream().anyMatch(step -> step.state() == StepRow.State.UNDONE)) {
                throw Refusal.of(
                        ProblemCode.CONFLICT, "What it did has been taken back.", "Start a new run of the workflow.");
            }
            String place =
                    from.or(() -> run.failure().map(WorkflowRun.Failure::step)).orElse("");
            anew(tx, run, steps, place);
            stores.runs().failing(tx, id, null, null);
            stores.runs().state(tx, id, State.RUNNING);
            settle(tx, id);
            look(tx, id);
        });
    }

    /** Begins the step, and every later one that has not taken effect, anew. */
    private void anew(Tx tx, WorkflowRun run, List<StepRow> steps, String place) {
        var generations = new HashMap<>(run.generations());
        boolean reached = false;
        for (var step : steps) {
            boolean current = step.step().equals(name(run, step.place()));
            reached |= current && step.place().equals(place);
            if (!current || !reached) {
                continue;
            }
            if (step.state() == StepRow.State.DONE && step.hasEffect()) {
                throw Refusal.of(
                        ProblemCode.CONFLICT,
                        "The step " + step.place() + " has taken effect.",
                        "Retry from a later step, or start a new run.");
            }
            generations.merge(step.place(), 1, Integer::sum);
        }
        if (!reached && steps.stream().anyMatch(step -> step.place().equals(place))) {
            throw Refusal.invalid("from", "The step is not one that can be begun anew.");
        }
        if (!reached
                && !place.isEmpty()
                && run.failure().filter(why -> why.step().equals(place)).isEmpty()) {
            throw Refusal.invalid("from", "The run has no step of that name; GET the run to see them.");
        }
        stores.runs().generations(tx, run.id(), generations);
    }

    private static String name(WorkflowRun run, String place) {
        int generation = run.generations().getOrDefault(place, 0);
        return generation == 0 ? place : place + "~" + generation;
    }

    /**
     * Says what became of a call that nobody could tell, after somebody looked; the run goes on.
     *
     * @param happened true: it counts as done, with that output; false: it goes out again
     */
    public void resolve(Caller caller, UUID id, String place, boolean happened, JsonNode output) {
        if (!happened) {
            retry(caller, id, Optional.of(place));
            return;
        }
        var fence = new Leases(store)
                .take("workflow/" + id, node + "/desk", LEASE)
                .orElseThrow(() -> Refusal.of(ProblemCode.BUSY, "A node works on this run.", "Try again in a moment."));
        try {
            change(caller, id, "resolve", (tx, run) -> {
                var step = stores.steps()
                        .find(tx, id, name(run, place))
                        .filter(one -> one.state() == StepRow.State.PARKED)
                        .orElseThrow(
                                () -> Refusal.invalid("step", "There is no step of that name whose outcome is open."));
                told(tx, fence, run, step, output);
                stores.runs().failing(tx, id, null, run.ending().orElse(null));
                stores.runs().state(tx, id, run.ending().isPresent() ? State.UNDOING : State.RUNNING);
                settle(tx, id);
                look(tx, id);
            });
        } finally {
            new Leases(store).release(fence);
        }
    }

    private void told(Tx tx, Fence fence, WorkflowRun run, StepRow step, JsonNode output) {
        Step parked = Journal.of(tx, run.id().toString()).stream()
                .map(dev.bac.store.journal.Progress::step)
                .filter(one -> one.step().equals(step.step()))
                .findFirst()
                .orElseThrow();
        Journal.complete(
                tx, fence, parked, JsonNodeFactory.instance.objectNode().set("ok", output));
        stores.steps().done(tx, run.id(), step.step(), output, step.undo());
    }

    private static void settle(Tx tx, UUID id) {
        tx.sql()
                .createUpdate("UPDATE workflow_run SET takeovers = 0, asked = NULL WHERE id = :id")
                .bind("id", id)
                .execute();
    }

    private interface Change {
        void make(Tx tx, WorkflowRun run);
    }

    private void change(Caller caller, UUID id, String what, Change change) {
        store.write(caller.tenant(), tx -> {
            var run = stores.runs()
                    .lock(tx, id)
                    .filter(one -> WorkflowRuns.maySee(caller, one))
                    .orElseThrow(() -> Refusal.notFound("run"));
            if (!caller.may(MANAGE) && !run.requester().equals(caller.user())) {
                throw Refusal.of(ProblemCode.FORBIDDEN, "This run is somebody else's.");
            }
            change.make(tx, run);
            Audit.write(
                    tx,
                    new AuditEntry(
                            caller.user().toString(),
                            Optional.of(run.workflow()),
                            caller.channel().name(),
                            "run." + what,
                            "done",
                            JsonNodeFactory.instance.objectNode().put("run", id.toString())));
            return true;
        });
    }

    private void look(Tx tx, UUID id) {
        stores.wakes().wake(tx, id);
        starts.look(tx, id, "asked-" + tx.newId());
    }

    private static Refusal wrong(WorkflowRun run, String what) {
        return Refusal.of(ProblemCode.CONFLICT, "It is " + run.state().label() + " and cannot be " + what + ".");
    }
}
