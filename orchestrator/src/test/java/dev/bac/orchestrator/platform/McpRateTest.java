package dev.bac.orchestrator.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.identity.Caller;
import dev.bac.identity.Channel;
import dev.bac.identity.TenantId;
import dev.bac.identity.UserId;
import dev.bac.orchestrator.http.RateLimit;
import dev.bac.orchestrator.testing.Web;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.Test;

/** Requests to the MCP servers are counted for each user who comes from outside (contract: limits by default). */
class McpRateTest {
    private static final TenantId TENANT = new TenantId(new UUID(1, 1));

    @Test
    void holdsUpAUserFromOutsideButNoOtherAndNoAgent() throws Exception {
        var server = new Server();
        var connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(context());
        server.start();
        try {
            var web = new Web("http://127.0.0.1:" + connector.getLocalPort(), Optional.empty());

            assertThat(statuses(web, "/mcp/crm?user=1&channel=MCP")).contains(200, 429);
            assertThat(web.get("/mcp/crm?user=1&channel=MCP").header("Retry-After"))
                    .isEqualTo("1");
            assertThat(web.get("/mcp/crm?user=2&channel=MCP").status()).isEqualTo(200);
            assertThat(statuses(web, "/mcp/crm?user=3&channel=WEB")).containsOnly(200);
        } finally {
            server.stop();
        }
    }

    private static Set<Integer> statuses(Web web, String path) {
        return IntStream.range(0, 12)
                .mapToObj(_ -> web.get(path).status())
                .collect(java.util.stream.Collectors.toSet());
    }

    private static ServletContextHandler context() {
        var context = new ServletContextHandler("/");
        Filter guard = (request, response, chain) -> {
            var user = new UserId(new UUID(0, Long.parseLong(request.getParameter("user"))));
            var channel = Channel.valueOf(request.getParameter("channel"));
            request.setAttribute(
                    Caller.class.getName(),
                    new Caller(TENANT, user, "ann", Set.of(), Set.of(), channel, Optional.empty()));
            chain.doFilter(request, response);
        };
        for (Filter filter : new Filter[] {guard, new McpRate(new RateLimit(3))}) {
            context.addFilter(new FilterHolder(filter), "/mcp/*", EnumSet.of(DispatcherType.REQUEST));
        }
        context.addServlet(
                new ServletHolder(new HttpServlet() {
                    private static final long serialVersionUID = 1L;

                    @Override
                    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
                        response.setStatus(200);
                    }
                }),
                "/mcp/*");
        return context;
    }
}
