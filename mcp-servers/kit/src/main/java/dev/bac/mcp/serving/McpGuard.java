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
 * What a request must pass before any protocol: origin, credential, size, encoding. Javalin's own handlers
 * are not passed by servlets beside it, so this is a servlet filter.
 */
final class McpGuard extends HttpFilter {
    static final String CALLER = Caller.class.getName();
    static final String MESSAGE = JsonNode.class.getName();

    /** Longer bodies lose their connection. In bytes. */
    private static final long MOST_READ_AWAY = 64L << 20;

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
        Optional<Caller> caller = credentials.size() > 1
                ? Optional.empty()
                : entrance.admit(credentials.stream().findFirst().orElse(null));
        if (caller.isEmpty()) {
            boolean readOnly = request.getRequestURI().endsWith(ProtectedResource.READ_ONLY);
            response.setHeader("WWW-Authenticate", entrance.challenge(readOnly, !credentials.isEmpty()));
            Answers.error(response, 401, RpcError.INVALID_REQUEST, "a token for this server is wanted");
            return;
        }
        request.setAttribute(CALLER, caller.get());
        if (request.getMethod().equals("POST")) {
            withMessage(request, response, chain);
        } else {
            chain.doFilter(request, response);
        }
    }

    private static void withMessage(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getContentLengthLong() > JsonBody.LONGEST) {
            tooLarge(request, response);
            return;
        }
        byte[] body = request.getInputStream().readNBytes(JsonBody.LONGEST + 1);
        if (body.length > JsonBody.LONGEST) {
            tooLarge(request, response);
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

    /** A client that is still sending when the connection closes never reads the answer, so the rest is read first. */
    private static void tooLarge(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var in = request.getInputStream();
        byte[] scrap = new byte[1 << 16];
        long left = MOST_READ_AWAY;
        for (int read = in.read(scrap); read >= 0 && left > 0; read = in.read(scrap)) {
            left -= read;
        }
        response.setHeader("Connection", "close");
        Answers.error(response, 413, RpcError.INVALID_REQUEST, "a message has at most " + JsonBody.LONGEST + " bytes");
    }
}
