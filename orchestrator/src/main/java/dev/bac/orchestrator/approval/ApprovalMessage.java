package dev.bac.orchestrator.approval;

import dev.bac.identity.Caller;
import dev.bac.identity.Grant;
import dev.bac.identity.Grants;
import dev.bac.orchestrator.access.Secret;
import dev.bac.orchestrator.problem.ProblemCode;
import dev.bac.orchestrator.problem.Refusal;
import dev.bac.store.Audit;
import dev.bac.store.AuditEntry;
import dev.bac.store.Tx;
import dev.bac.tools.ToolCall;
import dev.bac.tools.ToolOutcome;
import dev.bac.tools.Toolbox;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The message that takes an approval to somebody who may decide it. It goes through the messaging server like any other.
 * Its text is ours and its recipient is a member of the company who may decide, so sending it is no decision of its own.
 */
public final class ApprovalMessage {
    private static final Duration LIFE = Duration.ofDays(1);
    private static final Duration GRANT_LIFE = Duration.ofMinutes(1);
    private static final String TOOL = "messaging_message_send";

    private final Toolbox toolbox;
    private final Grants grants;
    private final Ways ways;

    /**
     * How a link is made.
     *
     * @param page where links lead
     * @param policyVersion of the grants
     */
    public record Ways(InstantSource clock, Supplier<UUID> ids, String page, String policyVersion) {}

    /** To whom, with which link. */
    record Letter(String address, Secret secret, Instant linkEndsAt) {}

    public ApprovalMessage(Toolbox toolbox, Grants grants, Ways ways) {
        this.toolbox = toolbox;
        this.grants = grants;
        this.ways = ways;
    }

    Instant now() {
        return ways.clock().instant();
    }

    UUID newId() {
        return ways.ids().get();
    }

    /** Until when a link works that is made now: a day, and no longer than what it decides on. */
    static Instant linkEnd(Approval approval, Instant now) {
        var end = now.plus(LIFE);
        return end.isBefore(approval.expiresAt()) ? end : approval.expiresAt();
    }

    /**
     * Hands it to the messaging server.
     *
     * @param key the same for a repetition of the same letter, so that it goes out once
     * @return what the server says of the message
     * @throws Refusal when it takes none
     */
    JsonNode send(Caller by, Approval approval, Letter letter, String key) {
        var arguments = arguments(approval, letter);
        var outcome = toolbox.call(by, new ToolCall(TOOL, arguments, key, Optional.empty()));
        if (outcome instanceof ToolOutcome.NeedsApproval needs) {
            outcome = toolbox.call(
                    by, new ToolCall(TOOL, arguments, key, Optional.of(grant(by, needs.argumentsHash(), key))));
        }
        if (outcome instanceof ToolOutcome.Done done) {
            return done.content();
        }
        throw Refusal.of(ProblemCode.CONFLICT, "Nothing was sent: " + outcome.text());
    }

    private ObjectNode arguments(Approval approval, Letter letter) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("to", letter.address())
                .put("subject", "To be approved: " + approval.title())
                .put("body", """
                        %s asks for your decision: %s

                        See what will be done, and approve or decline it:
                        %s/approve?token=%s

                        The link works once, for you alone, until %s.
                        """.formatted(
                                approval.requestedName(),
                                approval.text(),
                                ways.page(),
                                letter.secret().text(),
                                letter.linkEndsAt().toString().substring(0, 16).replace('T', ' ') + " UTC"));
    }

    private String grant(Caller by, String hash, String key) {
        return grants.sign(new Grant(
                newId().toString(),
                by.tenant(),
                TOOL,
                hash,
                key,
                key,
                ways.policyVersion(),
                by.user(),
                now().plus(GRANT_LIFE)));
    }

    /** Says in the audit what came of it: {@code done}, or {@code failed}. */
    static void audit(Tx tx, Caller by, Approval approval, UUID person, String outcome) {
        var details = JsonNodeFactory.instance
                .objectNode()
                .put("approval", approval.id().toString())
                .put("tool", approval.tool())
                .put("to", person.toString());
        Audit.write(
                tx,
                new AuditEntry(
                        by.user().toString(),
                        Optional.empty(),
                        by.channel().name(),
                        "approval.sent",
                        outcome,
                        details));
    }
}
