package dev.bac.mcp.serving;

import dev.bac.identity.Caller;
import dev.bac.mcp.ProtectedResource;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What a request must pass before any protocol: origin, revision, credential, size, encoding. Javalin's own handlers
 * are not passed by servlets beside it, so this is a servlet filter.
 */
final class McpGuard extends HttpFilter {
    static final String CALLER = Caller.class.getName();
    static final String MESSAGE = JsonNode.class.getName();

    private static final long serialVersionUID = 1L;
    private final transient Entrance entrance;

    McpGuard(Entrance entrance) {
        this.entrance = entrance;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String origin = request.getHeader("Origin");
        if (origin != null && !entrance.allowsOrigin(origin)) {
            Answers.error(response, 403, RpcError.INVALID_REQUEST, "pages of this origin may not call");
            return;
        }
        List<String> credentials = Collections.list(request.getHeaders("Authorization"));
        Optional<Caller> caller = credentials.size() == 1 ? entrance.admit(credentials.getFirst()) : Optional.empty();
        if (caller.isEmpty()) {
            boolean readOnly = request.getRequestURI().endsWith(ProtectedResource.READ_ONLY);
            response.setHeader("WWW-Authenticate", entrance.challenge(readOnly, !credentials.isEmpty()));
            Answers.error(response, 401, RpcError.INVALID_REQUEST, "a token for this server is wanted");
            return;
        }
        request.setAttribute(CALLER, caller.get());
        String revision = request.getHeader("MCP-Protocol-Version");
        if (revision != null && !LegacyDispatcher.REVISIONS.contains(revision)) {
            String known = String.join(", ", LegacyDispatcher.REVISIONS);
            Answers.error(response, 400, RpcError.INVALID_REQUEST, "this server speaks MCP " + known);
            return;
        }
        if (request.getMethod().equals("POST")) {
            withMessage(request, response, chain);
        } else {
            chain.doFilter(request, response);
        }
    }

    private static void withMessage(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getContentLengthLong() > JsonBody.LONGEST) {
            tooLarge(response);
            return;
        }
        byte[] body = request.getInputStream().readNBytes(JsonBody.LONGEST + 1);
        if (body.length > JsonBody.LONGEST) {
            tooLarge(response);
            return;
        }
        try {
            request.setAttribute(MESSAGE, JsonBody.parse(body));
        } catch (RpcError e) {
            Answers.write(response, 400, e.answer(null));
            return;
        }
        chain.doFilter(new BufferedRequest(request, body), response);
    }

    private static void tooLarge(HttpServletResponse response) throws IOException {
        response.setHeader("Connection", "close");
        Answers.error(response, 413, RpcError.INVALID_REQUEST, "a message has at most " + JsonBody.LONGEST + " bytes");
    }
}
