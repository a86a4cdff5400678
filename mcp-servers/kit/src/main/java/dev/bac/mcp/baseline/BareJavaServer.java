package dev.bac.mcp.baseline;

import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.transport.HttpServletStatelessServerTransport;
import io.modelcontextprotocol.spec.McpSchema;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.Executors;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * A tool that returns a constant on the MCP Java SDK's own stateless servlet: no credential, no check, no database. It
 * runs on the HTTP server and the kind of threads that the platform runs on.
 *
 * @param address where it answers, without a credential
 */
public record BareJavaServer(Server server, URI address) implements AutoCloseable {
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
        var pool = new QueuedThreadPool();
        pool.setVirtualThreadsExecutor(Executors.newVirtualThreadPerTaskExecutor());
        var server = new Server(pool);
        var connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        var context = new ServletContextHandler();
        var holder = new ServletHolder(transport);
        holder.setAsyncSupported(true);
        context.addServlet(holder, PATH);
        server.setHandler(context);
        server.start();
        return new BareJavaServer(server, URI.create("http://127.0.0.1:" + connector.getLocalPort() + PATH));
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the bare server did not stop", e);
        }
    }
}
