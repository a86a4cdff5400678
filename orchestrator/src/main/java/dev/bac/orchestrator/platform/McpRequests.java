package dev.bac.orchestrator.platform;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Times the requests to the MCP servers, which pass none of Javalin's handlers. */
final class McpRequests extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private final transient MeterRegistry metrics;

    McpRequests(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var timer = Timer.start(metrics);
        try {
            chain.doFilter(request, response);
        } finally {
            timer.stop(metrics.timer(
                    "bac.http",
                    "method",
                    request.getMethod(),
                    "path",
                    request.getServletPath(),
                    "status",
                    Integer.toString(response.getStatus())));
        }
    }
}
