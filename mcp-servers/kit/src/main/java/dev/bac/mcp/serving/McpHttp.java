package dev.bac.mcp.serving;

import dev.bac.identity.Scope;
import dev.bac.mcp.Approvals;
import dev.bac.mcp.ToolServer;
import dev.bac.mcp.modern.DomainOffer;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import java.util.EnumSet;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;

/**
 * Mounts servers beside Javalin: {@code c.jetty.modifyServletContextHandler(context -> McpHttp.mount(context, crm))}.
 * Requests are blocking and want virtual threads.
 */
public final class McpHttp {
    private McpHttp() {}

    /**
     * Serves a domain at {@code /mcp/<domain>} and, for tools that only read, at {@code /mcp/<domain>/readonly}; says
     * where tokens come from at {@code /.well-known/oauth-protected-resource/mcp/<domain>}.
     */
    public static void mount(ServletContextHandler context, ToolServer server) {
        mount(context, server, Approvals.NONE);
    }

    /** The same, with somebody to decide about calls of external clients that need approval. */
    public static void mount(ServletContextHandler context, ToolServer server, Approvals approvals) {
        String name = server.server().name();
        var entrance = new BearerEntrance(server.security(), name);
        var modern = ModernHttp.of(DomainOffer.of(server, approvals, server.clock()));
        var legacy = new LegacyServlet(new LegacyDispatcher(server, approvals));
        var servlet = new EraServlet(modern, legacy, entrance, tool -> server.find(tool)
                .map(listing -> new Scope(listing.tool().scope())));
        mount(context, "/mcp/" + name + "/*", entrance, servlet);
        context.addServlet(
                new ServletHolder("metadata-" + name, new ResourceMetadata(server)), ResourceMetadata.path(name));
    }

    static void mount(ServletContextHandler context, String path, Entrance entrance, HttpServlet servlet) {
        var guard = new FilterHolder(new McpGuard(entrance));
        guard.setAsyncSupported(true);
        context.addFilter(guard, path, EnumSet.of(DispatcherType.REQUEST));
        var holder = new ServletHolder(servlet);
        holder.setAsyncSupported(true);
        context.addServlet(holder, path);
    }
}
