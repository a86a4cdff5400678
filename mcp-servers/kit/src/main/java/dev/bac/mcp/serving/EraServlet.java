package dev.bac.mcp.serving;

import dev.bac.identity.Caller;
import dev.bac.identity.Scope;
import dev.bac.mcp.ProtectedResource;
import dev.bac.mcp.ToolSelection;
import dev.bac.mcp.wire.Protocol;
import dev.bac.mcp.wire.RequestMeta;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * One address for both eras. A request that says its revision in its body, or names a revision that the legacy era does
 * not know, is modern; anything else is legacy (specification 2026-07-28, basic/versioning).
 */
final class EraServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private final transient ModernHttp modern;
    private final transient HttpServlet legacy;
    private final transient Entrance entrance;
    private final transient Function<String, Optional<Scope>> scopes;

    /** @param scopes what a tool needs; empty for one that is not there */
    EraServlet(ModernHttp modern, HttpServlet legacy, Entrance entrance, Function<String, Optional<Scope>> scopes) {
        this.modern = modern;
        this.legacy = legacy;
        this.entrance = entrance;
        this.scopes = scopes;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        String rest = Optional.ofNullable(request.getPathInfo()).orElse("").replaceFirst("/$", "");
        if (!rest.isEmpty() && !rest.equals("/readonly")) {
            Answers.error(response, 404, RpcError.INVALID_REQUEST, "there is no such server");
            return;
        }
        String revision = request.getHeader(Protocol.VERSION_HEADER);
        boolean known = revision == null || LegacyDispatcher.REVISIONS.contains(revision);
        if (!request.getMethod().equals("POST")) {
            if (known) {
                legacy.service(request, response);
            } else {
                refuseMethod(response);
            }
            return;
        }
        var message = (JsonNode) request.getAttribute(McpGuard.MESSAGE);
        var lacking = lackingScope((Caller) request.getAttribute(McpGuard.CALLER), message);
        if (lacking.isPresent()) {
            response.setHeader("WWW-Authenticate", entrance.insufficient(lacking.get()));
            Answers.error(response, 403, RpcError.INVALID_REQUEST, "the token lacks the scope " + lacking.get());
        } else if (!known || RequestMeta.isIn(message.path("params"))) {
            modern.answer(request, response, message, selection(request));
        } else {
            legacy.service(request, response);
        }
    }

    static ToolSelection selection(HttpServletRequest request) {
        boolean readOnly = request.getRequestURI().replaceFirst("/$", "").endsWith(ProtectedResource.READ_ONLY);
        return ToolSelection.of(request::getHeader, readOnly);
    }

    static void refuseMethod(HttpServletResponse response) throws IOException {
        response.setHeader("Allow", "POST");
        Answers.error(response, 405, RpcError.INVALID_REQUEST, "this server takes POST only");
    }

    private Optional<Scope> lackingScope(Caller caller, JsonNode message) {
        if (!Protocol.TOOLS_CALL.equals(message.path("method").asString(""))) {
            return Optional.empty();
        }
        return scopes.apply(message.path("params").path("name").asString("")).filter(scope -> !caller.may(scope));
    }
}
