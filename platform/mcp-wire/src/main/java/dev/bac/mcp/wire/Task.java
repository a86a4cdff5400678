package dev.bac.mcp.wire;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Work that goes on after its request was answered (Tasks extension, "Tasks"). */
public sealed interface Task {

    /**
     * What every task says.
     *
     * @param ttlMs how long after {@code createdAt} it is kept, in milliseconds; empty means for good
     * @param pollIntervalMs how often to ask, in milliseconds
     */
    record Head(
            String taskId,
            Optional<String> statusMessage,
            Instant createdAt,
            Instant lastUpdatedAt,
            Optional<Long> ttlMs,
            Optional<Long> pollIntervalMs) {}

    record Working(Head head) implements Task {}

    record InputRequired(Head head, Map<String, InputRequest> inputRequests) implements Task {
        public InputRequired {
            inputRequests = Map.copyOf(inputRequests);
        }
    }

    /** @param result what the request would have come to at once */
    record Completed(Head head, ObjectNode result) implements Task {}

    record Failed(Head head, RpcError error) implements Task {}

    record Cancelled(Head head) implements Task {}

    Head head();

    /** Whether it changes no more. */
    default boolean ended() {
        return switch (this) {
            case Working _, InputRequired _ -> false;
            case Completed _, Failed _, Cancelled _ -> true;
        };
    }

    private String status() {
        return switch (this) {
            case Working _ -> "working";
            case InputRequired _ -> "input_required";
            case Completed _ -> "completed";
            case Failed _ -> "failed";
            case Cancelled _ -> "cancelled";
        };
    }

    /** As it is sent. */
    @JsonValue
    default ObjectNode json() {
        var head = head();
        var json = WireJson.object().put("taskId", head.taskId()).put("status", status());
        head.statusMessage().ifPresent(text -> json.put("statusMessage", text));
        json.put("createdAt", head.createdAt().toString());
        json.put("lastUpdatedAt", head.lastUpdatedAt().toString());
        head.ttlMs().ifPresentOrElse(ttl -> json.put("ttlMs", ttl), () -> json.putNull("ttlMs"));
        head.pollIntervalMs().ifPresent(interval -> json.put("pollIntervalMs", interval));
        switch (this) {
            case InputRequired asks -> {
                var requests = json.putObject("inputRequests");
                asks.inputRequests().forEach((key, request) -> requests.set(key, request.json()));
            }
            case Completed done -> json.set("result", done.result());
            case Failed failed -> json.set("error", WireJson.tree(failed.error()));
            case Working _, Cancelled _ -> {}
        }
        return json;
    }

    /** @throws RpcException when it is none */
    @JsonCreator
    static Task of(ObjectNode json) {
        var head = head(json);
        return switch (json.path("status").asString("")) {
            case "working" -> new Working(head);
            case "input_required" -> new InputRequired(head, requests(json.path("inputRequests")));
            case "completed" -> new Completed(head, object(json.path("result")));
            case "failed" -> new Failed(head, WireJson.read(json.path("error"), RpcError.class, "error"));
            case "cancelled" -> new Cancelled(head);
            default -> throw invalid();
        };
    }

    private static Head head(ObjectNode json) {
        if (!json.path("taskId").isString()) {
            throw invalid();
        }
        try {
            return new Head(
                    json.path("taskId").stringValue(),
                    Optional.ofNullable(json.path("statusMessage").asString(null)),
                    Instant.parse(json.path("createdAt").asString("")),
                    Instant.parse(json.path("lastUpdatedAt").asString("")),
                    milliseconds(json.path("ttlMs")),
                    milliseconds(json.path("pollIntervalMs")));
        } catch (DateTimeParseException e) {
            throw invalid();
        }
    }

    private static Optional<Long> milliseconds(JsonNode given) {
        return given.isNumber() && given.canConvertToLong() ? Optional.of(given.longValue()) : Optional.empty();
    }

    private static Map<String, InputRequest> requests(JsonNode given) {
        var requests = new LinkedHashMap<String, InputRequest>();
        object(given).forEachEntry((key, request) -> requests.put(key, InputRequest.of(object(request))));
        return requests;
    }

    private static ObjectNode object(JsonNode given) {
        if (given instanceof ObjectNode object) {
            return object;
        }
        throw invalid();
    }

    private static RpcException invalid() {
        return new RpcException(RpcError.INVALID_PARAMS, "the task is none of the Tasks extension");
    }
}
