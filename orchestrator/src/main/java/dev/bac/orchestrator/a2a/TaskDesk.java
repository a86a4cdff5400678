package dev.bac.orchestrator.a2a;

import dev.bac.orchestrator.a2a.A2aError.Kind;
import dev.bac.orchestrator.a2a.TaskRows.Found;
import dev.bac.orchestrator.a2a.TaskRows.Owner;
import dev.bac.orchestrator.conversation.Conversations;
import dev.bac.orchestrator.conversation.EventLog;
import dev.bac.orchestrator.conversation.EventReader;
import dev.bac.orchestrator.conversation.Rows;
import dev.bac.orchestrator.problem.ProblemCode;
import dev.bac.orchestrator.problem.Refusal;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * The methods of A2A 1.0 over conversations and runs, with the caller's own rights: a task is a run, a context is a
 * conversation. What a person must approve makes the task wait; it is approved where all approvals are.
 */
public final class TaskDesk {
    private static final int USUAL = 50;
    private static final int MOST = 100;

    private final Conversations conversations;
    private final TaskRows rows;
    private final TaskView view;

    public TaskDesk(Conversations conversations, Rows rows) {
        this.conversations = conversations;
        this.rows = new TaskRows(rows);
        this.view = new TaskView(this.rows);
    }

    /** Takes a message and answers when its work has ended or waits, or at once when its sender wants that. */
    Wire.Event send(Owner owner, JsonNode params) {
        var message = Incoming.of(params);
        var begun = begin(owner, message);
        if (message.waits()) {
            conversations.follow(owner.caller(), begun.conversation(), begun.after(), new Silent());
        }
        return Wire.Event.of(view.task(owner.caller(), found(owner, begun.run()), message.history(), true));
    }

    /** Takes a message and tells everything as it happens, until its work ends or waits. */
    void stream(Owner owner, JsonNode params, Consumer<Wire.Event> events, Runnable idle) {
        var message = Incoming.of(params);
        var begun = begin(owner, message);
        var task = found(owner, begun.run());
        events.accept(Wire.Event.of(view.task(owner.caller(), task, message.history(), false)));
        follow(owner, task, begun.after(), new Live(task, events, idle));
    }

    /** Tells how a task goes on; what was said before is sent whole at the end. */
    void subscribe(Owner owner, JsonNode params, Consumer<Wire.Event> events, Runnable idle) {
        var id = task(params);
        long after = conversations
                .require(owner.caller(), found(owner, id).conversation())
                .lastEvent();
        var task = found(owner, id);
        if (task.state().ended()) {
            throw new A2aError(Kind.UNSUPPORTED_OPERATION, "The task has ended; GetTask tells how.");
        }
        events.accept(Wire.Event.of(view.task(owner.caller(), task, -1, true)));
        follow(owner, task, after, new Live(task, _ -> {}, idle));
        var now = found(owner, id);
        var whole = view.task(owner.caller(), now, 0, true);
        Optional.ofNullable(whole.artifacts())
                .ifPresent(all -> all.forEach(artifact -> events.accept(
                        Wire.Event.of(new Wire.ArtifactUpdate(whole.id(), whole.contextId(), artifact, false, true)))));
        events.accept(Wire.Event.of(new Wire.StatusUpdate(whole.id(), whole.contextId(), whole.status())));
    }

    private void follow(Owner owner, Found task, long after, Live reader) {
        conversations.follow(owner.caller(), task.conversation(), after, reader);
        var now = found(owner, task.id());
        reader.tell(Wire.Event.of(new Wire.StatusUpdate(
                now.id().toString(), now.conversation().toString(), view.status(owner.caller(), now))));
    }

    Wire.Task get(Owner owner, JsonNode params) {
        return view.task(owner.caller(), found(owner, task(params)), Incoming.history(params), true);
    }

    Wire.Tasks list(Owner owner, JsonNode params) {
        int size = params.path("pageSize").asInt(USUAL);
        if (size < 1 || size > MOST) {
            throw A2aError.wrong("pageSize", "must be 1 to " + MOST + ".");
        }
        var filter = filter(params);
        var found = rows.list(owner, filter, size + 1);
        var page = found.subList(0, Math.min(size, found.size()));
        var artifacts = params.path("includeArtifacts").asBoolean(false);
        int history = Incoming.history(params);
        return new Wire.Tasks(
                page.stream()
                        .map(task -> view.task(owner.caller(), task, history, artifacts))
                        .toList(),
                found.size() > size ? token(page.getLast()) : "",
                page.size(),
                rows.count(owner, filter));
    }

    private static TaskRows.Filter filter(JsonNode params) {
        var state = params.path("status").asString("");
        var since = params.path("statusTimestampAfter").asString("");
        var token = params.path("pageToken").asString("");
        try {
            var parts = token.split("_", -1);
            return new TaskRows.Filter(
                    Incoming.id(params, "contextId", "contextId"),
                    state.isEmpty() || state.equals("TASK_STATE_UNSPECIFIED") ? Set.of() : TaskView.states(state),
                    since.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(since)),
                    token.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(parts[0])),
                    token.isEmpty() ? Optional.empty() : Optional.of(UUID.fromString(parts[1])));
        } catch (java.time.format.DateTimeParseException
                | IllegalArgumentException
                | ArrayIndexOutOfBoundsException e) {
            throw A2aError.wrong("pageToken or statusTimestampAfter", "cannot be read.");
        }
    }

    private static String token(Found last) {
        return last.at() + "_" + last.id();
    }

    /** Asks the work to end, and answers when it has: at the latest after the tool call that is under way. */
    Wire.Task cancel(Owner owner, JsonNode params) {
        var task = found(owner, task(params));
        if (task.state().ended()) {
            throw new A2aError(Kind.TASK_NOT_CANCELABLE, "The task has ended.");
        }
        long after = conversations.require(owner.caller(), task.conversation()).lastEvent();
        conversations.cancel(owner.caller(), task.conversation());
        conversations.follow(owner.caller(), task.conversation(), after, new Silent());
        return view.task(owner.caller(), found(owner, task.id()), 0, true);
    }

    private record Begun(UUID run, UUID conversation, long after) {}

    private Begun begin(Owner owner, Incoming message) {
        var conversation = message.task().map(id -> goesOn(owner, message, id)).or(() -> message.context()
                .map(id -> context(owner, id)));
        try {
            UUID id = conversation.orElseGet(() -> conversations
                    .create(owner.caller(), Optional.of(owner.agent()), "")
                    .id());
            long after = conversations.answer(owner.caller(), id, message.text(), Optional.of(owner.agent()));
            return new Begun(rows.latest(owner, id).orElseThrow().id(), id, after);
        } catch (Refusal refused) {
            throw new A2aError(
                    refused.code() == ProblemCode.BUSY ? Kind.UNSUPPORTED_OPERATION : Kind.INVALID_PARAMS,
                    refused.detail());
        }
    }

    /** A message to a task that waits for approval takes the request back and says something else (section 7.6.1). */
    private UUID goesOn(Owner owner, Incoming message, UUID id) {
        var task = found(owner, id);
        if (task.state().ended()) {
            throw new A2aError(
                    Kind.UNSUPPORTED_OPERATION, "The task has ended; send the message with its context alone.");
        }
        if (message.context()
                .filter(context -> !context.equals(task.conversation()))
                .isPresent()) {
            throw A2aError.wrong("message.contextId", "is not the task's.");
        }
        return task.conversation();
    }

    private UUID context(Owner owner, UUID id) {
        try {
            var conversation = conversations.require(owner.caller(), id);
            if (conversation.agent().equals(owner.agent())) {
                return id;
            }
        } catch (Refusal unknown) {
            // Answered like one of another agent.
        }
        throw A2aError.wrong("message.contextId", "is not one that was given here; leave it out to begin a new one.");
    }

    private static UUID task(JsonNode params) {
        return Incoming.id(params, "id", "id").orElseThrow(() -> A2aError.wrong("id", "is missing."));
    }

    private Found found(Owner owner, UUID id) {
        return rows.find(owner, id).orElseThrow(() -> new A2aError(Kind.TASK_NOT_FOUND, "There is no such task."));
    }

    /** Waits for the end and tells nothing. */
    private static final class Silent implements EventReader {
        @Override
        public void event(EventLog.Event event) {
            // GetTask tells it all.
        }

        @Override
        public void idle() {
            // Nobody listens in between.
        }
    }

    /** Tells what the agent says piece by piece. */
    private static final class Live implements EventReader {
        private final Found task;
        private final Consumer<Wire.Event> events;
        private final Runnable idle;
        private int number = 1;
        private boolean said;

        Live(Found task, Consumer<Wire.Event> events, Runnable idle) {
            this.task = task;
            this.events = events;
            this.idle = idle;
        }

        @Override
        public void event(EventLog.Event event) {
            if (!event.data().path("run").asString("").equals(task.id().toString())) {
                return;
            }
            if (event.type().equals("text")) {
                var piece = TaskView.artifact(number, event.data().path("delta").asString(""));
                tell(Wire.Event.of(new Wire.ArtifactUpdate(
                        task.id().toString(), task.conversation().toString(), piece, said, false)));
                said = true;
            } else if (event.type().equals("tool_call") && said) {
                number++;
                said = false;
            }
        }

        void tell(Wire.Event event) {
            events.accept(event);
        }

        @Override
        public void idle() {
            idle.run();
        }
    }
}
