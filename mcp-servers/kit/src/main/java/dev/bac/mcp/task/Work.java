package dev.bac.mcp.task;

import dev.bac.identity.Caller;
import dev.bac.mcp.wire.InputRequest;
import dev.bac.mcp.wire.RpcError;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a task does. It may be run again from its beginning, after a node died or when the client has answered what was
 * asked, so whatever it changes it changes under the run's key.
 */
@FunctionalInterface
public interface Work {

    /** @throws InterruptedException when the task was cancelled */
    Outcome run(Run run) throws InterruptedException;

    /** The task was cancelled: what is kept elsewhere for going on with it is not wanted any more. */
    default void stopped(Run run) {
        // Most work keeps nothing.
    }

    /**
     * One attempt.
     *
     * @param caller on whose behalf, as when the task was begun
     * @param key the same for every attempt: an idempotency key
     * @param answers what the client has answered so far, by the keys it was asked under; trust none of it
     * @param progress tells people how far it is
     */
    record Run(
            Caller caller, String key, ObjectNode request, Map<String, JsonNode> answers, Consumer<String> progress) {}

    /** What an attempt came to. */
    sealed interface Outcome {

        /** @param result what the request would have come to at once; may tell of an error of the tool */
        record Done(ObjectNode result) implements Outcome {}

        record Failed(RpcError error) implements Outcome {}

        /** It can go on when the client has answered all of these. */
        record Asks(Map<String, InputRequest> requests) implements Outcome {}
    }
}
