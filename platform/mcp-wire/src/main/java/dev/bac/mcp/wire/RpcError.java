package dev.bac.mcp.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Why a request has no result (JSON-RPC 2.0, section 5.1; specification 2026-07-28, basic/index, "Error Codes").
 *
 * @param data more about it, as the code says
 */
public record RpcError(int code, String message, @Nullable JsonNode data) {
    public static final int PARSE = -32700;
    public static final int INVALID_REQUEST = -32600;
    public static final int METHOD_NOT_FOUND = -32601;
    public static final int INVALID_PARAMS = -32602;
    public static final int INTERNAL = -32603;
    public static final int HEADER_MISMATCH = -32020;
    public static final int MISSING_CAPABILITY = -32021;
    public static final int UNSUPPORTED_VERSION = -32022;

    public RpcError {
        if (message == null) {
            message = "";
        }
    }

    public static RpcError of(int code, String message) {
        return new RpcError(code, message, null);
    }

    /** The server does not speak that revision. */
    public static RpcError unsupportedVersion(String requested, List<String> supported) {
        var data = WireJson.object();
        supported.forEach(data.putArray("supported")::add);
        data.put("requested", requested);
        return new RpcError(UNSUPPORTED_VERSION, "Unsupported protocol version", data);
    }

    /** The client did not declare what the request needs. */
    public static RpcError missingCapability(ClientCapabilities needed) {
        var data = WireJson.object();
        data.set("requiredCapabilities", needed.json());
        return new RpcError(MISSING_CAPABILITY, "Missing required client capability", data);
    }

    /** What a server speaks that refused our revision; empty for any other error. */
    public List<String> supportedVersions() {
        if (code != UNSUPPORTED_VERSION || data == null) {
            return List.of();
        }
        return data.path("supported")
                .valueStream()
                .filter(JsonNode::isString)
                .map(JsonNode::stringValue)
                .toList();
    }

    /** Whether only a server of this revision answers so: a host that sees it must not fall back to an older one. */
    public boolean modern() {
        return code == HEADER_MISMATCH || code == MISSING_CAPABILITY || code == UNSUPPORTED_VERSION;
    }
}
