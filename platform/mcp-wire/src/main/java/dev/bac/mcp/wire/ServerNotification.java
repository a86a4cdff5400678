package dev.bac.mcp.wire;

import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a server tells without being asked anything, on the stream of the request that it belongs to. */
public sealed interface ServerNotification {

    /** How far a request is; {@code progress} only grows. */
    record Progress(
            RequestId progressToken,
            BigDecimal progress,
            @Nullable BigDecimal total,
            @Nullable String message) implements ServerNotification {}

    record Log(LogLevel level, @Nullable String logger, JsonNode data) implements ServerNotification {}

    /** The first on the stream of a subscription. */
    record Acknowledged(SubscriptionFilter notifications) implements ServerNotification {}

    record ToolsChanged() implements ServerNotification {}

    record PromptsChanged() implements ServerNotification {}

    record ResourcesChanged() implements ServerNotification {}

    record ResourceUpdated(String uri) implements ServerNotification {}

    record TaskChanged(Task task) implements ServerNotification {}

    default String method() {
        return switch (this) {
            case Progress _ -> "notifications/progress";
            case Log _ -> "notifications/message";
            case Acknowledged _ -> "notifications/subscriptions/acknowledged";
            case ToolsChanged _ -> "notifications/tools/list_changed";
            case PromptsChanged _ -> "notifications/prompts/list_changed";
            case ResourcesChanged _ -> "notifications/resources/list_changed";
            case ResourceUpdated _ -> "notifications/resources/updated";
            case TaskChanged _ -> "notifications/tasks";
        };
    }

    /** As it is sent on the stream of a request. */
    default Message.Notification asMessage() {
        return new Message.Notification(method(), params());
    }

    /** As it is sent on the stream of a subscription. */
    default Message.Notification asMessage(RequestId subscription) {
        var params = params();
        params.withObjectProperty("_meta").set(Protocol.SUBSCRIPTION_KEY, subscription.json());
        return new Message.Notification(method(), params);
    }

    private ObjectNode params() {
        return this instanceof TaskChanged changed ? changed.task().json() : WireJson.tree(this);
    }

    /** Empty when it is none that this revision knows, which is to be ignored. */
    static Optional<ServerNotification> of(Message.Notification message) {
        var params = message.params();
        Class<? extends ServerNotification> type =
                switch (message.method()) {
                    case "notifications/progress" -> Progress.class;
                    case "notifications/message" -> Log.class;
                    case "notifications/subscriptions/acknowledged" -> Acknowledged.class;
                    case "notifications/tools/list_changed" -> ToolsChanged.class;
                    case "notifications/prompts/list_changed" -> PromptsChanged.class;
                    case "notifications/resources/list_changed" -> ResourcesChanged.class;
                    case "notifications/resources/updated" -> ResourceUpdated.class;
                    case "notifications/tasks" -> TaskChanged.class;
                    default -> ServerNotification.class;
                };
        if (type == ServerNotification.class) {
            return Optional.empty();
        }
        return Optional.of(
                type == TaskChanged.class ? new TaskChanged(Task.of(params)) : WireJson.read(params, type, "params"));
    }

    /** The subscription that a notification belongs to. */
    static Optional<RequestId> subscriptionOf(Message.Notification message) {
        var id = message.params().path("_meta").path(Protocol.SUBSCRIPTION_KEY);
        return id.isMissingNode() ? Optional.empty() : Optional.of(RequestId.of(id));
    }
}
