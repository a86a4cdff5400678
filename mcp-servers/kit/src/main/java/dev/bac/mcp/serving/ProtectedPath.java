package dev.bac.mcp.serving;

import dev.bac.identity.Caller;
import dev.bac.mcp.ProtectedResource;
import dev.bac.mcp.ToolSecurity;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.EnumSet;
import java.util.Optional;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;

/**
 * Guards the address at which all servers answer together, and says where its tokens come from. Whoever serves that
 * address finds the caller here, and must trade it for a token of each server it calls on: the caller's own token is
 * for this address only, and no server takes it.
 */
public final class ProtectedPath {
    private ProtectedPath() {}

    /** Guards {@code resource.path()} and its {@code /readonly}; what serves them is mounted by the caller. */
    public static void mount(ServletContextHandler context, ToolSecurity security, ProtectedResource resource) {
        var guard = new FilterHolder(new McpGuard(new BearerEntrance(security, resource)));
        guard.setAsyncSupported(true);
        var metadata = new ServletHolder("metadata" + resource.path(), new ResourceMetadata(security, resource));
        for (String variant : new String[] {"", ProtectedResource.READ_ONLY}) {
            context.addFilter(guard, resource.path() + variant, EnumSet.of(DispatcherType.REQUEST));
            context.addServlet(metadata, ResourceMetadata.path(resource) + variant);
        }
    }

    /** Whose request this is; empty for one that passed no guard. */
    public static Optional<Caller> caller(HttpServletRequest request) {
        return Optional.ofNullable((Caller) request.getAttribute(McpGuard.CALLER));
    }
}
