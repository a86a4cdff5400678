package dev.bac.mcp.serving;

import dev.bac.identity.Caller;
import dev.bac.identity.Scope;
import dev.bac.mcp.ToolSelection;
import io.modelcontextprotocol.spec.McpSchema;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** One domain's tools over streamable HTTP without sessions: each POST is answered with one JSON object. */
final class ToolServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private final transient LegacyDispatcher dispatcher;
    private final transient Entrance entrance;

    ToolServlet(LegacyDispatcher dispatcher, Entrance entrance) {
        this.dispatcher = dispatcher;
        this.entrance = entrance;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String rest = Optional.ofNullable(request.getPathInfo()).orElse("").replaceFirst("/$", "");
        if (!rest.isEmpty() && !rest.equals("/readonly")) {
            Answers.error(response, 404, RpcError.INVALID_REQUEST, "there is no such server");
            return;
        }
        if (!request.getMethod().equals("POST")) {
            response.setHeader("Allow", "POST");
            Answers.error(response, 405, RpcError.INVALID_REQUEST, "this server takes POST only");
            return;
        }
        boolean readOnly = rest.equals("/readonly") || request.getServletPath().endsWith("/readonly");
        var selection = ToolSelection.of(request::getHeader, readOnly);
        var caller = (Caller) request.getAttribute(McpGuard.CALLER);
        var message = (JsonNode) request.getAttribute(McpGuard.MESSAGE);
        var lacking = lackingScope(caller, message);
        if (lacking.isPresent()) {
            response.setHeader("WWW-Authenticate", entrance.insufficient(lacking.get()));
            Answers.error(response, 403, RpcError.INVALID_REQUEST, "the token lacks the scope " + lacking.get());
            return;
        }
        Optional<JsonNode> answer = dispatcher.answer(caller, selection, message);
        if (answer.isPresent()) {
            Answers.write(response, status(answer.get()), answer.get());
        } else {
            response.setStatus(202);
        }
    }

    /** An error that names no request cannot be matched by the client, so the status must tell it. */
    private static int status(JsonNode answer) {
        return answer.has("error") && answer.path("id").isNull() ? 400 : 200;
    }

    private Optional<Scope> lackingScope(Caller caller, JsonNode message) {
        if (!McpSchema.METHOD_TOOLS_CALL.equals(message.path("method").asString(""))) {
            return Optional.empty();
        }
        return dispatcher
                .tools()
                .offer()
                .find(message.path("params").path("name").asString(""))
                .map(listing -> new Scope(listing.tool().scope()))
                .filter(scope -> !caller.may(scope));
    }
}
