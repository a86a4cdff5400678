package dev.bac.tools.mcp;

import dev.bac.identity.Caller;
import dev.bac.tools.Tool;
import dev.bac.tools.ToolCall;
import dev.bac.tools.ToolOutcome;
import dev.bac.tools.Toolbox;
import dev.bac.tools.ToolboxException;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

/**
 * The tools of one MCP server, revisions up to 2025-11-25. Tools are in the server's order, which is fixed. What a
 * tool does is believed as the server declares it, so put a {@link dev.bac.tools.ManifestedToolbox} around a server
 * that is not ours.
 */
public final class McpToolbox implements Toolbox, AutoCloseable {
    private static final int MAX_PAGES = 50;
    private static final int INVALID_PARAMS = -32602;
    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

    private final McpServerAddress server;
    private final McpConnection connection;

    public McpToolbox(McpServerAddress server, TokenSource tokens) {
        this.server = server;
        this.connection = new McpConnection(server, tokens);
    }

    /** @throws ToolboxException when the server does not answer; listing is tried twice, for it changes nothing */
    @Override
    public List<Tool> tools(Caller caller) {
        try {
            return list(caller);
        } catch (RuntimeException first) {
            connection.reset();
            try {
                return list(caller);
            } catch (RuntimeException second) {
                connection.reset();
                throw failure("does not list its tools", false, second);
            }
        }
    }

    @Override
    public ToolOutcome call(Caller caller, ToolCall call) {
        var meta = new LinkedHashMap<String, Object>();
        meta.put("dev.bac/key", call.key());
        call.grant().ifPresent(grant -> meta.put("dev.bac/grant", grant));
        Map<String, Object> arguments = McpTools.JSON.convertValue(call.arguments(), MAP);
        var request = new McpSchema.CallToolRequest(call.tool(), arguments, meta);
        for (int attempt = 1; ; attempt++) {
            try {
                return outcome(connection.ask(caller, client -> client.callTool(request)));
            } catch (RuntimeException thrown) {
                var refused = refusal(thrown);
                if (refused != null) {
                    return new ToolOutcome.Failed("invalid", refused);
                }
                connection.reset();
                boolean sent = Delivery.mayHaveArrived(thrown);
                if (sent || attempt == 2) {
                    throw failure("broke off a call of " + call.tool(), sent, thrown);
                }
            }
        }
    }

    @Override
    public void close() {
        connection.close();
    }

    private List<Tool> list(Caller caller) {
        var tools = new ArrayList<Tool>();
        @Nullable String cursor = null;
        for (int page = 0; page < MAX_PAGES; page++) {
            String from = cursor;
            var listed = connection.ask(caller, client -> client.listTools(from));
            listed.tools().forEach(tool -> tools.add(McpTools.tool(server.name(), tool)));
            cursor = listed.nextCursor();
            if (cursor == null || cursor.isEmpty()) {
                return List.copyOf(tools);
            }
        }
        throw new IllegalStateException("more than " + MAX_PAGES + " pages of tools");
    }

    private static ToolOutcome outcome(McpSchema.CallToolResult result) {
        var text = result.content().stream()
                .filter(McpSchema.TextContent.class::isInstance)
                .map(part -> ((McpSchema.TextContent) part).text())
                .collect(Collectors.joining("\n"));
        JsonNode meta = McpTools.JSON.valueToTree(McpTools.orEmpty(result.meta()));
        var approval = meta.path("dev.bac/approval");
        if (approval.isObject()) {
            return new ToolOutcome.NeedsApproval(
                    text,
                    approval.path("preview"),
                    approval.path("argumentsHash").asString(""));
        }
        if (Boolean.TRUE.equals(result.isError())) {
            return new ToolOutcome.Failed(meta.path("dev.bac/code").asString("failed"), text);
        }
        return new ToolOutcome.Done(
                text,
                result.structuredContent() == null
                        ? McpTools.JSON.createObjectNode()
                        : McpTools.JSON.valueToTree(result.structuredContent()));
    }

    private ToolboxException failure(String what, boolean mayHaveHappened, Throwable cause) {
        return new ToolboxException(
                "server %s at %s %s: %s".formatted(server.name(), server.endpoint(), what, Delivery.reason(cause)),
                mayHaveHappened,
                cause);
    }

    /** What the server said when it refused the request itself: an unknown tool, malformed arguments. */
    private static @Nullable String refusal(Throwable thrown) {
        @Nullable Throwable at = thrown;
        for (int depth = 0; at != null && depth < 10; depth++) {
            if (at instanceof McpError error && error.getJsonRpcError().code() == INVALID_PARAMS) {
                return error.getJsonRpcError().message();
            }
            at = at.getCause();
        }
        return null;
    }
}
