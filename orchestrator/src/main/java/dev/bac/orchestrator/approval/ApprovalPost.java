package dev.bac.orchestrator.approval;

import dev.bac.identity.Caller;
import dev.bac.identity.Grant;
import dev.bac.identity.Grants;
import dev.bac.orchestrator.access.ApprovalLinks;
import dev.bac.orchestrator.access.LinkEntrance;
import dev.bac.orchestrator.access.Member;
import dev.bac.orchestrator.access.Members;
import dev.bac.orchestrator.access.Secret;
import dev.bac.orchestrator.problem.ProblemCode;
import dev.bac.orchestrator.problem.Refusal;
import dev.bac.store.Audit;
import dev.bac.store.AuditEntry;
import dev.bac.store.Store;
import dev.bac.tools.ToolCall;
import dev.bac.tools.ToolOutcome;
import dev.bac.tools.Toolbox;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Sends an approval to a colleague as a link. The message goes through the messaging server like any other, in the name of
 * whoever sends it. Its text is ours and its recipient is a member of the company who may decide, so sending it is no
 * decision of its own: whoever asks for it agrees to it by that.
 */
public final class ApprovalPost {
    private static final Duration LIFE = Duration.ofDays(1);
    private static final Duration GRANT_LIFE = Duration.ofMinutes(1);
    private static final String TOOL = "messaging_message_send";
    /** People have names and no addresses here; a name that is one is where they can be reached. */
    private static final Pattern ADDRESS = Pattern.compile("[^@\\s]{1,64}@[^@\\s]{1,190}\\.[^@\\s.]{2,60}");

    private final Store store;
    private final ApprovalStore approvals;
    private final People people;
    private final Toolbox toolbox;
    private final Grants grants;
    private final Ways ways;

    /** Who there is, and the links they get. */
    public record People(Members members, ApprovalLinks links) {}

    /**
     * How a link is made.
     *
     * @param page where links lead
     * @param policyVersion of the grants
     */
    public record Ways(InstantSource clock, Supplier<UUID> ids, String page, String policyVersion) {}

    /**
     * What was sent.
     *
     * @param state of the message: held when no vendor carries it
     * @param told by the messaging server
     */
    public record Sent(String to, String state, String told, Instant expiresAt) {}

    public ApprovalPost(Store store, People people, Toolbox toolbox, Grants grants, Ways ways) {
        this.store = store;
        this.approvals = new ApprovalStore(store);
        this.people = people;
        this.toolbox = toolbox;
        this.grants = grants;
        this.ways = ways;
    }

    /**
     * Sends it.
     *
     * @throws Refusal when there is no such approval or person, the person may not decide it or cannot be reached, or
     *     nothing waits any more; then nothing was sent
     */
    public Sent send(Caller by, UUID id, String person) {
        var approval = approvals.find(by, id).orElseThrow(() -> Refusal.notFound("approval"));
        var to = people.members()
                .find(by.tenant(), person)
                .orElseThrow(() -> Refusal.invalid("to", "Nobody of that name is in the company."));
        var now = ways.clock().instant();
        refuse(approval, to, now);
        var end = now.plus(LIFE).isBefore(approval.expiresAt()) ? now.plus(LIFE) : approval.expiresAt();
        var secret = people.links().create(to, id, end);
        try {
            var sent = message(by, approval, to, secret, end);
            audit(by, approval, to);
            return sent;
        } catch (RuntimeException e) {
            people.links().forget(secret);
            throw e;
        }
    }

    private static void refuse(Approval approval, Member to, Instant now) {
        if (approval.form().isPresent()) {
            throw Refusal.of(ProblemCode.CONFLICT, "It is a question to be answered in the chat, so no link was sent.");
        }
        if (approval.state() != Approval.State.PENDING) {
            throw Refusal.of(
                    ProblemCode.ALREADY_DECIDED, "It is " + approval.state().label() + " already.");
        }
        if (!approval.expiresAt().isAfter(now)) {
            throw Refusal.of(ProblemCode.EXPIRED, "Its time is over.", "Ask for the same again.");
        }
        if (!approval.mayBeDecidedBy(LinkEntrance.caller(to))) {
            throw Refusal.of(ProblemCode.FORBIDDEN, to.name() + " may not decide this one, so no link was sent.");
        }
        if (!ADDRESS.matcher(to.name()).matches()) {
            throw Refusal.of(
                    ProblemCode.CONFLICT,
                    "There is no address of " + to.name() + ", so nothing was sent.",
                    "They find it on the page under approvals.");
        }
    }

    private Sent message(Caller by, Approval approval, Member to, Secret secret, Instant end) {
        var arguments = JsonNodeFactory.instance
                .objectNode()
                .put("to", to.name())
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
                                secret.text(),
                                end.toString().substring(0, 16).replace('T', ' ') + " UTC"));
        var key = "approval-link/" + ways.ids().get();
        var call = new ToolCall(TOOL, arguments, key, Optional.empty());
        var outcome = toolbox.call(by, call);
        if (outcome instanceof ToolOutcome.NeedsApproval needs) {
            outcome = toolbox.call(
                    by, new ToolCall(TOOL, arguments, key, Optional.of(grant(by, needs.argumentsHash(), key))));
        }
        if (outcome instanceof ToolOutcome.Done done) {
            JsonNode message = done.content().path("message");
            return new Sent(
                    to.name(),
                    message.path("state").asString("accepted"),
                    done.content().path("summary").asString(""),
                    end);
        }
        throw Refusal.of(ProblemCode.CONFLICT, "Nothing was sent: " + outcome.text());
    }

    private String grant(Caller by, String hash, String key) {
        return grants.sign(new Grant(
                ways.ids().get().toString(),
                by.tenant(),
                TOOL,
                hash,
                key,
                key,
                ways.policyVersion(),
                by.user(),
                ways.clock().instant().plus(GRANT_LIFE)));
    }

    private void audit(Caller by, Approval approval, Member to) {
        var details = JsonNodeFactory.instance
                .objectNode()
                .put("approval", approval.id().toString())
                .put("tool", approval.tool())
                .put("to", to.user().toString());
        store.write(by.tenant(), tx -> {
            Audit.write(
                    tx,
                    new AuditEntry(
                            by.user().toString(),
                            Optional.empty(),
                            by.channel().name(),
                            "approval.sent",
                            "done",
                            details));
            return details;
        });
    }
}
