package dev.bac.orchestrator.a2a;

import dev.bac.identity.Caller;
import dev.bac.orchestrator.a2a.A2aError.Kind;
import dev.bac.orchestrator.a2a.TaskRows.Owner;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** Which method of A2A 1.0 does what (section 9.4). */
public final class Methods {
    private final TaskDesk tasks;
    private final Cards cards;

    public Methods(TaskDesk tasks, Cards cards) {
        this.tasks = tasks;
        this.cards = cards;
    }

    /**
     * A request of JSON-RPC.
     *
     * @param agent whom it is for
     */
    public record Request(Caller caller, String agent, String method, JsonNode params) {
        Owner owner() {
            return new Owner(caller, agent);
        }
    }

    /** True when the answer is a stream of events. */
    public static boolean streams(String method) {
        return method.equals("SendStreamingMessage") || method.equals("SubscribeToTask");
    }

    /**
     * The result of a method that answers once.
     *
     * @throws A2aError when there is none
     */
    public Object call(Request request) {
        return switch (request.method()) {
            case "SendMessage" -> tasks.send(request.owner(), request.params());
            case "GetTask" -> tasks.get(request.owner(), request.params());
            case "ListTasks" -> tasks.list(request.owner(), request.params());
            case "CancelTask" -> tasks.cancel(request.owner(), request.params());
            case "GetExtendedAgentCard" -> cards.extended(request.caller(), request.agent());
            case "CreateTaskPushNotificationConfig",
                    "GetTaskPushNotificationConfig",
                    "ListTaskPushNotificationConfigs",
                    "DeleteTaskPushNotificationConfig" ->
                throw new A2aError(Kind.PUSH_NOTIFICATION_NOT_SUPPORTED, "Subscribe to the task, or ask for it.");
            default -> throw new A2aError(Kind.METHOD_NOT_FOUND, "There is no such method.");
        };
    }

    /**
     * The results of a method that streams, as they come.
     *
     * @param idle called now and then while nothing happens
     * @throws A2aError before the first event
     */
    public void stream(Request request, Consumer<Object> results, Runnable idle) {
        if (request.method().equals("SubscribeToTask")) {
            tasks.subscribe(request.owner(), request.params(), results::accept, idle);
        } else {
            tasks.stream(request.owner(), request.params(), results::accept, idle);
        }
    }
}
