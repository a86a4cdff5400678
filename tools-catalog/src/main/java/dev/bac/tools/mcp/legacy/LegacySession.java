package dev.bac.tools.mcp.legacy;

import dev.bac.identity.Caller;
import dev.bac.mcp.wire.RpcError;
import dev.bac.mcp.wire.RpcException;
import dev.bac.mcp.wire.Tool;
import dev.bac.mcp.wire.WireJson;
import dev.bac.tools.mcp.http.HttpLimits;
import dev.bac.tools.mcp.http.McpEndpoint;
import dev.bac.tools.mcp.session.Answering;
import dev.bac.tools.mcp.session.Call;
import dev.bac.tools.mcp.session.Declared;
import dev.bac.tools.mcp.session.Session;
import io.modelcontextprotocol.client.McpAsyncClient;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpTransportSessionNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.node.ObjectNode;

/** A server of 2025-11-25 or earlier, after its handshake. */
public final class LegacySession implements Session {
    private static final int MAX_PAGES = 50;
    private static final int MAX_CAUSES = 10;
    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

    private final String server;
    private final McpAsyncClient client;
    private final HttpLimits limits;

    private LegacySession(String server, McpAsyncClient client, HttpLimits limits) {
        this.server = server;
        this.client = client;
        this.limits = limits;
    }

    /** Shakes hands over HTTP. The endpoint is closed with the session. */
    public static LegacySession overHttp(
            String server, McpEndpoint endpoint, HttpLimits limits, Answering answering, Caller caller) {
        return opened(server, new HttpTransport(endpoint, new Questions(answering)), limits, answering, caller);
    }

    /** Starts a process and shakes hands over its standard streams. */
    public static LegacySession overStdio(
            String server,
            List<String> command,
            Map<String, String> environment,
            HttpLimits limits,
            Answering answering,
            Caller caller) {
        var parameters = ServerParameters.builder(command.getFirst())
                .args(command.subList(1, command.size()))
                .env(environment)
                .build();
        var transport = new StdioClientTransport(parameters, McpJsonDefaults.getMapper(), limits.maxAnswerBytes());
        transport.setStdErrorHandler(_ -> {});
        return opened(server, transport, limits, answering, caller);
    }

    private static LegacySession opened(
            String server, McpClientTransport transport, HttpLimits limits, Answering answering, Caller caller) {
        var building = McpClient.async(transport)
                .clientInfo(McpSchema.Implementation.builder("bac", "0.1.0").build())
                .requestTimeout(limits.call())
                .initializationTimeout(limits.call());
        if (answering.attendant().answers()) {
            // Questions are answered by the transport, which knows who is asked; outside a call there is nobody.
            building.capabilities(McpSchema.ClientCapabilities.builder()
                            .elicitation(true, true)
                            .build())
                    .elicitation(_ -> Mono.just(declined()))
                    .urlElicitation(_ -> Mono.just(declined()));
        }
        var session = new LegacySession(server, building.build(), limits);
        try {
            session.ask(caller, "", McpAsyncClient::initialize);
            return session;
        } catch (RuntimeException failed) {
            session.close();
            throw failed;
        }
    }

    @Override
    public List<Tool> tools(Caller caller) {
        var tools = new ArrayList<Tool>();
        @Nullable String cursor = null;
        for (int page = 0; page < MAX_PAGES; page++) {
            String from = cursor;
            var listed = ask(caller, "", client -> client.listTools(from));
            listed.tools()
                    .forEach(tool -> Declared.tool(server, WireJson.tree(tool)).ifPresent(tools::add));
            cursor = listed.nextCursor();
            if (cursor == null || cursor.isEmpty()) {
                return List.copyOf(tools);
            }
        }
        throw new RpcException(RpcError.INVALID_REQUEST, "more than " + MAX_PAGES + " pages of tools");
    }

    @Override
    public ObjectNode call(Caller caller, Call call) {
        var request = new McpSchema.CallToolRequest(call.tool(), map(call.arguments()), map(call.meta()));
        return WireJson.tree(ask(caller, call.tool(), client -> client.callTool(request)));
    }

    @Override
    public void close() {
        client.close();
    }

    /** True when the server did not take the request because it no longer knows the session. */
    public static boolean isForgotten(Throwable thrown) {
        return found(thrown, McpTransportSessionNotFoundException.class) != null;
    }

    private <T> T ask(Caller caller, String tool, Function<McpAsyncClient, Mono<T>> request) {
        var limit = limits.call().plus(limits.connect());
        try {
            @Nullable T answer = request.apply(client)
                    .contextWrite(context -> OnBehalf.of(context, caller, tool))
                    .block(limit);
            if (answer == null) {
                throw new UncheckedIOException(new IOException("it answered nothing"));
            }
            return answer;
        } catch (RuntimeException failed) {
            var refused = found(failed, McpError.class);
            if (refused == null) {
                throw failed;
            }
            var error = refused.getJsonRpcError();
            throw new RpcException(error.code(), String.valueOf(error.message()));
        }
    }

    private static <T extends Throwable> @Nullable T found(Throwable thrown, Class<T> type) {
        @Nullable Throwable at = thrown;
        for (int depth = 0; at != null && depth < MAX_CAUSES; depth++) {
            if (type.isInstance(at)) {
                return type.cast(at);
            }
            at = at.getCause();
        }
        return null;
    }

    private static McpSchema.ElicitResult declined() {
        return new McpSchema.ElicitResult(McpSchema.ElicitResult.Action.DECLINE, null);
    }

    private static Map<String, Object> map(ObjectNode json) {
        return WireJson.mapper().convertValue(json, MAP);
    }
}
