package dev.bac.orchestrator.conversation;

import dev.bac.agents.Ask;
import dev.bac.agents.PendingCall;
import dev.bac.agents.Run;
import dev.bac.agents.workflow.Policies.Ruling;
import dev.bac.llm.ModelException;
import dev.bac.llm.budget.BudgetExhausted;
import dev.bac.orchestrator.approval.Approval;
import dev.bac.orchestrator.approval.ApprovalTerms;
import dev.bac.orchestrator.approval.ApprovalView;
import dev.bac.orchestrator.approval.NoticeRows;
import dev.bac.orchestrator.policy.RulesInForce;
import dev.bac.orchestrator.problem.Problem;
import dev.bac.orchestrator.problem.ProblemCode;
import dev.bac.orchestrator.problem.Refusal;
import dev.bac.orchestrator.run.CallJournal;
import dev.bac.orchestrator.run.CallRecord;
import dev.bac.orchestrator.run.RunState;
import dev.bac.store.Tx;
import dev.bac.tools.Tool;
import dev.bac.tools.ToolboxException;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes down how a stretch of work ended, and tells its readers, in one transaction. */
public final class Conclusion {
    private static final Logger LOG = LoggerFactory.getLogger(Conclusion.class);

    private final Rows rows;
    private final String policyVersion;
    private final Duration expireAfter;
    private final MeterRegistry metrics;
    private final RulesInForce rules;
    private final ApprovalTerms.Rows terms = new ApprovalTerms.Rows();
    private final NoticeRows notices = new NoticeRows();

    /** @param expireAfter the longest an approval waits, whatever the agent's rule says */
    public Conclusion(
            Rows rows, String policyVersion, Duration expireAfter, MeterRegistry metrics, RulesInForce rules) {
        this.rules = rules;
        this.metrics = metrics;
        this.rows = rows;
        this.policyVersion = policyVersion;
        this.expireAfter = expireAfter;
    }

    void write(Work work, String agent, Map<String, Tool> tools, Run outcome) {
        RunState state = RunState.of(outcome);
        work.hold().writes().write(tx -> {
            if (outcome instanceof Run.AwaitsApproval waits) {
                waits.calls().forEach(call -> ask(tx, work, call, Optional.ofNullable(tools.get(call.tool()))));
            }
            boolean waits = state == RunState.AWAITING_APPROVAL;
            return end(
                    tx,
                    new End(
                            work.conversation(),
                            work.run(),
                            agent,
                            state,
                            waits ? Conversation.State.AWAITING_APPROVAL : Conversation.State.IDLE));
        });
        metrics.counter("bac.runs", "state", state.label()).increment();
        rows.log().ring(work.conversation());
    }

    /** The work broke off. */
    void failed(Hold hold, String agent, RuntimeException why) {
        UUID run = hold.run();
        UUID conversation = hold.conversation();
        boolean unknown =
                switch (why) {
                    case ToolboxException broken -> broken.mayHaveHappened();
                    case RunGivenUp gone -> gone.mayHaveHappened();
                    default -> false;
                };
        LOG.warn("run failed: run={} kind={}", run, why.getClass().getSimpleName(), why);
        RunState state = unknown ? RunState.PARKED : RunState.FAILED;
        Problem problem = Problem.of(refusal(why), Optional.of(run.toString()));
        hold.writes().write(tx -> {
            rows.log().append(tx, conversation, "error", Events.json(new Events.Failed(run, problem)));
            return end(tx, new End(conversation, run, agent, state, Conversation.State.IDLE));
        });
        metrics.counter("bac.runs", "state", state.label()).increment();
        rows.log().ring(conversation);
    }

    private record End(UUID conversation, UUID run, String agent, RunState state, Conversation.State then) {}

    private long end(Tx tx, End end) {
        rows.runs().update(tx, end.run(), end.state(), end.agent());
        if (end.state().ended()) {
            rows.asks().close(tx, end.run());
        }
        Conversation now = rows.conversations().lock(tx, end.conversation()).orElseThrow();
        rows.conversations().update(tx, end.conversation(), end.then(), now.agent());
        return rows.log()
                .append(
                        tx,
                        end.conversation(),
                        "done",
                        Events.json(new Events.Done(end.run(), end.state().label())));
    }

    private void ask(Tx tx, Work work, PendingCall call, Optional<Tool> tool) {
        rows.journal()
                .open(
                        tx,
                        new CallJournal.Place(work.run(), work.conversation(), call.key()),
                        new CallJournal.Called(call.tool(), tool, call.arguments()),
                        CallRecord.State.AWAITING_APPROVAL);
        Ask needs = needs(work, call);
        Approval asked = approval(tx, work, call, needs, tool);
        rows.approvals().add(tx, asked);
        terms.add(tx, asked.id(), needs, rules.version(tx.tenant()));
        Approval kept = rows.approvals().find(tx, asked.id()).orElse(asked);
        if (needs.told()) {
            notices.due(tx, asked.id());
        }
        rows.log()
                .append(
                        tx,
                        work.conversation(),
                        "approval",
                        Events.json(new Events.Approval(work.run(), ApprovalView.of(kept, work.caller()))));
    }

    /** What the agent's rules and the company's want of it; what runs is what was asked, so that nothing may be changed. */
    private Ask needs(Work work, PendingCall call) {
        return rules.judge(work.caller(), call.agent(), call.tool(), call.arguments()) instanceof Ruling.Demand demand
                ? call.needs().and(demand.terms()).unedited()
                : call.needs();
    }

    private Approval approval(Tx tx, Work work, PendingCall call, Ask needs, Optional<Tool> tool) {
        Duration life = needs.expires().compareTo(expireAfter) < 0 ? needs.expires() : expireAfter;
        return new Approval(
                tx.newId(),
                work.conversation(),
                work.run(),
                call.key(),
                needs.approvers(),
                call.agent(),
                call.tool(),
                call.title(),
                tool.map(Tool::server).orElse(""),
                tool.map(known -> known.effect().name().toLowerCase(Locale.ROOT))
                        .orElse("write"),
                tool.map(Tool::risk).orElse("none"),
                call.arguments(),
                call.argumentsHash(),
                call.text(),
                call.preview(),
                policyVersion,
                work.caller().user(),
                work.caller().name(),
                tx.now(),
                tx.now().plus(life),
                Approval.State.PENDING,
                Optional.empty());
    }

    private static Refusal refusal(RuntimeException why) {
        return switch (why) {
            case Refusal told -> told;
            case RunGivenUp gone ->
                Refusal.of(
                        ProblemCode.INTERNAL,
                        gone.getMessage()
                                + (gone.mayHaveHappened()
                                        ? " A write was under way; whether it took effect is not known."
                                        : " It was given up."),
                        "Look at what it had done before you ask again.");
            case BudgetExhausted spent ->
                Refusal.of(
                        ProblemCode.BUDGET_EXHAUSTED,
                        String.valueOf(spent.getMessage()),
                        "An admin can raise it: ./bac budgets.");
            case ModelException _ ->
                Refusal.of(
                        ProblemCode.MODEL_UNAVAILABLE,
                        "No model could answer.",
                        "./bac models says what each of them lacks.");
            case ToolboxException broken ->
                Refusal.of(
                        ProblemCode.TOOL_UNAVAILABLE,
                        broken.mayHaveHappened()
                                ? "A tool server broke off; whether the call took effect is not known."
                                : "A tool server could not be reached.",
                        "Look before you repeat it.");
            default -> Refusal.of(ProblemCode.INTERNAL, "Something failed on our side.");
        };
    }
}
