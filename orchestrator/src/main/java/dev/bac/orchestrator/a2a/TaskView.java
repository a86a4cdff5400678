package dev.bac.orchestrator.a2a;

import dev.bac.identity.Caller;
import dev.bac.llm.Message;
import dev.bac.orchestrator.a2a.TaskRows.Found;
import dev.bac.orchestrator.conversation.TranscriptStore.Entry;
import dev.bac.orchestrator.run.RunState;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A run as an A2A task: its id is the run's, its context is the conversation. */
final class TaskView {
    /** Section 5.6.1: milliseconds, UTC. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final TaskRows rows;

    TaskView(TaskRows rows) {
        this.rows = rows;
    }

    /** @param history how many messages at most; negative for all, 0 for none */
    Wire.Task task(Caller caller, Found task, int history, boolean artifacts) {
        var said = rows.said(caller, task);
        return new Wire.Task(
                task.id().toString(),
                task.conversation().toString(),
                status(caller, task),
                artifacts ? artifacts(said) : null,
                history == 0 ? null : history(task, said, history));
    }

    Wire.Status status(Caller caller, Found task) {
        return new Wire.Status(state(task.state()), message(caller, task), time(task.at()));
    }

    static String time(Instant at) {
        return TIME.format(at);
    }

    /** What the agent said, a text each: what it says before it calls tools is one of its own. */
    private static List<Wire.Artifact> artifacts(List<Entry> said) {
        var artifacts = new ArrayList<Wire.Artifact>();
        for (var entry : said) {
            if (entry.message() instanceof Message.Assistant answer) {
                artifacts.add(artifact(artifacts.size() + 1, answer.text()));
            }
        }
        return artifacts;
    }

    static Wire.Artifact artifact(int number, String text) {
        return new Wire.Artifact("answer-" + number, "answer", Wire.Part.of(text));
    }

    private static List<Wire.Message> history(Found task, List<Entry> said, int most) {
        var from = most < 0 ? 0 : Math.max(0, said.size() - most);
        return said.subList(from, said.size()).stream()
                .map(entry -> switch (entry.message()) {
                    case Message.User user -> message(task, "message-" + entry.seq(), "ROLE_USER", user.text());
                    case Message.Assistant answer ->
                        message(task, "message-" + entry.seq(), "ROLE_AGENT", answer.text());
                    case Message.Instructions _, Message.ToolResults _ ->
                        throw new IllegalStateException("not a message of a talk");
                })
                .toList();
    }

    private static Wire.Message message(Found task, String id, String role, String text) {
        return new Wire.Message(id, task.conversation().toString(), task.id().toString(), role, Wire.Part.of(text));
    }

    private Wire.@Nullable Message message(Caller caller, Found task) {
        var text =
                switch (task.state()) {
                    case RUNNING, ANSWERED, CANCELLED -> "";
                    case AWAITING_APPROVAL ->
                        "A person must approve this, in the web page or at /api/v1/approvals:\n"
                                + rows.waitsFor(caller, task);
                    case OUT_OF_TURNS, OVER_LIMIT -> "A limit of the agent ended it.";
                    case FAILED -> "It could not go on.";
                    case PARKED -> "A change may or may not have happened; a person must look.";
                };
        return text.isEmpty() ? null : message(task, "status-" + task.id(), "ROLE_AGENT", text);
    }

    static String state(RunState state) {
        return switch (state) {
            case RUNNING -> "TASK_STATE_WORKING";
            // Section 7.6: an approval by a person is authorization within the task.
            case AWAITING_APPROVAL -> "TASK_STATE_AUTH_REQUIRED";
            case ANSWERED -> "TASK_STATE_COMPLETED";
            case CANCELLED -> "TASK_STATE_CANCELED";
            case OUT_OF_TURNS, OVER_LIMIT, FAILED, PARKED -> "TASK_STATE_FAILED";
        };
    }

    /** The states of runs that a task's state stands for. */
    static Set<RunState> states(String state) {
        return switch (state) {
            case "TASK_STATE_WORKING" -> Set.of(RunState.RUNNING);
            case "TASK_STATE_AUTH_REQUIRED" -> Set.of(RunState.AWAITING_APPROVAL);
            case "TASK_STATE_COMPLETED" -> Set.of(RunState.ANSWERED);
            case "TASK_STATE_CANCELED" -> Set.of(RunState.CANCELLED);
            case "TASK_STATE_FAILED" ->
                Set.of(RunState.OUT_OF_TURNS, RunState.OVER_LIMIT, RunState.FAILED, RunState.PARKED);
            default -> throw A2aError.wrong("status", "is no state that tasks have here.");
        };
    }
}
