package dev.bac.mcp.serving;

import dev.bac.identity.Caller;
import dev.bac.mcp.ToolJson;
import dev.bac.mcp.ToolSelection;
import dev.bac.mcp.modern.Exchange;
import dev.bac.mcp.modern.Offer;
import dev.bac.mcp.modern.ToolTrees;
import dev.bac.mcp.wire.ClientCapabilities;
import dev.bac.mcp.wire.InputRequest;
import dev.bac.mcp.wire.Params;
import dev.bac.mcp.wire.RequestId;
import dev.bac.mcp.wire.RequestMeta;
import dev.bac.mcp.wire.Result;
import dev.bac.mcp.wire.RpcException;
import dev.bac.mcp.wire.ServerCapabilities;
import dev.bac.mcp.wire.WireJson;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.jackson3.JacksonMcpJsonMapper;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpStatelessServerHandler;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpStatelessServerTransport;
import io.modelcontextprotocol.spec.ProtocolVersions;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Answers the messages of clients that speak 2025-11-25 or before, without sessions: no answer depends on an earlier
 * message, so copies of a server need no affinity, but for a form that a person is looking at. The SDK negotiates the revision and answers what is not about
 * tools; tools are ours, because what is listed depends on who asks.
 */
final class LegacyDispatcher implements McpStatelessServerTransport {
    /** Oldest first: the SDK offers the last to a client that asks for one we do not know. */
    static final List<String> REVISIONS = List.of(
            ProtocolVersions.MCP_2024_11_05,
            ProtocolVersions.MCP_2025_03_26,
            ProtocolVersions.MCP_2025_06_18,
            ProtocolVersions.MCP_2025_11_25);

    /** The SDK's own way of writing, on the Jackson whose subtypes it was built for. */
    static final McpJsonMapper SDK_JSON = new JacksonMcpJsonMapper(JsonMapper.shared());

    private static final Logger LOG = LoggerFactory.getLogger(LegacyDispatcher.class);
    private static final Duration LONGEST = Duration.ofSeconds(10);
    /** Of the legacy era only; the modern one says -32602. */
    private static final int NO_RESOURCE = -32002;

    private static final List<String> ADDED_SINCE = List.of("ttlMs", "cacheScope");

    private static final int MOST_ROUNDS = 3;

    private final Offer offer;
    private final LegacyQuestions questions = new LegacyQuestions();
    private final ToolTrees trees = new ToolTrees();
    private @Nullable McpStatelessServerHandler sdk;

    LegacyDispatcher(Offer offer) {
        this.offer = offer;
        var who = offer.who();
        var _ = McpServer.sync(this)
                .jsonMapper(SDK_JSON)
                .serverInfo(McpSchema.Implementation.builder(who.name(), who.version())
                        .title(who.title())
                        .build())
                .instructions(offer.instructions().orElse(null))
                .capabilities(capabilities(offer.capabilities()))
                .build();
    }

    /** This era's ways of telling of changes need a session, so none is promised. */
    private static McpSchema.ServerCapabilities capabilities(ServerCapabilities modern) {
        var capabilities = McpSchema.ServerCapabilities.builder().tools(false);
        if (modern.has("resources")) {
            capabilities.resources(false, false);
        }
        if (modern.has("prompts")) {
            capabilities.prompts(false);
        }
        if (modern.has("completions")) {
            capabilities.completions();
        }
        return capabilities.build();
    }

    /**
     * The answer to one message; empty when it was a notification or itself an answer.
     *
     * @throws InterruptedException when the client left, and nobody waits for an answer
     */
    Optional<JsonNode> answer(Caller caller, ToolSelection selection, JsonNode message, LegacyTalk talk)
            throws InterruptedException {
        var id = message.path("id");
        try {
            check(message);
            if (!message.has("method")) {
                questions.answered(caller, message);
                return Optional.empty();
            }
            return id.isMissingNode()
                    ? Optional.empty()
                    : Optional.of(result(new Asked(caller, selection, talk), message, id));
        } catch (RpcError e) {
            return Optional.of(e.answer(id.isMissingNode() ? null : id));
        } catch (RpcException e) {
            return Optional.of(RpcError.answer(id, e.error().code(), e.error().message()));
        } catch (RuntimeException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException("cancelled");
            }
            LOG.warn("a request failed", e);
            return Optional.of(RpcError.answer(id, RpcError.INTERNAL, "The request failed. It has been logged."));
        }
    }

    /** The client says no more; what it was asked is answered without it. */
    void end() {
        questions.end();
    }

    /** Who asks, for which tools, and how they can be reached meanwhile. */
    private record Asked(Caller caller, ToolSelection selection, LegacyTalk talk) {

        Exchange exchange(JsonNode params) {
            var other = params.path("_meta") instanceof ObjectNode given ? given : WireJson.object();
            var meta = new RequestMeta(
                    ProtocolVersions.MCP_2025_11_25,
                    Optional.empty(),
                    talk.forms() ? ClientCapabilities.none().withForms() : ClientCapabilities.none(),
                    Optional.empty(),
                    token(other.path("progressToken")),
                    other);
            return new Exchange(caller, selection, RequestId.of(0), meta, talk.outlet());
        }

        /** One that is neither text nor a number asks for nothing. */
        private static Optional<RequestId> token(JsonNode given) {
            return given.isString() || given.isIntegralNumber() && given.canConvertToLong()
                    ? Optional.of(RequestId.of(given))
                    : Optional.empty();
        }
    }

    private JsonNode result(Asked by, JsonNode message, JsonNode id) throws InterruptedException {
        String method = message.path("method").stringValue();
        var caller = by.caller();
        var params = message.path("params");
        return switch (method) {
            case McpSchema.METHOD_TOOLS_LIST ->
                wrapped(id, offer.tools(caller, by.selection(), read(params, Params.Page.class)));
            case McpSchema.METHOD_TOOLS_CALL -> wrapped(id, call(by, params));
            case McpSchema.METHOD_RESOURCES_LIST ->
                wrapped(id, offer.resources(caller, read(params, Params.Page.class)));
            case McpSchema.METHOD_RESOURCES_TEMPLATES_LIST ->
                wrapped(id, offer.templates(caller, read(params, Params.Page.class)));
            case McpSchema.METHOD_RESOURCES_READ ->
                wrapped(id, resource(by.exchange(params), read(params, Params.ReadResource.class)));
            case McpSchema.METHOD_PROMPT_LIST -> wrapped(id, offer.prompts(caller, read(params, Params.Page.class)));
            case McpSchema.METHOD_PROMPT_GET ->
                wrapped(id, offer.prompt(by.exchange(params), read(params, Params.GetPrompt.class)));
            case McpSchema.METHOD_COMPLETION_COMPLETE ->
                wrapped(id, offer.complete(caller, read(params, Params.Complete.class)));
            default -> bySdk(method, id, params);
        };
    }

    /** The rounds that a modern client makes by itself are made here for one that can only be asked. */
    private Result call(Asked by, JsonNode params) throws InterruptedException {
        var call = read(params, Params.CallTool.class);
        // These are of the modern era: what a legacy client sends under their names means nothing.
        call = new Params.CallTool(call.name(), call.arguments(), null, null);
        for (int round = 0; round < MOST_ROUNDS; round++) {
            var result = offer.call(by.exchange(params), call);
            if (!(result instanceof Result.InputRequired asked)) {
                return result;
            }
            var answers = new LinkedHashMap<String, JsonNode>();
            for (var one :
                    Optional.ofNullable(asked.inputRequests()).orElse(Map.of()).entrySet()) {
                if (one.getValue() instanceof InputRequest.Form form) {
                    questions.ask(by.caller(), form, by.talk()).ifPresent(answer -> answers.put(one.getKey(), answer));
                }
            }
            if (answers.isEmpty()) {
                break;
            }
            call = new Params.CallTool(call.name(), call.arguments(), answers, asked.requestState());
        }
        var silent = new Asked(by.caller(), by.selection(), LegacyTalk.NONE);
        return offer.call(silent.exchange(params), new Params.CallTool(call.name(), call.arguments(), null, null));
    }

    private Result resource(Exchange exchange, Params.ReadResource read) {
        try {
            return offer.read(exchange, read);
        } catch (RpcException e) {
            throw new RpcError(NO_RESOURCE, e.error().message());
        }
    }

    private static <T extends Params> T read(JsonNode params, Class<T> type) {
        return WireJson.read(params.isMissingNode() ? WireJson.object() : params, type, "params");
    }

    private JsonNode bySdk(String method, JsonNode id, JsonNode params) {
        var handler = sdk;
        if (handler == null) {
            throw new IllegalStateException("the SDK gave no handler");
        }
        if (method.equals(McpSchema.METHOD_INITIALIZE)
                && !params.path("protocolVersion").isString()) {
            throw new RpcError(RpcError.INVALID_PARAMS, "params.protocolVersion must be text such as 2025-11-25");
        }
        Object plain = ToolJson.mapper().treeToValue(params.isMissingNode() ? null : params, Object.class);
        Object plainId = id.isString() ? id.stringValue() : id.longValue();
        var request = new McpSchema.JSONRPCRequest(method, plainId, plain);
        try {
            var answer =
                    handler.handleRequest(McpTransportContext.EMPTY, request).block(LONGEST);
            return ToolJson.mapper().readTree(SDK_JSON.writeValueAsString(answer));
        } catch (IllegalArgumentException e) {
            throw new RpcError(RpcError.INVALID_PARAMS, "params are not what " + method + " takes");
        } catch (IOException e) {
            throw new IllegalStateException("the SDK's answer cannot be written", e);
        }
    }

    /** The records are those of the modern era; what that era added to results is left out. */
    private ObjectNode wrapped(JsonNode id, Result result) {
        var answer = ToolJson.mapper().createObjectNode().put("jsonrpc", "2.0");
        answer.set("id", id);
        answer.set("result", trees.tree(result).without(ADDED_SINCE));
        return answer;
    }

    private static void check(JsonNode message) {
        if (!message.isObject() || !"2.0".equals(message.path("jsonrpc").asString(""))) {
            throw new RpcError(RpcError.INVALID_REQUEST, "one JSON-RPC 2.0 object is wanted");
        }
        var id = message.path("id");
        if (message.has("id") && !id.isString() && !id.isIntegralNumber()) {
            throw new RpcError(RpcError.INVALID_REQUEST, "id must be text or a whole number");
        }
        if (message.has("method") ? !message.path("method").isString() : !isAnswer(message)) {
            throw new RpcError(RpcError.INVALID_REQUEST, "method must be text");
        }
        var params = message.path("params");
        if (!params.isMissingNode() && !params.isObject()) {
            throw new RpcError(RpcError.INVALID_PARAMS, "params must be an object");
        }
    }

    private static boolean isAnswer(JsonNode message) {
        return message.has("result") || message.has("error");
    }

    @Override
    public void setMcpHandler(McpStatelessServerHandler handler) {
        this.sdk = handler;
    }

    @Override
    public Mono<Void> closeGracefully() {
        return Mono.empty();
    }

    @Override
    public List<String> protocolVersions() {
        return REVISIONS;
    }
}
