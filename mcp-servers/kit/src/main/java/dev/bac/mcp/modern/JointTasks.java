package dev.bac.mcp.modern;

import dev.bac.identity.Caller;
import dev.bac.mcp.task.TaskBoard;
import dev.bac.mcp.wire.Task;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The tasks of several domains; an id is in one of them at most. */
record JointTasks(List<TaskBoard> boards) implements TaskBoard {

    @Override
    public Task start(Caller caller, String work, ObjectNode request, String message) {
        throw new IllegalStateException("tasks are begun by the domain whose work it is");
    }

    @Override
    public Optional<Task> find(Caller caller, String id) {
        return boards.stream().flatMap(board -> board.find(caller, id).stream()).findFirst();
    }

    @Override
    public boolean answer(Caller caller, String id, Map<String, JsonNode> responses) {
        return boards.stream().anyMatch(board -> board.answer(caller, id, responses));
    }

    @Override
    public boolean cancel(Caller caller, String id) {
        return boards.stream().anyMatch(board -> board.cancel(caller, id));
    }
}
