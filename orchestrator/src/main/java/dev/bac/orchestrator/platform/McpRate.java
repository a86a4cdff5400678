package dev.bac.orchestrator.platform;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.bac.identity.Caller;
import dev.bac.identity.Channel;
import dev.bac.orchestrator.http.RateLimit;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * So many requests a second to the MCP servers for each user who comes from outside; agents' calls were counted where
 * the user came in. Stands behind the servers' own guard, which says who calls.
 */
final class McpRate extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final int TOO_MANY = 429;
    private static final byte[] ANSWER = """
            {"jsonrpc":"2.0","id":null,"error":{"code":-32000,"message":"Too many requests in a second. Wait as long as \
            Retry-After says."}}""".getBytes(UTF_8);

    private final transient RateLimit rate;

    McpRate(RateLimit rate) {
        this.rate = rate;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        long wait = request.getAttribute(Caller.class.getName()) instanceof Caller caller && isFromOutside(caller)
                ? rate.waitSeconds(caller.user().toString())
                : 0;
        if (wait == 0) {
            chain.doFilter(request, response);
            return;
        }
        response.setStatus(TOO_MANY);
        response.setHeader("Retry-After", Long.toString(wait));
        response.setContentType("application/json");
        response.getOutputStream().write(ANSWER);
    }

    private static boolean isFromOutside(Caller caller) {
        return caller.channel() == Channel.MCP && caller.actor().isEmpty();
    }
}
