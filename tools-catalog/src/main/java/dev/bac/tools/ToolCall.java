package dev.bac.tools;

import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * One call of one tool.
 *
 * @param key idempotency key: run, step and call, so that a repeated call returns the first result
 * @param grant the signed approval, where one was given
 */
public record ToolCall(String tool, ObjectNode arguments, String key, Optional<String> grant) {

    /** This call with other arguments. */
    public ToolCall withArguments(ObjectNode other) {
        return new ToolCall(tool, other, key, grant);
    }
}
