package dev.bac.agents;

import dev.bac.llm.Usage;
import java.util.List;

/** How a run ended, or what it waits for. */
public sealed interface Run {

    /** The agent that had the conversation last. */
    String agent();

    /** What the model used in this run. */
    Usage usage();

    /**
     * The model answered.
     *
     * @param basis what the answer stands on
     */
    record Answered(String agent, String text, Usage usage, Basis basis) implements Run {}

    /** Calls wait for a person; running again with the decisions goes on from there. */
    record AwaitsApproval(String agent, List<PendingCall> calls, Usage usage) implements Run {
        public AwaitsApproval {
            calls = List.copyOf(calls);
        }
    }

    /** The model was asked as often as the agent's limit allows, and still wants more. */
    record OutOfTurns(String agent, int turns, Usage usage) implements Run {}

    /** A limit or a person ended it. */
    record Stopped(String agent, Reason reason, String text, Usage usage) implements Run {}

    /** Why a run was stopped. */
    enum Reason {
        TIME,
        COST,
        TOOL_CALLS,
        TOKENS,
        STEPS,
        LENGTH,
        REFUSED,
        CANCELLED
    }
}
