package dev.bac.orchestrator.platform;

import dev.bac.identity.TenantId;
import dev.bac.mcp.Approvals;
import dev.bac.mcp.ToolServer;
import dev.bac.mcp.serving.McpHttp;
import dev.bac.orchestrator.http.RateLimit;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.function.Predicate;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;

/** The MCP servers on the platform's port: timed, guarded by the servers themselves, and limited by user. */
record McpDoors(
        Collection<ToolServer> servers,
        Approvals approvals,
        Access.Signing signing,
        MeterRegistry metrics,
        RateLimit rate,
        Predicate<TenantId> calls) {
    private static final String PATHS = "/mcp/*";
    private static final Duration TOKEN_LIFE = Duration.ofMinutes(5);

    void mount(ServletContextHandler context) {
        filter(context, new McpRequests(metrics));
        var domains = servers.stream().map(ToolServer::server).toList();
        McpHttp.mountAll(context, servers, approvals, Oauth.together(domains), (caller, audience) -> signing.issuer()
                .mint(caller, audience, TOKEN_LIFE));
        filter(context, new McpRate(rate, calls));
    }

    private static void filter(ServletContextHandler context, Filter filter) {
        var holder = new FilterHolder(filter);
        holder.setAsyncSupported(true);
        context.addFilter(holder, PATHS, EnumSet.of(DispatcherType.REQUEST));
    }
}
