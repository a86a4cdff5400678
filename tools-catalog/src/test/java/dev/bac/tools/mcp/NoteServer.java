package dev.bac.tools.mcp;

import dev.bac.tools.Callers;
import dev.bac.tools.Notebook;
import dev.bac.tools.Tool;
import dev.bac.tools.ToolCall;
import dev.bac.tools.ToolOutcome;
import dev.bac.tools.Toolbox;
import io.javalin.Javalin;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpStatelessServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.transport.HttpServletStatelessServerTransport;
import io.modelcontextprotocol.spec.McpSchema;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.node.ObjectNode;

/** A real MCP server over HTTP that offers a toolbox, as our servers do: stateless, keys and grants in {@code _meta}. */
final class NoteServer implements AutoCloseable {
    final List<String> authorizations = new CopyOnWriteArrayList<>();
    final AtomicInteger delayMillis = new AtomicInteger();
    private final Javalin http;

    NoteServer(Toolbox toolbox, int port) {
        var transport = HttpServletStatelessServerTransport.builder()
                .messageEndpoint("/mcp/note")
                .contextExtractor(request -> {
                    var authorization = String.valueOf(request.getHeader("Authorization"));
                    authorizations.add(authorization);
                    return McpTransportContext.create(Map.<String, Object>of("authorization", authorization));
                })
                .build();
        var server = McpServer.sync(transport)
                .serverInfo("note", "1")
                .capabilities(
                        McpSchema.ServerCapabilities.builder().tools(false).build());
        var specifications = toolbox.tools(Callers.named("server")).stream()
                .map(tool -> specification(toolbox, tool))
                .toList();
        server.tools(specifications).build();
        http = Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.jetty.modifyServletContextHandler(
                            handler -> handler.addServlet(new ServletHolder(transport), "/mcp/*"));
                })
                .start("127.0.0.1", port);
    }

    int port() {
        return http.port();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + port() + "/mcp/note");
    }

    @Override
    public void close() {
        http.stop();
    }

    private SyncToolSpecification specification(Toolbox toolbox, Tool tool) {
        var refs = Notebook.JSON.createObjectNode();
        ObjectNode input = tool.inputSchema().deepCopy();
        for (var property : input.path("properties").properties()) {
            if (property.getValue() instanceof ObjectNode schema && schema.has("x-ref")) {
                refs.set(property.getKey(), schema.remove("x-ref"));
            }
        }
        ((ObjectNode) input.path("properties")).putObject("idempotency_key").put("type", "string");
        var told = new LinkedHashMap<String, Object>();
        told.put("effect", tool.effect().name().toLowerCase(java.util.Locale.ROOT));
        told.put("risk", tool.risk());
        told.put(
                "examples",
                map(Notebook.JSON.createObjectNode().set("list", Notebook.JSON.valueToTree(tool.examples())))
                        .get("list"));
        told.put("refs", map(refs));
        var declared = McpSchema.Tool.builder(tool.name(), map(input))
                .title(tool.title())
                .description(tool.description())
                .outputSchema(map(tool.outputSchema()))
                .meta(Map.of("dev.bac/tool", told))
                .build();
        return new SyncToolSpecification(declared, (context, request) -> answer(toolbox, context, request));
    }

    private McpSchema.CallToolResult answer(
            Toolbox toolbox, McpTransportContext context, McpSchema.CallToolRequest request) {
        sleep();
        var name = String.valueOf(context.get("authorization")).replace("Bearer note-token-of-", "");
        var meta = request.meta() == null ? Map.<String, Object>of() : request.meta();
        var outcome = toolbox.call(
                Callers.named(name),
                new ToolCall(
                        request.name(),
                        Notebook.JSON.valueToTree(request.arguments()),
                        String.valueOf(meta.get("dev.bac/key")),
                        Optional.ofNullable((String) meta.get("dev.bac/grant"))));
        List<McpSchema.Content> text =
                List.of(McpSchema.TextContent.builder(outcome.text()).build());
        return switch (outcome) {
            case ToolOutcome.Done done ->
                McpSchema.CallToolResult.builder(text)
                        .structuredContent(map((ObjectNode) done.content()))
                        .isError(false)
                        .build();
            case ToolOutcome.Failed failed ->
                McpSchema.CallToolResult.builder(text)
                        .isError(true)
                        .meta(Map.of("dev.bac/code", failed.code()))
                        .build();
            case ToolOutcome.NeedsApproval needs ->
                McpSchema.CallToolResult.builder(text)
                        .isError(true)
                        .meta(Map.of(
                                "dev.bac/approval",
                                Map.of("argumentsHash", needs.argumentsHash(), "preview", map((ObjectNode)
                                        needs.preview()))))
                        .build();
        };
    }

    private void sleep() {
        try {
            Thread.sleep(delayMillis.get());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static Map<String, Object> map(ObjectNode json) {
        return Notebook.JSON.convertValue(json, new TypeReference<>() {});
    }
}
