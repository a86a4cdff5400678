package dev.bac.mcp.wire;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a request of each method takes, apart from {@code _meta}. Those that may be asked again carry the client's
 * answers and the state it was given, which is whatever the client sends: trust neither.
 */
public sealed interface Params {

    /** A list, from where the last page ended. */
    record Page(@Nullable String cursor) implements Params {}

    record Discover() implements Params {}

    /** @param inputResponses by the key of each input request */
    record CallTool(
            String name,
            @Nullable ObjectNode arguments,
            @Nullable Map<String, JsonNode> inputResponses,
            @Nullable String requestState)
            implements Params {
        public CallTool {
            Wanted.here(name, "name");
        }
    }

    record ReadResource(
            String uri,
            @Nullable Map<String, JsonNode> inputResponses,
            @Nullable String requestState) implements Params {
        public ReadResource {
            Wanted.here(uri, "uri");
        }
    }

    record GetPrompt(
            String name,
            @Nullable Map<String, String> arguments,
            @Nullable Map<String, JsonNode> inputResponses,
            @Nullable String requestState)
            implements Params {
        public GetPrompt {
            Wanted.here(name, "name");
        }
    }

    /** What a person began to type into an argument. */
    record Complete(
            Reference ref, Argument argument, @Nullable Context context) implements Params {
        public Complete {
            Wanted.here(ref, "ref");
            Wanted.here(argument, "argument");
        }

        /**
         * @param type {@code ref/prompt} or {@code ref/resource}
         * @param name of a prompt
         * @param uri of a resource or a template
         */
        public record Reference(
                String type,
                @Nullable String name,
                @Nullable String uri) {
            public Reference {
                Wanted.here(type, "type");
            }
        }

        public record Argument(String name, String value) {
            public Argument {
                Wanted.here(name, "name");
                Wanted.here(value, "value");
            }
        }

        /** What the other arguments are already. */
        public record Context(@Nullable Map<String, String> arguments) {}
    }

    record Listen(SubscriptionFilter notifications) implements Params {
        public Listen {
            Wanted.here(notifications, "notifications");
        }
    }

    /** Which task; of {@code tasks/get} and {@code tasks/cancel}. */
    record OfTask(String taskId) implements Params {
        public OfTask {
            Wanted.here(taskId, "taskId");
        }
    }

    record UpdateTask(String taskId, Map<String, JsonNode> inputResponses) implements Params {
        public UpdateTask {
            Wanted.here(taskId, "taskId");
            Wanted.here(inputResponses, "inputResponses");
        }
    }

    /** Of {@code skills/get}: the address of the skill's {@code SKILL.md}. */
    record OfSkill(String uri) implements Params {
        public OfSkill {
            Wanted.here(uri, "uri");
        }
    }

    /** Of {@code resources/directory/read}. */
    record Directory(String uri, @Nullable String cursor) implements Params {
        public Directory {
            Wanted.here(uri, "uri");
        }
    }

    /** Of {@code notifications/cancelled}. */
    record Cancelled(RequestId requestId, @Nullable String reason) implements Params {
        public Cancelled {
            Wanted.here(requestId, "requestId");
        }
    }

    /** As it is sent. */
    default ObjectNode json(RequestMeta meta) {
        var json = WireJson.tree(this);
        json.set("_meta", meta.json());
        return json;
    }

    /** The methods whose request names a thing, and the field that does; it is mirrored in {@code Mcp-Name}. */
    static @Nullable String nameField(String method) {
        return switch (method) {
            case Protocol.TOOLS_CALL, Protocol.PROMPTS_GET -> "name";
            case Protocol.RESOURCES_READ -> "uri";
            case Protocol.TASKS_GET, Protocol.TASKS_UPDATE, Protocol.TASKS_CANCEL -> "taskId";
            default -> null;
        };
    }

    /** The methods that may answer with {@link Result.InputRequired}. */
    List<String> MAY_ASK_BACK = List.of(Protocol.TOOLS_CALL, Protocol.PROMPTS_GET, Protocol.RESOURCES_READ);
}
