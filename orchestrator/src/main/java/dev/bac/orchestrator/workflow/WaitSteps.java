package dev.bac.orchestrator.workflow;

import dev.bac.agents.workflow.Expression;
import dev.bac.agents.workflow.Step;
import dev.bac.store.journal.Journal;
import dev.bac.store.journal.Progress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** Steps that wait: for an event, for a time, for people. What came is in the journal before anything goes on. */
final class WaitSteps {
    private final Pass pass;
    private final WaitRows waits;
    private final ApprovalDesk desk;

    WaitSteps(Pass pass, WaitRows waits, ApprovalDesk desk) {
        this.pass = pass;
        this.waits = waits;
        this.desk = desk;
    }

    /** Waits, or gives what came. */
    Outcome event(Step.WaitEvent wait, Scope scope) {
        return waiting(wait, scope, "event", wait.type(), wait.timeout(), row -> {
            for (WaitRows.Event event : events(wait)) {
                var variables = scope.variables();
                variables.put("event", event.body());
                if (wait.when().isEmpty() || wait.when().get().holds(variables)) {
                    return Optional.of(event.body());
                }
            }
            return Optional.empty();
        });
    }

    private List<WaitRows.Event> events(Step.WaitEvent wait) {
        return pass.writes()
                .store()
                .read(
                        pass.writes().tenant(),
                        tx -> waits.events(tx, wait.type(), pass.run().started()));
    }

    Outcome time(Step.WaitTime wait, Scope scope) {
        return waiting(
                wait,
                scope,
                "time",
                "",
                wait.time(),
                row -> row.until().isAfter(pass.now()) ? Optional.empty() : Optional.of(NullNode.getInstance()));
    }

    private interface Look {
        Optional<JsonNode> came(WaitRows.Row row);
    }

    private Outcome waiting(Step step, Scope scope, String kind, String type, java.time.Duration longest, Look look) {
        String place = scope.place(step.id());
        var known = pass.known(pass.name(place));
        if (known.isPresent() && known.get() instanceof Progress.Done done) {
            return Pass.outcome(done, place);
        }
        var journalled = pass.plain(place);
        var row = pass.writes().write(tx -> {
            if (pass.asked(tx).isPresent()) {
                return Optional.<WaitRows.Row>empty();
            }
            Journal.intend(tx, pass.writes().fence(), journalled);
            new StepRows()
                    .begin(
                            tx,
                            pass.id(),
                            new StepRows.Begun(
                                    journalled.step(),
                                    place,
                                    "wait",
                                    step.common().title(),
                                    Optional.empty(),
                                    "none",
                                    Optional.empty()),
                            StepRow.State.WAITING);
            waits.add(
                    tx,
                    pass.id(),
                    journalled.step(),
                    kind,
                    type.isEmpty() ? null : type,
                    tx.now().plus(longest));
            return waits.find(tx, pass.id(), journalled.step());
        });
        if (row.isEmpty()) {
            return new Outcome.Stopped("");
        }
        Optional<JsonNode> came;
        try {
            came = look.came(row.get());
        } catch (Expression.Failed wrong) {
            return pass.failed(journalled, place, "expression", String.valueOf(wrong.getMessage()));
        }
        if (came.isPresent()) {
            return pass.done(journalled, came.get(), Optional.empty());
        }
        Instant until = row.get().until();
        return until.isAfter(pass.now())
                ? new Outcome.Waits(Optional.of(until))
                : pass.failed(journalled, place, "timeout", "It did not come in time.");
    }

    Outcome approval(Step.WaitApproval wait, Scope scope) {
        String place = scope.place(wait.id());
        var known = pass.known(pass.name(place));
        if (known.isPresent() && known.get() instanceof Progress.Done done) {
            return Pass.outcome(done, place);
        }
        var journalled = pass.plain(place);
        var decided = desk.decided(pass, journalled.step());
        var question = wait.question().value(scope.variables());
        var arguments = question instanceof ObjectNode object
                ? object
                : JsonNodeFactory.instance.objectNode().put("question", question.asString(""));
        if (decided.isEmpty()) {
            Optional<Instant> until = desk.ask(
                    pass,
                    new ApprovalDesk.Question(
                            new StepRows.Begun(
                                    journalled.step(),
                                    place,
                                    "approval",
                                    wait.common().title(),
                                    Optional.empty(),
                                    "none",
                                    Optional.of(arguments)),
                            Optional.empty(),
                            arguments,
                            question.isString()
                                    ? question.asString()
                                    : wait.common().title(),
                            arguments,
                            wait.ask()));
            return until.<Outcome>map(time -> new Outcome.Waits(Optional.of(time)))
                    .orElseGet(() -> new Outcome.Stopped(""));
        }
        var intended =
                pass.writes().write(tx -> Journal.intend(tx, pass.writes().fence(), journalled));
        if (intended instanceof Progress.Done done) {
            return Pass.outcome(done, place);
        }
        return switch (decided.get()) {
            case ApprovalDesk.Decided.Yes yes -> {
                var output = JsonNodeFactory.instance
                        .objectNode()
                        .put("approved", true)
                        .put("by", yes.by());
                output.set("answers", yes.arguments());
                yield pass.done(journalled, output, Optional.empty());
            }
            case ApprovalDesk.Decided.No no -> pass.failed(journalled, place, "declined", no.why());
        };
    }
}
