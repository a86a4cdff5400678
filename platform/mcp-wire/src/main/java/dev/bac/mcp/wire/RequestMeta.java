package dev.bac.mcp.wire;

import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What every request says of itself (specification 2026-07-28, basic/index, "Per-request protocol fields").
 *
 * @param logLevel empty when the client wants no log messages
 * @param progressToken empty when the client wants no progress
 * @param other everything under {@code _meta}, those fields included
 */
public record RequestMeta(
        String protocolVersion,
        Optional<Implementation> client,
        ClientCapabilities capabilities,
        Optional<LogLevel> logLevel,
        Optional<RequestId> progressToken,
        ObjectNode other) {

    public static RequestMeta of(Implementation client, ClientCapabilities capabilities) {
        return new RequestMeta(
                Protocol.VERSION,
                Optional.of(client),
                capabilities,
                Optional.empty(),
                Optional.empty(),
                WireJson.object());
    }

    /** Whether a request is one of this era: only then it says its revision in its body. */
    public static boolean isIn(JsonNode params) {
        return params.path("_meta").has(Protocol.VERSION_KEY);
    }

    /** The revision that a request says it is of; empty when it says none. */
    public static Optional<String> versionIn(JsonNode params) {
        var version = params.path("_meta").path(Protocol.VERSION_KEY);
        return version.isString() ? Optional.of(version.stringValue()) : Optional.empty();
    }

    /** @throws RpcException with {@link RpcError#INVALID_PARAMS} when a required field is missing or one is wrong */
    public static RequestMeta read(ObjectNode params) {
        if (!(params.path("_meta") instanceof ObjectNode meta)) {
            throw invalid("params._meta is missing");
        }
        var version = versionIn(params).orElseThrow(() -> invalid(field(Protocol.VERSION_KEY) + " is missing"));
        if (!meta.has(Protocol.CAPABILITIES_KEY)) {
            throw invalid(field(Protocol.CAPABILITIES_KEY) + " is missing");
        }
        var client = meta.has(Protocol.CLIENT_KEY)
                ? Optional.of(
                        WireJson.read(meta.path(Protocol.CLIENT_KEY), Implementation.class, field(Protocol.CLIENT_KEY)))
                : Optional.<Implementation>empty();
        return new RequestMeta(
                version,
                client,
                ClientCapabilities.of(meta.path(Protocol.CAPABILITIES_KEY)),
                logLevel(meta.path(Protocol.LOG_LEVEL_KEY)),
                progressToken(meta.path(Protocol.PROGRESS_KEY)),
                meta);
    }

    private static Optional<LogLevel> logLevel(JsonNode given) {
        if (given.isMissingNode()) {
            return Optional.empty();
        }
        for (var level : LogLevel.values()) {
            if (level.name().toLowerCase(Locale.ROOT).equals(given.asString(""))) {
                return Optional.of(level);
            }
        }
        throw invalid(field(Protocol.LOG_LEVEL_KEY) + " is no log level");
    }

    private static Optional<RequestId> progressToken(JsonNode given) {
        if (given.isMissingNode()) {
            return Optional.empty();
        }
        if (!given.isString() && !(given.isIntegralNumber() && given.canConvertToLong())) {
            throw invalid(field(Protocol.PROGRESS_KEY) + " must be text or a whole number");
        }
        return Optional.of(RequestId.of(given));
    }

    /** The text under a key of our own or of OpenTelemetry, such as {@code traceparent}. */
    public Optional<String> text(String key) {
        var value = other.path(key);
        return value.isString() ? Optional.of(value.stringValue()) : Optional.empty();
    }

    /** This with one more text beside the protocol's own fields. */
    public RequestMeta with(String key, String text) {
        return new RequestMeta(
                protocolVersion,
                client,
                capabilities,
                logLevel,
                progressToken,
                other.deepCopy().put(key, text));
    }

    /** This, asking for progress under a token. */
    public RequestMeta withProgress(RequestId token) {
        return new RequestMeta(protocolVersion, client, capabilities, logLevel, Optional.of(token), other);
    }

    /** As it stands under {@code _meta}. */
    public ObjectNode json() {
        var json = other.deepCopy();
        json.put(Protocol.VERSION_KEY, protocolVersion);
        client.ifPresent(who -> json.set(Protocol.CLIENT_KEY, WireJson.tree(who)));
        json.set(Protocol.CAPABILITIES_KEY, capabilities.json());
        logLevel.ifPresent(
                level -> json.put(Protocol.LOG_LEVEL_KEY, level.name().toLowerCase(Locale.ROOT)));
        progressToken.ifPresent(token -> json.set(Protocol.PROGRESS_KEY, token.json()));
        return json;
    }

    private static String field(String key) {
        return "params._meta[\"" + key + "\"]";
    }

    private static RpcException invalid(String why) {
        return new RpcException(RpcError.INVALID_PARAMS, why);
    }
}
