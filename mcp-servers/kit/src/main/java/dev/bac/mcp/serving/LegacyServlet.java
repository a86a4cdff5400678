package dev.bac.mcp.serving;

import dev.bac.identity.Caller;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The legacy era over streamable HTTP without sessions: each POST is answered with one JSON object. */
final class LegacyServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private final transient LegacyDispatcher dispatcher;

    LegacyServlet(LegacyDispatcher dispatcher) {
        this.dispatcher = dispatcher;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!request.getMethod().equals("POST")) {
            EraServlet.refuseMethod(response);
            return;
        }
        var caller = (Caller) request.getAttribute(McpGuard.CALLER);
        var message = (JsonNode) request.getAttribute(McpGuard.MESSAGE);
        Optional<JsonNode> answer = dispatcher.answer(caller, EraServlet.selection(request), message);
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
}
