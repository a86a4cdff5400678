package dev.bac.orchestrator.platform;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.bac.identity.Caller;
import dev.bac.identity.Channel;
import dev.bac.identity.TenantId;
import dev.bac.orchestrator.http.RateLimit;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Predicate;

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

    private static final byte[] USED_UP = """
            {"jsonrpc":"2.0","id":null,"error":{"code":-32000,"message":"The calls of today that the company's plan holds \
            are used up. Wait until tomorrow, or ask an operator for a larger plan."}}""".getBytes(UTF_8);

    private final transient RateLimit rate;
    private final transient Predicate<TenantId> calls;

    McpRate(RateLimit rate) {
        this(rate, _ -> true);
    }

    /** @param calls takes one of the calls that a company's plan holds; false when there is none left */
    McpRate(RateLimit rate, Predicate<TenantId> calls) {
        this.rate = rate;
        this.calls = calls;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!(request.getAttribute(Caller.class.getName()) instanceof Caller caller) || !isFromOutside(caller)) {
            chain.doFilter(request, response);
            return;
        }
        long wait = rate.waitSeconds(caller.user().toString());
        if (wait > 0) {
            response.setHeader("Retry-After", Long.toString(wait));
            refuse(response, ANSWER);
        } else if (!calls.test(caller.tenant())) {
            refuse(response, USED_UP);
        } else {
            chain.doFilter(request, response);
        }
    }

    private static void refuse(HttpServletResponse response, byte[] answer) throws IOException {
        response.setStatus(TOO_MANY);
        response.setContentType("application/json");
        response.getOutputStream().write(answer);
    }

    private static boolean isFromOutside(Caller caller) {
        return caller.channel() == Channel.MCP && caller.actor().isEmpty();
    }
}
