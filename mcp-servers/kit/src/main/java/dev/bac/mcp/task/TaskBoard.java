package dev.bac.mcp.task;

import dev.bac.identity.Caller;
import dev.bac.mcp.wire.Task;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The tasks of a server. A task of somebody else is not there. */
public interface TaskBoard {

    /** Of a server without tasks. */
    TaskBoard NONE = new TaskBoard() {
        @Override
        public Task start(Caller caller, String work, ObjectNode request, String message) {
            throw new IllegalStateException("this server has no tasks");
        }

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

    /**
     * Begins work that its caller need not wait for; it is kept before this returns.
     *
     * @param work names a {@link Work} that was registered
     * @param message what is being done, for people
     */
    Task start(Caller caller, String work, ObjectNode request, String message);

    /** How a task stands; empty when there is none of that id, it is another's, or its time is over. */
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
