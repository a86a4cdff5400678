package dev.bac.mcp.wire;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a request of each method comes to. */
public sealed interface Result {

    String COMPLETE = "complete";
    String INPUT_REQUIRED = "input_required";
    String TASK = "task";

    /** What {@code tools/call} may come to. */
    sealed interface OfCall extends Result {}

    /** @param ttlMs how long it may be kept, in milliseconds */
    record Discover(
            List<String> supportedVersions,
            ServerCapabilities capabilities,
            @Nullable String instructions,
            long ttlMs,
            CacheScope cacheScope)
            implements Result {
        public Discover {
            supportedVersions = List.copyOf(supportedVersions);
            Wanted.here(capabilities, "capabilities");
        }
    }

    record Tools(List<Tool> tools, @Nullable String nextCursor, long ttlMs, CacheScope cacheScope) implements Result {
        public Tools {
            tools = List.copyOf(tools);
        }

        /** Its own fields, with tools that somebody has as trees already. */
        public ObjectNode tree(Function<Tool, ObjectNode> known) {
            var tree = WireJson.object();
            var all = tree.putArray("tools");
            tools.forEach(tool -> all.add(known.apply(tool)));
            if (nextCursor != null) {
                tree.put("nextCursor", nextCursor);
            }
            tree.put("ttlMs", ttlMs);
            return tree.set("cacheScope", WireJson.mapper().valueToTree(cacheScope));
        }
    }

    /** @param structuredContent any JSON value; absent when there is none */
    record Called(
            List<Content> content,
            @Nullable JsonNode structuredContent,
            @Nullable Boolean isError,
            @JsonProperty("_meta") @Nullable ObjectNode meta)
            implements OfCall {
        public Called {
            content = List.copyOf(content);
        }

        @JsonIgnore
        public boolean failed() {
            return Boolean.TRUE.equals(isError);
        }

        /** The content's tree is shared, not copied: it is by far the largest part. */
        @Override
        public ObjectNode tree() {
            var tree = WireJson.object();
            var pieces = tree.putArray("content");
            content.forEach(piece -> pieces.add(piece.tree()));
            if (structuredContent != null) {
                tree.set("structuredContent", structuredContent);
            }
            if (isError != null) {
                tree.put("isError", isError);
            }
            if (meta != null) {
                tree.set("_meta", meta.deepCopy());
            }
            return tree;
        }
    }

    /**
     * The client is to answer and ask again.
     *
     * @param requestState for the server alone; the client sends it back as it is
     */
    record InputRequired(
            @Nullable Map<String, InputRequest> inputRequests,
            @Nullable String requestState) implements OfCall {
        public InputRequired {
            if (inputRequests == null && requestState == null) {
                throw new IllegalArgumentException("neither inputRequests nor requestState");
            }
        }

        @Override
        public String resultType() {
            return INPUT_REQUIRED;
        }

        /** What the client is to answer; empty when it is only to ask again. */
        public Map<String, InputRequest> requests() {
            return inputRequests == null ? Map.of() : inputRequests;
        }
    }

    /** The work goes on, under an id. */
    record TaskCreated(Task task) implements OfCall {
        @Override
        public String resultType() {
            return TASK;
        }

        @Override
        public ObjectNode json() {
            return task.json().put("resultType", TASK);
        }
    }

    /** How a task stands. */
    record TaskState(Task task) implements Result {
        @Override
        public ObjectNode json() {
            return task.json().put("resultType", COMPLETE);
        }
    }

    record Resources(List<Resource> resources, @Nullable String nextCursor, long ttlMs, CacheScope cacheScope)
            implements Result {
        public Resources {
            resources = List.copyOf(resources);
        }

        /** These after some others. */
        public Resources with(List<Resource> before) {
            var all = new ArrayList<>(before);
            all.addAll(resources);
            return new Resources(all, nextCursor, ttlMs, cacheScope);
        }
    }

    record Templates(
            List<Resource.Template> resourceTemplates,
            @Nullable String nextCursor,
            long ttlMs,
            CacheScope cacheScope) implements Result {
        public Templates {
            resourceTemplates = List.copyOf(resourceTemplates);
        }
    }

    record ResourceRead(List<ResourceContents> contents, long ttlMs, CacheScope cacheScope) implements Result {
        public ResourceRead {
            contents = List.copyOf(contents);
        }
    }

    record Prompts(List<Prompt> prompts, @Nullable String nextCursor, long ttlMs, CacheScope cacheScope)
            implements Result {
        public Prompts {
            prompts = List.copyOf(prompts);
        }
    }

    record PromptRendered(@Nullable String description, List<Prompt.Line> messages) implements Result {
        public PromptRendered {
            messages = List.copyOf(messages);
        }
    }

    record Completed(Values completion) implements Result {
        /** @param values at most 100 */
        public record Values(
                List<String> values,
                @Nullable Integer total,
                @Nullable Boolean hasMore) {
            public Values {
                values = List.copyOf(values);
            }
        }
    }

    record Skills(List<Skill> skills, @Nullable String nextCursor, long ttlMs, CacheScope cacheScope)
            implements Result {
        public Skills {
            skills = List.copyOf(skills);
        }
    }

    record SkillFound(Skill skill, long ttlMs, CacheScope cacheScope) implements Result {
        public SkillFound {
            Wanted.here(skill, "skill");
        }
    }

    /** Done, and there is nothing to say. */
    record Empty() implements Result {}

    /** A subscription has ended in good order. */
    record Listened(RequestId subscription) implements Result {
        @Override
        public ObjectNode json() {
            var json = WireJson.object().put("resultType", COMPLETE);
            json.putObject("_meta").set(Protocol.SUBSCRIPTION_KEY, subscription.json());
            return json;
        }
    }

    default String resultType() {
        return COMPLETE;
    }

    /** Its own fields. What lies deeper may be shared: read it, do not change it. */
    default ObjectNode tree() {
        return WireJson.tree(this);
    }

    /** As it stands under {@code result}, without who the server is. */
    default ObjectNode json() {
        return tree().put("resultType", resultType());
    }

    /** As it stands under {@code result}. */
    default ObjectNode json(Implementation server) {
        var json = json();
        json.withObjectProperty("_meta").set(Protocol.SERVER_KEY, WireJson.tree(server));
        return json;
    }

    /** Who the server says it is. */
    static Optional<Implementation> serverOf(ObjectNode result) {
        var server = result.path("_meta").path(Protocol.SERVER_KEY);
        return server.isObject()
                ? Optional.of(WireJson.read(server, Implementation.class, "serverInfo"))
                : Optional.empty();
    }

    /**
     * What {@code tools/call} came to.
     *
     * @throws RpcException when it is none of this revision
     */
    static OfCall ofCall(ObjectNode result) {
        return switch (typeOf(result)) {
            case COMPLETE -> WireJson.read(result, Called.class, "result");
            case INPUT_REQUIRED -> WireJson.read(result, InputRequired.class, "result");
            case TASK -> new TaskCreated(Task.of(result));
            default -> throw new RpcException(RpcError.INVALID_PARAMS, "the result is of an unknown type");
        };
    }

    /**
     * What a method that cannot ask back came to.
     *
     * @throws RpcException when it is something else
     */
    static <T extends Result> T read(ObjectNode result, Class<T> type) {
        if (!typeOf(result).equals(COMPLETE)) {
            throw new RpcException(RpcError.INVALID_PARAMS, "the result is of an unknown type");
        }
        return WireJson.read(result, type, "result");
    }

    /** Absent means complete: servers of earlier revisions do not say it. */
    static String typeOf(ObjectNode result) {
        return result.path("resultType").asString(COMPLETE);
    }
}
