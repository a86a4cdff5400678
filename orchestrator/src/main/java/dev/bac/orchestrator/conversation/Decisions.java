package dev.bac.orchestrator.conversation;

import dev.bac.identity.Caller;
import dev.bac.identity.TenantId;
import dev.bac.orchestrator.approval.Approval;
import dev.bac.orchestrator.approval.ApprovalStore;
import dev.bac.orchestrator.approval.ApprovalTerms;
import dev.bac.orchestrator.approval.ApprovalView;
import dev.bac.orchestrator.approval.ExternalApprovals;
import dev.bac.orchestrator.approval.FilledForm;
import dev.bac.orchestrator.approval.Waiting;
import dev.bac.orchestrator.problem.ProblemCode;
import dev.bac.orchestrator.problem.Refusal;
import dev.bac.orchestrator.run.RunRecord;
import dev.bac.orchestrator.run.RunState;
import dev.bac.store.Audit;
import dev.bac.store.AuditEntry;
import dev.bac.store.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** People's decisions on waiting calls: kept, audited, and the run sent on its way once nothing waits any more. */
public final class Decisions {
    private final Rows rows;
    private final Runner runner;
    private final Waiting waiting;
    private final ApprovalTerms.Rows terms = new ApprovalTerms.Rows();

    public Decisions(Rows rows, Runner runner, Waiting waiting) {
        this.rows = rows;
        this.runner = runner;
        this.waiting = waiting;
    }

    /**
     * What somebody says beside yes or no.
     *
     * @param answers what a question's form was filled in with
     * @param arguments those that they change, where the rules let them
     */
    public record Said(Optional<String> reason, Optional<ObjectNode> answers, Optional<ObjectNode> arguments) {}

    /**
     * Approves or declines.
     *
     * @throws Refusal when there is no such approval, the caller may not decide it, somebody did before, or it expired
     */
    public Approval decide(Caller caller, UUID id, boolean approve, Said said) {
        var decided = rows.store().write(caller.tenant(), tx -> {
            Approval asked = rows.approvals().lock(tx, id).orElseThrow(() -> Refusal.notFound("approval"));
            check(tx, caller, asked, approve);
            if (approve) {
                answer(tx, asked, said.answers());
                if (!agreed(tx, caller, asked, said.arguments())) {
                    Audit.write(tx, audit(caller, asked, Approval.State.PENDING));
                    return new Settled(asked.conversation(), Optional.empty());
                }
            }
            Approval.State state = approve ? Approval.State.APPROVED : Approval.State.DECLINED;
            rows.approvals().decide(tx, id, state, caller, said.reason().orElse(null));
            Audit.write(tx, audit(caller, asked, state));
            return settled(tx, asked, caller);
        });
        goOn(caller.tenant(), List.of(decided));
        return rows.approvals().find(caller, id).orElseThrow();
    }

    /** Counts an agreement. @return true when as many agree as must */
    private boolean agreed(Tx tx, Caller caller, Approval asked, Optional<ObjectNode> changed) {
        var needed = terms.find(tx, asked.id());
        if (needed.isEmpty()) {
            if (changed.isPresent()) {
                throw Refusal.invalid("arguments", "Nothing may be changed here.");
            }
            return true;
        }
        if (needed.get().notRequester() && asked.requestedBy().equals(caller.user())) {
            throw Refusal.of(ProblemCode.FORBIDDEN, "Whoever asked for it may not approve it.");
        }
        changed.ifPresent(values -> edit(tx, asked, needed.get(), values));
        return terms.vote(tx, asked.id(), caller) >= needed.get().quorum();
    }

    private void edit(Tx tx, Approval asked, ApprovalTerms needed, ObjectNode values) {
        values.propertyNames().stream()
                .filter(name -> !needed.editable().contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw Refusal.invalid("arguments." + name, "It may not be changed here.");
                });
        if (needed.quorum() > 1) {
            throw Refusal.invalid("arguments", "Where several must agree, all agree to the same arguments.");
        }
        var edited = ((ObjectNode) asked.arguments()).deepCopy();
        edited.setAll(values);
        terms.edit(tx, asked.id(), edited);
    }

    private void answer(Tx tx, Approval asked, Optional<ObjectNode> answers) {
        var schema = asked.form().flatMap(form -> Optional.ofNullable(form.schema()));
        if (schema.isEmpty()) {
            if (answers.isPresent()) {
                throw Refusal.invalid("answers", "There is nothing to be filled in here.");
            }
            return;
        }
        var given = answers.orElseGet(JsonNodeFactory.instance::objectNode);
        FilledForm.check(schema.get(), given);
        rows.approvals().answer(tx, asked.id(), given);
    }

    /** Ends the approvals whose time is over; their runs are told that nobody agreed. */
    public void expire(TenantId tenant) {
        var settled = rows.store().write(tenant, tx -> {
            var all = new ArrayList<Settled>();
            for (Approval overdue : rows.approvals().overdue(tx)) {
                rows.approvals().decide(tx, overdue.id(), Approval.State.EXPIRED, null, null);
                all.add(settled(tx, overdue, null));
            }
            return all;
        });
        goOn(tenant, settled);
    }

    /** @param run the run that may go on, when nothing of it waits any more */
    private record Settled(UUID conversation, Optional<RunRecord> run) {}

    private Settled settled(Tx tx, Approval asked, @Nullable Caller by) {
        if (asked.conversation().equals(ExternalApprovals.NO_CONVERSATION)) {
            // A client asks again by itself; a run of a workflow hears of it.
            waiting.decided(tx, asked.run());
            return new Settled(asked.conversation(), Optional.empty());
        }
        Approval now = rows.approvals().lock(tx, asked.id()).orElseThrow();
        if (by != null) {
            rows.log()
                    .append(
                            tx,
                            asked.conversation(),
                            "approval",
                            Events.json(new Events.Approval(asked.run(), ApprovalView.of(now, by))));
        }
        if (asked.form().isPresent()) {
            // The run is at work and looks for it.
            return new Settled(asked.conversation(), Optional.empty());
        }
        boolean waiting = rows.approvals().ofRun(tx, asked.run()).stream()
                .anyMatch(other ->
                        other.state() == Approval.State.PENDING && other.form().isEmpty());
        if (waiting) {
            return new Settled(asked.conversation(), Optional.empty());
        }
        RunRecord run = rows.runs().find(tx, asked.run()).orElseThrow();
        rows.runs().update(tx, run.id(), RunState.RUNNING, run.agent());
        Conversation conversation =
                rows.conversations().lock(tx, asked.conversation()).orElseThrow();
        rows.conversations().update(tx, conversation.id(), Conversation.State.RUNNING, conversation.agent());
        return new Settled(asked.conversation(), Optional.of(run));
    }

    private void goOn(TenantId tenant, List<Settled> settled) {
        for (Settled one : settled) {
            rows.log().ring(one.conversation());
            one.run().ifPresent(run -> runner.resume(tenant, run));
        }
    }

    /** What was asked under other rules is nobody's to approve, and anybody's to decline who may decide at all. */
    private void check(Tx tx, Caller caller, Approval asked, boolean approve) {
        if (!caller.may(ApprovalStore.DECIDE) && !asked.requestedBy().equals(caller.user())) {
            throw Refusal.notFound("approval");
        }
        if (asked.form().isEmpty() && !caller.may(ApprovalStore.DECIDE)) {
            throw Refusal.of(ProblemCode.FORBIDDEN, "You lack the scope " + ApprovalStore.DECIDE + ".");
        }
        boolean stale = isStale(tx, caller, asked);
        if (stale && approve && asked.state() == Approval.State.PENDING) {
            throw Refusal.of(
                    ProblemCode.RULES_CHANGED,
                    "The rules have changed since it was asked.",
                    "Decline it; the run asks again under the new rules when it is retried.");
        }
        if (!stale && !asked.mayBeDecidedBy(caller)) {
            throw Refusal.of(ProblemCode.FORBIDDEN, "This one is for others to decide.");
        }
        if (asked.state() != Approval.State.PENDING) {
            throw Refusal.of(
                    ProblemCode.ALREADY_DECIDED, "It is " + asked.state().label() + " already.");
        }
        if (!asked.expiresAt().isAfter(tx.now())) {
            throw Refusal.of(ProblemCode.EXPIRED, "Its time is over.", "Ask for the same again.");
        }
    }

    private boolean isStale(Tx tx, Caller caller, Approval asked) {
        return terms.find(tx, asked.id())
                .filter(needed -> !needed.rules().equals(waiting.rules(caller.tenant())))
                .isPresent();
    }

    private static AuditEntry audit(Caller caller, Approval asked, Approval.State state) {
        var details = JsonNodeFactory.instance
                .objectNode()
                .put("approval", asked.id().toString())
                .put("run", asked.run().toString())
                .put("tool", asked.tool())
                .put("arguments", asked.argumentsHash());
        return new AuditEntry(
                caller.user().toString(),
                Optional.empty(),
                caller.channel().name(),
                "approval." + state.label(),
                "done",
                details);
    }
}
