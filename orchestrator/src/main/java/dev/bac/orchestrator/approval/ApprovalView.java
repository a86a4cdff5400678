package dev.bac.orchestrator.approval;

import dev.bac.identity.Caller;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** An approval as the API shows it, the same in lists, answers and events. */
public record ApprovalView(
        UUID id,
        String state,
        UUID conversation,
        UUID run,
        String call,
        String agent,
        String tool,
        String title,
        String server,
        String effect,
        String risk,
        JsonNode arguments,
        String argumentsHash,
        String text,
        JsonNode preview,
        String policyVersion,
        Person requestedBy,
        Instant requestedAt,
        Instant expiresAt,
        boolean mayDecide,
        int quorum,
        int agreed,
        @Nullable Person decidedBy,
        @Nullable Instant decidedAt,
        @Nullable String reason,
        @Nullable AskedForm form) {

    /** Who. */
    public record Person(UUID id, String name) {}

    /** As {@code reader} sees it. */
    public static ApprovalView of(Approval approval, Caller reader) {
        var decision = approval.decision();
        return new ApprovalView(
                approval.id(),
                approval.state().label(),
                approval.conversation(),
                approval.run(),
                approval.key(),
                approval.agent(),
                approval.tool(),
                approval.title(),
                approval.server(),
                approval.effect(),
                approval.risk(),
                approval.arguments(),
                approval.argumentsHash(),
                approval.text(),
                approval.preview(),
                approval.policyVersion(),
                new Person(approval.requestedBy().value(), approval.requestedName()),
                approval.requestedAt(),
                approval.expiresAt(),
                approval.waitsFor(reader),
                approval.agreement().quorum(),
                approval.agreement().people().size(),
                decision.map(made -> new Person(made.by().value(), made.name())).orElse(null),
                decision.map(Approval.Decision::at).orElse(null),
                decision.flatMap(Approval.Decision::reason).orElse(null),
                approval.form().orElse(null));
    }
}
