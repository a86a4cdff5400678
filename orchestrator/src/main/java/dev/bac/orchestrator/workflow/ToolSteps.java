package dev.bac.orchestrator.workflow;

import dev.bac.agents.Ask;
import dev.bac.agents.workflow.Expression;
import dev.bac.agents.workflow.Policies;
import dev.bac.agents.workflow.Policies.Ruling;
import dev.bac.agents.workflow.Policy;
import dev.bac.agents.workflow.Step;
import dev.bac.identity.Role;
import dev.bac.store.StoreException;
import dev.bac.store.journal.Progress;
import dev.bac.tools.Canonical;
import dev.bac.tools.Effect;
import dev.bac.tools.PermittedToolbox;
import dev.bac.tools.Tool;
import dev.bac.tools.ToolCall;
import dev.bac.tools.ToolGrant;
import dev.bac.tools.ToolOutcome;
import dev.bac.tools.Toolbox;
import dev.bac.tools.ToolboxException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Has the effect of a step that calls a tool: INTENT, the call with its key, RESULT. What a node left with an intent and
 * no result is settled by the tool's kind: one that only reads, or whose server keeps the key, is called again with the
 * same key; any other is parked for a person.
 */
final class ToolSteps {
    private static final int LONGEST_ARGUMENTS = 1_000_000;
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final Set<String> PASSING = Set.of("busy", "unavailable", "rate_limited", "cancelled");

    private final Pass pass;
    private final PermittedToolbox toolbox;
    private final Set<String> keeping;
    private final ApprovalDesk desk;
    private final Policies policies;
    private final String label;
    private final int outputChars;

    /**
     * What tools there are.
     *
     * @param keeping names of the servers that keep the key of a write: our own
     */
    record Tools(Toolbox toolbox, Set<String> keeping, int outputChars) {}

    /**
     * What the company's rules say.
     *
     * @param label what they call the workflow
     */
    record Rules(Policies policies, String label) {}

    ToolSteps(Pass pass, Tools tools, ApprovalDesk desk, Rules rules) {
        this.pass = pass;
        this.toolbox = new PermittedToolbox(
                tools.toolbox(), ToolGrant.all(List.copyOf(pass.workflow().toolNames())), LONGEST_ARGUMENTS);
        this.keeping = tools.keeping();
        this.desk = desk;
        this.policies = rules.policies();
        this.label = rules.label();
        this.outputChars = tools.outputChars();
    }

    /** What is to be called. */
    private record Effecting(
            dev.bac.store.journal.Step step,
            String place,
            StepRows.Begun begun,
            Optional<Tool> tool,
            ObjectNode args,
            Step.Retry retry,
            Optional<Ask> ask,
            Function<JsonNode, Optional<StepRow.Undo>> undo) {
        String name() {
            return begun.tool().orElse("");
        }
    }

    Outcome call(Step.CallTool call, Scope scope) {
        String place = scope.place(call.id());
        var known = pass.known(pass.name(place));
        if (known.isPresent() && known.get() instanceof Progress.Done done) {
            return Pass.outcome(done, place);
        }
        if (known.isPresent() && known.get() instanceof Progress.Parked parked) {
            return new Outcome.Parked(place, parked.reason());
        }
        if (!(call.args().value(scope.variables()) instanceof ObjectNode args)) {
            return new Outcome.Failed(place, "expression", "args is no mapping");
        }
        String key = call.once()
                .map(once -> once.value(scope.variables()).asString(""))
                .filter(text -> !text.isEmpty())
                .map(text -> "wf-once/" + pass.workflow().name() + "/" + Pass.sha(text))
                .orElseGet(() -> pass.key(place));
        var called = new Called(place, key, "tool", call.common().title(), call.tool(), args);
        return carryOut(effecting(called, call.retry(), call.ask(), output -> undo(call, scope, output)));
    }

    /** How to take it back, with what is known once it is done; nothing when that cannot be told. */
    private static Optional<StepRow.Undo> undo(Step.CallTool call, Scope scope, JsonNode output) {
        var after = scope.inner();
        after.put(call.id(), output);
        return call.undo().flatMap(undo -> {
            try {
                return Optional.of(new StepRow.Undo(undo.tool(), undo.args().value(after.variables())));
            } catch (Expression.Failed untold) {
                return Optional.empty();
            }
        });
    }

    private record Called(String place, String key, String kind, String title, String tool, ObjectNode args) {}

    /** Takes a step back. */
    Outcome undo(StepRow done, StepRow.Undo undo) {
        String place = done.place() + "!undo";
        var known = pass.known(pass.name(place));
        if (known.isPresent() && known.get() instanceof Progress.Done result) {
            return Pass.outcome(result, place);
        }
        var called = new Called(
                place, pass.key(place), "undo", "Take back: " + done.title(), undo.tool(), (ObjectNode) undo.args());
        return carryOut(effecting(called, Step.Retry.USUAL, Optional.empty(), _ -> Optional.empty()));
    }

    private Effecting effecting(
            Called called, Step.Retry retry, Optional<Ask> ask, Function<JsonNode, Optional<StepRow.Undo>> undo) {
        var tool = toolbox.tools(pass.caller()).stream()
                .filter(one -> one.name().equals(called.tool()))
                .findFirst();
        var request = JsonNodeFactory.instance.objectNode().put("tool", called.tool());
        request.set("args", called.args());
        String name = pass.name(called.place());
        return new Effecting(
                new dev.bac.store.journal.Step(pass.id().toString(), name, called.key(), Canonical.sha256(request)),
                called.place(),
                new StepRows.Begun(
                        name,
                        called.place(),
                        called.kind(),
                        called.title(),
                        Optional.of(called.tool()),
                        tool.map(one -> one.effect().name().toLowerCase(Locale.ROOT))
                                .orElse("write"),
                        Optional.of(called.args())),
                tool,
                called.args(),
                retry,
                ask,
                undo);
    }

    private Outcome carryOut(Effecting effecting) {
        Optional<Instant> later = pass.writes().store().read(pass.writes().tenant(), tx -> new StepRows()
                .find(tx, pass.id(), effecting.step().step())
                .flatMap(StepRow::next));
        if (later.filter(time -> time.isAfter(pass.now())).isPresent()) {
            return new Outcome.Waits(later);
        }
        var ruling = policies.judge(new Policy.Call(
                effecting.name(),
                effecting.args(),
                "",
                label,
                pass.caller().roles().stream().map(Role::label).collect(Collectors.toSet())));
        if (ruling instanceof Ruling.Refuse refused) {
            return refuse(effecting, "refused", refused.reason() + " (" + refused.policy() + ")");
        }
        var demand = demanded(effecting, ruling);
        if (demand.isPresent()) {
            var decided = desk.decided(pass, effecting.step().step());
            if (decided.isEmpty()) {
                return ask(effecting, demand.get(), "The rules of this workflow want approval for this.");
            }
        }
        return intend(effecting, ruling);
    }

    private static Optional<Ask> demanded(Effecting effecting, Ruling ruling) {
        Optional<Ask> policy = ruling instanceof Ruling.Demand demand ? Optional.of(demand.terms()) : Optional.empty();
        return effecting.ask().map(own -> policy.map(own::and).orElse(own)).or(() -> policy);
    }

    private Outcome refuse(Effecting effecting, String code, String text) {
        return pass.intend(effecting.step(), effecting.begun())
                .map(_ -> pass.failed(effecting.step(), effecting.place(), code, text))
                .orElseGet(this::stopped);
    }

    private Outcome stopped() {
        return new Outcome.Stopped("");
    }

    private Outcome ask(Effecting effecting, Ask terms, String text) {
        Optional<Instant> until = desk.ask(
                pass,
                new ApprovalDesk.Question(
                        effecting.begun(), effecting.tool(), effecting.args(), text, effecting.args(), terms));
        return until.<Outcome>map(time -> new Outcome.Waits(Optional.of(time))).orElseGet(this::stopped);
    }

    private Outcome intend(Effecting effecting, Ruling ruling) {
        Optional<Progress> progress;
        try {
            progress = pass.intend(effecting.step(), effecting.begun());
        } catch (StoreException.KeyReused changed) {
            return new Outcome.Failed(
                    effecting.place(),
                    "changed",
                    "It was intended with other arguments; retry the run from this step.");
        }
        if (progress.isEmpty()) {
            return stopped();
        }
        return switch (progress.get()) {
            case Progress.Done done -> Pass.outcome(done, effecting.place());
            case Progress.Parked parked -> new Outcome.Parked(effecting.place(), parked.reason());
            case Progress.Pending pending -> {
                boolean mine = pending.epoch() == pass.writes().fence().epoch();
                yield mine || repeatable(effecting)
                        ? send(effecting, ruling)
                        : pass.parked(
                                effecting.step(),
                                effecting.place(),
                                "The node that called it is gone, and nobody can tell whether it happened.");
            }
            case Progress.Fresh _ -> send(effecting, ruling);
        };
    }

    private boolean repeatable(Effecting effecting) {
        return effecting
                .tool()
                .filter(tool -> tool.effect() == Effect.READ || keeping.contains(tool.server()))
                .isPresent();
    }

    private Outcome send(Effecting effecting, Ruling ruling) {
        var decided = desk.decided(pass, effecting.step().step());
        if (decided.isPresent() && decided.get() instanceof ApprovalDesk.Decided.No no) {
            return pass.failed(effecting.step(), effecting.place(), "declined", no.why());
        }
        ObjectNode args = decided.filter(ApprovalDesk.Decided.Yes.class::isInstance)
                .map(yes -> ((ApprovalDesk.Decided.Yes) yes).arguments())
                .orElse(effecting.args());
        try {
            var call = new ToolCall(effecting.name(), args, effecting.step().key(), Optional.empty());
            var outcome = toolbox.call(pass.caller(), call);
            if (outcome instanceof ToolOutcome.NeedsApproval needs) {
                var grant = decided.isPresent()
                        ? desk.grant(pass, effecting.step().step(), effecting.name(), needs.argumentsHash())
                        : ruling instanceof Ruling.Approve
                                ? Optional.of(desk.byRule(
                                        pass, effecting.step().step(), effecting.name(), needs.argumentsHash()))
                                : Optional.<String>empty();
                if (grant.isEmpty()) {
                    return askServers(effecting, needs);
                }
                outcome = toolbox.call(
                        pass.caller(),
                        new ToolCall(effecting.name(), args, effecting.step().key(), grant));
            }
            return settle(effecting, outcome);
        } catch (ToolboxException broken) {
            return again(effecting, broken.mayHaveHappened(), "The server could not be reached or broke off.");
        }
    }

    private Outcome askServers(Effecting effecting, ToolOutcome.NeedsApproval needs) {
        Optional<Instant> until = desk.ask(
                pass,
                new ApprovalDesk.Question(
                        effecting.begun(),
                        effecting.tool(),
                        effecting.args(),
                        needs.text(),
                        needs.preview(),
                        effecting.ask().orElse(Ask.USUAL)));
        return until.<Outcome>map(time -> new Outcome.Waits(Optional.of(time))).orElseGet(this::stopped);
    }

    private Outcome settle(Effecting effecting, ToolOutcome outcome) {
        return switch (outcome) {
            case ToolOutcome.Done done
            when done.content().toString().length() > outputChars ->
                pass.failed(
                        effecting.step(),
                        effecting.place(),
                        "too_large",
                        "Its result is longer than " + outputChars + " characters; ask for less.");
            case ToolOutcome.Done done ->
                pass.done(effecting.step(), done.content(), effecting.undo().apply(done.content()));
            case ToolOutcome.Failed failed
            when PASSING.contains(failed.code()) -> again(effecting, false, failed.text());
            case ToolOutcome.Failed failed ->
                pass.failed(effecting.step(), effecting.place(), failed.code(), failed.text());
            case ToolOutcome.NeedsApproval needs ->
                pass.failed(effecting.step(), effecting.place(), "grant_invalid", needs.text());
        };
    }

    /** Tries it later under the same key, a bounded number of times. */
    private Outcome again(Effecting effecting, boolean mayHaveHappened, String why) {
        if (mayHaveHappened && !repeatable(effecting)) {
            return pass.parked(effecting.step(), effecting.place(), why + " Whether it happened is not known.");
        }
        int attempts = pass.writes().store().read(pass.writes().tenant(), tx -> new StepRows()
                .find(tx, pass.id(), effecting.step().step())
                .map(StepRow::attempts)
                .orElse(1));
        if (attempts >= effecting.retry().times()) {
            return mayHaveHappened
                    ? pass.parked(effecting.step(), effecting.place(), why + " Whether it happened is not known.")
                    : pass.failed(effecting.step(), effecting.place(), "unavailable", why);
        }
        Duration pause = effecting.retry().pause().multipliedBy(1L << Math.min(attempts - 1, 12));
        Instant next = pass.now().plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
        pass.writes().write(tx -> new StepRows()
                .retry(tx, pass.id(), effecting.step().step(), next, why));
        return new Outcome.Waits(Optional.of(next));
    }
}
