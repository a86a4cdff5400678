package dev.bac.agents;

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
 * @param needs who must agree, how many, and until when
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
        Ask needs) {}
