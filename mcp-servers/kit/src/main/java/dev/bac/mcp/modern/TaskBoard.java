package dev.bac.mcp.modern;

import dev.bac.identity.Caller;
import dev.bac.mcp.wire.Task;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The tasks of a server. A task of somebody else is not there. */
public interface TaskBoard {

    /** Of a server without tasks. */
    TaskBoard NONE = new TaskBoard() {
        @Override
        public Optional<Task> find(Caller caller, String id) {
            return Optional.empty();
        }

        @Override
        public boolean answer(Caller caller, String id, Map<String, JsonNode> responses) {
            return false;
        }

        @Override
        public boolean cancel(Caller caller, String id) {
            return false;
        }
    };

    Optional<Task> find(Caller caller, String id);

    /**
     * Hands answers to a task that asked; those to nothing it asks are ignored.
     *
     * @return false when there is no such task
     */
    boolean answer(Caller caller, String id, Map<String, JsonNode> responses);

    /**
     * Asks a task to stop; one that has ended stays as it is.
     *
     * @return false when there is no such task
     */
    boolean cancel(Caller caller, String id);
}
