package dev.bac.orchestrator.workflow;

import dev.bac.agents.Ask;
import dev.bac.identity.Grant;
import dev.bac.identity.Grants;
import dev.bac.identity.UserId;
import dev.bac.orchestrator.approval.Approval;
import dev.bac.orchestrator.approval.ApprovalStore;
import dev.bac.orchestrator.approval.ApprovalTerms;
import dev.bac.orchestrator.approval.ExternalApprovals;
import dev.bac.orchestrator.approval.NoticeRows;
import dev.bac.store.Audit;
import dev.bac.store.AuditEntry;
import dev.bac.tools.Canonical;
import dev.bac.tools.Tool;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Asks people about the steps of workflows. A question is bound to the run, the step, the arguments and the rules in
 * force: under other rules it is another question, and what was answered before counts no more.
 */
final class ApprovalDesk {
    private static final Duration GRANT_LIFE = Duration.ofMinutes(5);

    private final ApprovalStore approvals;
    private final ApprovalTerms.Rows terms;
    private final NoticeRows notices = new NoticeRows();
    private final Grants grants;
    private final String policy;
    private final String rules;

    /**
     * @param policy the servers' approval rules in force
     * @param rules names the tenant's policies in force
     */
    ApprovalDesk(ApprovalStore approvals, ApprovalTerms.Rows terms, Grants grants, String policy, String rules) {
        this.approvals = approvals;
        this.terms = terms;
        this.grants = grants;
        this.policy = policy;
        this.rules = rules;
    }

    /** What is asked. */
    record Question(
            StepRows.Begun step, Optional<Tool> tool, ObjectNode arguments, String text, JsonNode preview, Ask terms) {}

    /** What people said. */
    sealed interface Decided {
        /** Go on, with these arguments. */
        record Yes(ObjectNode arguments, String by) implements Decided {}

        record No(String why) implements Decided {}
    }

    /** The decision on a step under the rules in force, if there is one. */
    Optional<Decided> decided(Pass pass, String step) {
        return found(pass, step).flatMap(approval -> decided(pass, approval));
    }

    private Optional<Decided> decided(Pass pass, Approval approval) {
        var asked = pass.writes().store().read(pass.writes().tenant(), tx -> terms.find(tx, approval.id()));
        return switch (approval.state()) {
            case PENDING -> Optional.empty();
            case APPROVED ->
                Optional.of(yes(
                        approval,
                        asked,
                        approval.decision().map(Approval.Decision::name).orElse("")));
            case DECLINED ->
                Optional.of(new Decided.No("Declined by "
                        + approval.decision().map(Approval.Decision::name).orElse("somebody") + ": "
                        + approval.decision().flatMap(Approval.Decision::reason).orElse("no reason was given.")));
            case EXPIRED ->
                Optional.of(
                        asked.filter(one -> one.onTimeout() == Ask.OnTimeout.APPROVE)
                                        .isPresent()
                                ? yes(approval, asked, "time-out")
                                : new Decided.No("Nobody agreed in time."));
            case WITHDRAWN -> Optional.of(new Decided.No("It was withdrawn."));
        };
    }

    private static Decided yes(Approval approval, Optional<ApprovalTerms> asked, String by) {
        var arguments = asked.flatMap(ApprovalTerms::edited).orElse((ObjectNode) approval.arguments());
        return new Decided.Yes(arguments, by);
    }

    private Optional<Approval> found(Pass pass, String step) {
        return pass.writes().store().read(pass.writes().tenant(), tx -> approvals.ofCall(tx, pass.id(), key(step)));
    }

    private String key(String step) {
        return step + "@" + rules;
    }

    /** Asks, once. @return until when it stands; empty when nothing new is to begin */
    Optional<Instant> ask(Pass pass, Question question) {
        return pass.writes().write(tx -> {
            if (pass.asked(tx).isPresent()) {
                return Optional.empty();
            }
            new StepRows().begin(tx, pass.id(), question.step(), StepRow.State.WAITING);
            var known = approvals.ofCall(tx, pass.id(), key(question.step().step()));
            if (known.isPresent()) {
                return Optional.of(known.get().expiresAt());
            }
            var asked = approval(pass, question, tx.newId(), tx.now());
            approvals.add(tx, asked);
            terms.add(tx, asked.id(), question.terms(), rules);
            if (question.terms().told()) {
                notices.due(tx, asked.id());
            }
            return Optional.of(asked.expiresAt());
        });
    }

    private Approval approval(Pass pass, Question question, UUID id, Instant now) {
        return new Approval(
                id,
                ExternalApprovals.NO_CONVERSATION,
                pass.id(),
                key(question.step().step()),
                question.terms().approvers(),
                pass.workflow().name(),
                question.step().tool().orElse(""),
                question.step().title(),
                question.tool().map(Tool::server).orElse(""),
                question.step().effect().equals("none")
                        ? "write"
                        : question.step().effect(),
                question.tool().map(Tool::risk).orElse("none"),
                question.arguments(),
                Canonical.sha256(question.arguments()),
                question.text(),
                question.preview(),
                policy,
                pass.run().requester(),
                pass.run().requesterName(),
                now,
                now.plus(question.terms().expires()),
                Approval.State.PENDING,
                Optional.empty());
    }

    /** The signed proof that people agreed to a step's call. */
    Optional<String> grant(Pass pass, String step, String tool, String argumentsHash) {
        return found(pass, step)
                .map(approval -> sign(
                        pass,
                        new Call(approval.id(), step, tool, argumentsHash),
                        approval.decision()
                                .map(Approval.Decision::by)
                                .orElse(pass.caller().user())));
    }

    /** The signed proof that a rule agreed to it; audited, since no person did. */
    String byRule(Pass pass, String step, String tool, String argumentsHash) {
        UUID id = UUID.nameUUIDFromBytes(
                ("rule/" + pass.id() + "/" + step + "/" + argumentsHash).getBytes(StandardCharsets.UTF_8));
        var details = JsonNodeFactory.instance
                .objectNode()
                .put("run", pass.id().toString())
                .put("step", step)
                .put("tool", tool)
                .put("arguments", argumentsHash)
                .put("rules", rules);
        pass.writes().write(tx -> {
            Audit.write(
                    tx,
                    new AuditEntry(
                            pass.caller().user().toString(),
                            Optional.of(pass.workflow().name()),
                            pass.caller().channel().name(),
                            "approval.by_rule",
                            "done",
                            details));
            return true;
        });
        return sign(pass, new Call(id, step, tool, argumentsHash), pass.caller().user());
    }

    private record Call(UUID id, String step, String tool, String argumentsHash) {}

    private String sign(Pass pass, Call call, UserId by) {
        return grants.sign(new Grant(
                call.id().toString(),
                pass.writes().tenant(),
                call.tool(),
                call.argumentsHash(),
                pass.id().toString(),
                call.step(),
                policy,
                by,
                pass.now().plus(GRANT_LIFE)));
    }
}
