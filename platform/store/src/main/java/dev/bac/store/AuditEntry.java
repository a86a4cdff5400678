package dev.bac.store;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Who did what.
 *
 * @param actor id of the user
 * @param agent name of the agent that acted for the user, if one did
 * @param channel the entrance
 * @param action such as the name of the tool
 * @param outcome such as {@code done} or {@code refused}
 * @param details ids, counts and hashes; never what a person wrote
 */
public record AuditEntry(
        String actor, Optional<String> agent, String channel, String action, String outcome, JsonNode details) {}
