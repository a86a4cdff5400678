package dev.bac.mcp.serving;

import dev.bac.mcp.AllServers;
import dev.bac.mcp.ProtectedResource;
import dev.bac.mcp.ToolSecurity;
import dev.bac.mcp.ToolServer;
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
        String name = server.server().name();
        var entrance = new BearerEntrance(server.security(), ProtectedResource.of(server.server()));
        mount(context, "/mcp/" + name + "/*", entrance, new ToolServlet(new LegacyDispatcher(server), entrance));
        context.addServlet(
                new ServletHolder("metadata-" + name, new ResourceMetadata(server)), ResourceMetadata.path(name));
    }

    /**
     * Serves the tools of all servers at {@code /mcp} and {@code /mcp/readonly}, for tokens of that address' own
     * audience.
     *
     * @param security of any of the servers: they trust alike
     */
    public static void mount(ServletContextHandler context, AllServers all, ToolSecurity security) {
        var resource = all.resource();
        var entrance = new BearerEntrance(security, resource);
        var servlet = new ToolServlet(new LegacyDispatcher(all), entrance);
        mount(context, resource.path(), entrance, servlet);
        mount(context, resource.path() + ProtectedResource.READ_ONLY, entrance, servlet);
        var metadata = new ServletHolder("metadata-all", new ResourceMetadata(security, resource));
        context.addServlet(metadata, ResourceMetadata.path(resource));
        context.addServlet(metadata, ResourceMetadata.path(resource) + ProtectedResource.READ_ONLY);
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
