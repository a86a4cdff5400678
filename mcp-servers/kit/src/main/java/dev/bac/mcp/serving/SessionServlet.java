package dev.bac.mcp.serving;

import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import jakarta.servlet.http.HttpServlet;
import java.util.function.Consumer;

/**
 * A server that talks back to its client — progress, logging, sampling, elicitation, subscriptions — needs the SDK's
 * sessions, and a client of it needs to stay with one copy. None of our domains does; this is behind the same guard.
 */
final class SessionServlet {
    private SessionServlet() {}

    /** @param path of the endpoint, such as {@code /mcp/test} */
    static HttpServlet serve(String path, Consumer<McpServer.SyncSpecification<?>> features) {
        var transport = HttpServletStreamableServerTransportProvider.builder()
                .jsonMapper(LegacyDispatcher.SDK_JSON)
                .mcpEndpoint(path)
                .maxRequestSize(JsonBody.LONGEST)
                .build();
        var server = McpServer.sync(transport).jsonMapper(LegacyDispatcher.SDK_JSON);
        features.accept(server);
        var _ = server.build();
        return transport;
    }
}
