package dev.bac.mcp.serving;

import dev.bac.mcp.ToolJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** A message that cannot be answered, as JSON-RPC 2.0 says it (section 5.1). */
final class RpcError extends RuntimeException {
    static final int PARSE = -32700;
    static final int INVALID_REQUEST = -32600;
    static final int INVALID_PARAMS = -32602;
    static final int INTERNAL = -32603;

    private static final long serialVersionUID = 1L;
    private final int code;

    RpcError(int code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    int code() {
        return code;
    }

    ObjectNode answer(@Nullable JsonNode id) {
        return answer(id, code, String.valueOf(getMessage()));
    }

    static ObjectNode answer(@Nullable JsonNode id, int code, String message) {
        var answer = ToolJson.mapper().createObjectNode().put("jsonrpc", "2.0");
        answer.set("id", id == null ? NullNode.instance : id);
        answer.putObject("error").put("code", code).put("message", message);
        return answer;
    }
}
