package dev.bac.mcp.wire;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One JSON-RPC 2.0 message. */
public sealed interface Message {

    record Request(RequestId id, String method, ObjectNode params) implements Message {}

    record Notification(String method, ObjectNode params) implements Message {}

    record Result(RequestId id, ObjectNode result) implements Message {}

    /** @param id empty when the request was not readable */
    record Failure(Optional<RequestId> id, RpcError error) implements Message {}

    /** @throws RpcException with {@link RpcError#PARSE} or {@link RpcError#INVALID_REQUEST} when it is none */
    static Message parse(byte[] bytes) {
        return of(WireJson.parse(bytes));
    }

    /** @throws RpcException with {@link RpcError#INVALID_REQUEST} when it is none */
    static Message of(JsonNode json) {
        if (!json.isObject() || !"2.0".equals(json.path("jsonrpc").asString(""))) {
            throw new RpcException(RpcError.INVALID_REQUEST, "one JSON-RPC 2.0 object is wanted");
        }
        var method = json.path("method");
        if (method.isString()) {
            ObjectNode params = params(json.path("params"));
            return json.has("id")
                    ? new Request(RequestId.of(json.path("id")), method.stringValue(), params)
                    : new Notification(method.stringValue(), params);
        }
        if (!method.isMissingNode()) {
            throw new RpcException(RpcError.INVALID_REQUEST, "method must be text");
        }
        return answer(json);
    }

    private static ObjectNode params(JsonNode params) {
        if (params.isMissingNode()) {
            return WireJson.object();
        }
        if (params instanceof ObjectNode object) {
            return object;
        }
        throw new RpcException(RpcError.INVALID_PARAMS, "params must be an object");
    }

    private static Message answer(JsonNode json) {
        var id = json.path("id");
        if (json.path("result") instanceof ObjectNode result) {
            return new Result(RequestId.of(id), result);
        }
        if (json.path("error") instanceof ObjectNode error
                && error.path("code").isIntegralNumber()
                && error.path("code").canConvertToInt()) {
            boolean named = !id.isMissingNode() && !id.isNull();
            return new Failure(
                    named ? Optional.of(RequestId.of(id)) : Optional.empty(),
                    new RpcError(
                            error.path("code").intValue(), error.path("message").asString(""), error.get("data")));
        }
        throw new RpcException(RpcError.INVALID_REQUEST, "neither a request, a notification nor an answer");
    }

    /** As it is sent. */
    default ObjectNode json() {
        var json = WireJson.object().put("jsonrpc", "2.0");
        switch (this) {
            case Request request -> {
                json.set("id", request.id().json());
                json.put("method", request.method()).set("params", request.params());
            }
            case Notification notification ->
                json.put("method", notification.method()).set("params", notification.params());
            case Result result -> {
                json.set("id", result.id().json());
                json.set("result", result.result());
            }
            case Failure failure -> {
                failure.id().ifPresent(id -> json.set("id", id.json()));
                json.set("error", error(failure.error()));
            }
        }
        return json;
    }

    private static ObjectNode error(RpcError error) {
        var json = WireJson.object().put("code", error.code()).put("message", error.message());
        @Nullable JsonNode data = error.data();
        if (data != null) {
            json.set("data", data);
        }
        return json;
    }

    /** As it is sent, in UTF-8, without a line break. */
    default byte[] bytes() {
        return WireJson.mapper().writeValueAsBytes(json());
    }
}
