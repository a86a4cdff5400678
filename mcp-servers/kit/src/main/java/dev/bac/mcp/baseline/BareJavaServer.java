package dev.bac.mcp.baseline;

import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.transport.HttpServletStatelessServerTransport;
import io.modelcontextprotocol.spec.McpSchema;
import java.net.URI;
import java.util.Map;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;

/**
 * A tool that returns a constant on the MCP Java SDK's own stateless servlet: no credential, no check, no database. It
 * runs on the HTTP server and the kind of threads that the platform runs on.
 */
public record BareJavaServer(BareJetty jetty) implements AutoCloseable {
    public static final String TOOL = "constant";
    private static final String PATH = "/mcp";

    /** Starts it on a free port of this machine. */
    public static BareJavaServer start() throws Exception {
        var transport = HttpServletStatelessServerTransport.builder()
                .messageEndpoint(PATH)
                .build();
        var _ = McpServer.sync(transport)
                .serverInfo(McpSchema.Implementation.builder("bare", "1").build())
                .capabilities(
                        McpSchema.ServerCapabilities.builder().tools(false).build())
                .toolCall(
                        McpSchema.Tool.builder(TOOL, Map.of("type", "object")).build(),
                        (_, _) -> McpSchema.CallToolResult.builder()
                                .addTextContent("constant")
                                .build())
                .build();
        var context = new ServletContextHandler();
        var holder = new ServletHolder(transport);
        holder.setAsyncSupported(true);
        context.addServlet(holder, PATH);
        return new BareJavaServer(BareJetty.start(context));
    }

    /** Where it answers, without a credential. */
    public URI address() {
        return jetty.at(PATH);
    }

    @Override
    public void close() {
        jetty.close();
    }
}
