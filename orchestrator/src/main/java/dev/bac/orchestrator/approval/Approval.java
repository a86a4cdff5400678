package dev.bac.orchestrator.approval;

import dev.bac.agents.Approvers;
import dev.bac.identity.Caller;
import dev.bac.identity.UserId;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A call that waits, or waited, for a person. The stored call is what runs; the model is never asked for it again.
 *
 * @param key names the call: run/step/index
 * @param approvers who may decide, of those with the scope
 * @param argumentsHash as the server computed it; the grant is bound to it
 * @param preview what would happen, from a dry run that was rolled back
 * @param form set for a server's question to whoever asked for the call: what they are to fill in or to visit
 * @param answers what they filled in
 * @param agreement how many must agree, and who does
 */
public record Approval(
        UUID id,
        UUID conversation,
        UUID run,
        String key,
        Approvers approvers,
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
        UserId requestedBy,
        String requestedName,
        Instant requestedAt,
        Instant expiresAt,
        State state,
        Optional<Decision> decision,
        Optional<AskedForm> form,
        Optional<ObjectNode> answers,
        Agreement agreement) {

    /** A call that waits, with nothing to be filled in. */
    public Approval(
            UUID id,
            UUID conversation,
            UUID run,
            String key,
            Approvers approvers,
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
            UserId requestedBy,
            String requestedName,
            Instant requestedAt,
            Instant expiresAt,
            State state,
            Optional<Decision> decision) {
        this(
                id,
                conversation,
                run,
                key,
                approvers,
                agent,
                tool,
                title,
                server,
                effect,
                risk,
                arguments,
                argumentsHash,
                text,
                preview,
                policyVersion,
                requestedBy,
                requestedName,
                requestedAt,
                expiresAt,
                state,
                decision,
                Optional.empty(),
                Optional.empty(),
                Agreement.OF_ONE);
    }

    /** What has become of it. */
    public enum State {
        PENDING,
        APPROVED,
        DECLINED,
        EXPIRED,
        WITHDRAWN;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static State of(String label) {
            return valueOf(label.toUpperCase(Locale.ROOT));
        }
    }

    /**
     * How far it is agreed to.
     *
     * @param quorum how many different people must agree
     * @param notRequester whoever asked may not be among them
     * @param people who agreed so far
     */
    public record Agreement(int quorum, boolean notRequester, Set<UserId> people) {
        /** Of anybody who may decide. */
        public static final Agreement OF_ONE = new Agreement(1, false, Set.of());

        public Agreement {
            people = Set.copyOf(people);
        }
    }

    /** True when this person may decide it and has not: whoever asked may be barred, and nobody agrees twice. */
    public boolean waitsFor(Caller caller) {
        boolean barred = agreement.notRequester() && requestedBy.equals(caller.user());
        return state == State.PENDING
                && mayBeDecidedBy(caller)
                && !barred
                && !agreement.people().contains(caller.user());
    }

    /** Who decided, and when. */
    public record Decision(UserId by, String name, Instant at, Optional<String> reason) {}

    /** True when this person may approve or decline it; a question is for whoever is asked, and nobody else. */
    public boolean mayBeDecidedBy(Caller caller) {
        if (form.isPresent()) {
            return requestedBy.equals(caller.user());
        }
        return caller.may(ApprovalStore.DECIDE) && approvers.include(caller.name(), caller.roles());
    }
}
