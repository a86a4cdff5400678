package dev.bac.orchestrator.workflow;

import dev.bac.agents.workflow.Step;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;

/** One pass over a run: its steps forward, or what it did taken back, the last thing first. */
final class Passage implements Engine.Passing {
    private final Pass pass;
    private final Doing doing;
    private final WorkflowLimits limits;

    /** What carries out the steps of one pass. */
    record Doing(ToolSteps tools, WaitSteps waits, StartSteps starts, AgentSteps agents, StepRows rows) {}

    Passage(Pass pass, Doing doing, WorkflowLimits limits) {
        this.pass = pass;
        this.doing = doing;
        this.limits = limits;
    }

    @Override
    public Outcome forward() {
        return new Walk(pass, this::carryOut, limits).all(Scope.of(variables()));
    }

    private Outcome carryOut(Step step, Scope scope) {
        return switch (step) {
            case Step.CallTool call -> doing.tools().call(call, scope);
            case Step.AskAgent ask -> doing.agents().ask(ask, scope);
            case Step.WaitEvent wait -> doing.waits().event(wait, scope);
            case Step.WaitTime wait -> doing.waits().time(wait, scope);
            case Step.WaitApproval wait -> doing.waits().approval(wait, scope);
            case Step.Start start -> doing.starts().start(start, scope);
            case Step.Branch _, Step.Parallel _, Step.Each _, Step.Compute _, Step.Fail _ ->
                throw new IllegalStateException("the walk does " + step.id() + " itself");
        };
    }

    /** What is the same at every pass: nothing here moves with the clock. */
    private Map<String, JsonNode> variables() {
        var json = JsonNodeFactory.instance;
        var settings = pass.writes().store().read(pass.writes().tenant(), tx -> tx.settings());
        var run = pass.run();
        var today = LocalDate.ofInstant(run.started(), settings.zone());
        var variables = new HashMap<String, JsonNode>();
        variables.put("input", run.input());
        variables.put("event", run.event().orElse(NullNode.getInstance()));
        variables.put(
                "run",
                json.objectNode()
                        .put("id", run.id().toString())
                        .put("workflow", run.workflow())
                        .put("startedAt", run.started().toString())
                        .put("today", today.toString())
                        .put("by", run.requesterName()));
        variables.put(
                "tenant",
                json.objectNode()
                        .put("name", settings.name())
                        .put("currency", settings.currency().getCurrencyCode()));
        return variables;
    }

    @Override
    public Outcome back() {
        var done = pass
                .writes()
                .store()
                .read(pass.writes().tenant(), tx -> doing.rows().ofRun(tx, pass.id()))
                .stream()
                .filter(row -> row.state() == StepRow.State.DONE && row.undo().isPresent())
                .sorted(Comparator.comparing((StepRow row) -> row.ended().orElse(row.started()))
                        .reversed())
                .toList();
        for (var row : done) {
            var outcome = doing.tools().undo(row, row.undo().orElseThrow());
            if (!(outcome instanceof Outcome.Done)) {
                return outcome;
            }
            pass.writes().write(tx -> doing.rows().end(tx, pass.id(), row.step(), StepRow.State.UNDONE, null, null));
        }
        return new Outcome.Done(NullNode.getInstance());
    }
}
