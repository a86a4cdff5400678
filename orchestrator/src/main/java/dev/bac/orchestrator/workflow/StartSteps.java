package dev.bac.orchestrator.workflow;

import dev.bac.agents.workflow.Step;
import dev.bac.identity.Caller;
import dev.bac.orchestrator.problem.Refusal;
import dev.bac.store.journal.Journal;
import dev.bac.store.journal.Progress;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Starts runs of other workflows: the new run and this step's result are one transaction. */
final class StartSteps {
    private final Pass pass;
    private final Starts starts;
    private final Caller asker;

    StartSteps(Pass pass, Starts starts, Caller asker) {
        this.pass = pass;
        this.starts = starts;
        this.asker = asker;
    }

    Outcome start(Step.Start start, Scope scope) {
        String place = scope.place(start.id());
        var known = pass.known(pass.name(place));
        if (known.isPresent() && known.get() instanceof Progress.Done done) {
            return Pass.outcome(done, place);
        }
        var entry = starts.entry(pass.writes().tenant(), start.workflow());
        if (entry.isEmpty()) {
            return new Outcome.Failed(place, "not_found", "There is no workflow " + start.workflow() + ".");
        }
        if (!(start.input().value(scope.variables()) instanceof ObjectNode input)) {
            return new Outcome.Failed(place, "expression", "input is no mapping");
        }
        try {
            Starts.check(entry.get().workflow().inputs(), input);
        } catch (Refusal refused) {
            return new Outcome.Failed(place, "invalid", refused.field().orElse("") + ": " + refused.detail());
        }
        String once = start.once()
                .map(text -> text.value(scope.variables()).asString(""))
                .orElseGet(() -> pass.key(place));
        var begin = new Starts.Begin(WorkflowRun.Cause.WORKFLOW, Optional.of(once), input, Optional.empty());
        var journalled = pass.plain(place);
        var output = pass.writes().write(tx -> {
            if (pass.asked(tx).isPresent()) {
                return Optional.<ObjectNode>empty();
            }
            Journal.intend(tx, pass.writes().fence(), journalled);
            new StepRows()
                    .begin(
                            tx,
                            pass.id(),
                            new StepRows.Begun(
                                    journalled.step(),
                                    place,
                                    "start",
                                    start.common().title(),
                                    Optional.empty(),
                                    "write",
                                    Optional.of(input)),
                            StepRow.State.RUNNING);
            var run = starts.start(tx, entry.get(), begin, asker);
            return Optional.of(JsonNodeFactory.instance
                    .objectNode()
                    .put("run", run.toString())
                    .put("workflow", start.workflow()));
        });
        return output.<Outcome>map(told -> pass.done(journalled, told, Optional.empty()))
                .orElseGet(() -> new Outcome.Stopped(""));
    }
}
