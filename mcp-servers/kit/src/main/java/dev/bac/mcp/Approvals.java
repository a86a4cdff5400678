package dev.bac.mcp;

import dev.bac.identity.Caller;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where approvals of calls are decided and kept, when the one who calls is no agent of ours: the orchestrator does both,
 * the server only asks. What comes of it is a signed grant for exactly one call.
 */
public interface Approvals {

    /** Nobody decides here: a call that needs approval is refused. */
    Approvals NONE = new Approvals() {
        @Override
        public Optional<String> granted(Caller caller, Demand demand) {
            return Optional.empty();
        }

        @Override
        public boolean mayAgree(Caller caller, Demand demand) {
            return false;
        }

        @Override
        public Optional<String> agreed(Caller caller, Demand demand, String id) {
            return Optional.empty();
        }

        @Override
        public Optional<String> park(Caller caller, Demand demand) {
            return Optional.empty();
        }
    };

    /** The grant for a call that was parked before and has been approved since. */
    Optional<String> granted(Caller caller, Demand demand);

    /** Whether this caller may agree to the call without asking somebody else. */
    boolean mayAgree(Caller caller, Demand demand);

    /**
     * Keeps that the caller agreed, after being shown what would happen.
     *
     * @param id of the grant; it is good once
     * @return the grant; empty when the caller may not agree to it
     */
    Optional<String> agreed(Caller caller, Demand demand, String id);

    /**
     * Keeps the call for a person to decide; one that is kept already stays as it is.
     *
     * @return where they decide, as a sentence for the caller; empty when it cannot be kept
     */
    Optional<String> park(Caller caller, Demand demand);

    /**
     * A call that waits for a person.
     *
     * @param tool as it is listed, with its effect and risk
     * @param arguments as the client sent them
     * @param argumentsHash what the grant must name
     * @param text what would happen, in words
     * @param preview the result it would have
     * @param policyVersion the rules that the server has in force
     */
    record Demand(
            String server,
            ToolListing tool,
            ObjectNode arguments,
            String argumentsHash,
            String text,
            ObjectNode preview,
            String policyVersion) {}
}
