package dev.bac.mcp.wire;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.LongNode;
import tools.jackson.databind.node.StringNode;

/** What names a request, a subscription or whose progress is told: text or a whole number, compared with its type. */
public sealed interface RequestId {

    record Text(String text) implements RequestId {
        @Override
        public JsonNode json() {
            return StringNode.valueOf(text);
        }
    }

    record Whole(long number) implements RequestId {
        @Override
        public JsonNode json() {
            return LongNode.valueOf(number);
        }
    }

    @JsonValue
    JsonNode json();

    static RequestId of(long number) {
        return new Whole(number);
    }

    static RequestId of(String text) {
        return new Text(text);
    }

    /** @throws RpcException with {@link RpcError#INVALID_REQUEST} when it is neither */
    @JsonCreator
    static RequestId of(JsonNode json) {
        if (json.isString()) {
            return new Text(json.stringValue());
        }
        if (json.isIntegralNumber() && json.canConvertToLong()) {
            return new Whole(json.longValue());
        }
        throw new RpcException(RpcError.INVALID_REQUEST, "id must be text or a whole number");
    }
}
