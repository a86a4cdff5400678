package dev.bac.mcp.serving;

import dev.bac.identity.Caller;
import dev.bac.identity.Scope;
import dev.bac.identity.TokenRefused;
import dev.bac.mcp.Approvals;
import dev.bac.mcp.ProtectedResource;
import dev.bac.mcp.ToolListing;
import dev.bac.mcp.ToolSecurity;
import dev.bac.mcp.ToolServer;
import dev.bac.mcp.modern.DomainOffer;
import dev.bac.mcp.modern.JointOffer;
import dev.bac.mcp.modern.Offer;
import dev.bac.mcp.wire.RpcException;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
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
        mount(context, server, DomainOffer.of(server, approvals, server.clock()));
    }

    /**
     * Serves each domain at its own address, and all of them together at {@code /mcp} and {@code /mcp/readonly}, which
     * have an audience of their own: no server takes a token for these, so each call is made with a new one.
     *
     * @param issue gives a token for a caller and the audience of a server
     */
    public static void mountAll(
            ServletContextHandler context,
            Collection<ToolServer> servers,
            Approvals approvals,
            ProtectedResource together,
            BiFunction<Caller, String, String> issue) {
        var offers = new TreeMap<String, DomainOffer>();
        for (var server : servers) {
            var offer = DomainOffer.of(server, approvals, server.clock());
            offers.put(server.server().name(), offer);
            mount(context, server, offer);
        }
        var security = servers.iterator().next().security();
        var entrance = new BearerEntrance(security, together);
        var servlet = servlet(new JointOffer(offers, traded(security, issue)), entrance, tool -> servers.stream()
                .flatMap(server -> server.find(tool).stream())
                .findFirst());
        var metadata = new ServletHolder("metadata-all", new ResourceMetadata(security, together));
        for (String variant : new String[] {"", ProtectedResource.READ_ONLY}) {
            mount(context, together.path() + variant, entrance, servlet);
            context.addServlet(metadata, ResourceMetadata.path(together) + variant);
        }
    }

    private static BiFunction<Caller, String, Caller> traded(
            ToolSecurity security, BiFunction<Caller, String, String> issue) {
        return (caller, domain) -> {
            String audience = security.audience(domain);
            try {
                return security.tokens().verify(issue.apply(caller, audience), audience);
            } catch (TokenRefused e) {
                throw new RpcException(dev.bac.mcp.wire.RpcError.INVALID_PARAMS, "the call may not go to " + domain);
            }
        };
    }

    private static void mount(ServletContextHandler context, ToolServer server, DomainOffer offer) {
        String name = server.server().name();
        var entrance = new BearerEntrance(server.security(), ProtectedResource.of(server.server()));
        mount(context, "/mcp/" + name + "/*", entrance, servlet(offer, entrance, server::find));
        context.addServlet(
                new ServletHolder("metadata-" + name, new ResourceMetadata(server)), ResourceMetadata.path(name));
    }

    private static HttpServlet servlet(Offer offer, Entrance entrance, Function<String, Optional<ToolListing>> tools) {
        return new EraServlet(
                ModernHttp.of(offer), new LegacyServlet(new LegacyDispatcher(offer)), entrance, tool -> tools.apply(
                                tool)
                        .map(listing -> new Scope(listing.tool().scope())));
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
