package dev.bac.agents;

import java.time.Duration;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A call that waits for a person. What is kept here is what will run: after approval this call goes out, and the model
 * is not asked for it again.
 *
 * @param key {@code run/step/call}; unique, and the call's idempotency key
 * @param callId the model's id of the call
 * @param arguments with those that the agent's admin has fixed
 * @param text what the server says would happen
 * @param preview the same, structured
 * @param argumentsHash SHA-256 over the canonical arguments; the grant is bound to it
 * @param approvers roles' labels that may decide; empty for whoever asked
 * @param expires how long the question stands
 * @param told true when those who may decide are told by message
 */
public record PendingCall(
        String key,
        String callId,
        String agent,
        String tool,
        String title,
        ObjectNode arguments,
        String text,
        JsonNode preview,
        String argumentsHash,
        Set<String> approvers,
        Duration expires,
        boolean told) {
    public PendingCall {
        approvers = Set.copyOf(approvers);
    }
}
