package dev.bac.mcp.serving;

import dev.bac.identity.Caller;
import io.modelcontextprotocol.spec.McpSchema;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** The legacy era over streamable HTTP without sessions: each POST is answered with one JSON object,
 * or, where a call takes long or asks something, with a stream that ends with it. */
final class LegacyServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final String SESSION = "Mcp-Session-Id";

    /**
     * What the id of a session begins with whose client shows forms. That is all there is to a session: it grants
     * nothing, and no copy of the server remembers it.
     */
    private static final String FORMS = "forms-";

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
        String method = message.path("method").asString("");
        try {
            if (method.equals(McpSchema.METHOD_TOOLS_CALL)) {
                call(request, response, caller, message);
                return;
            }
            if (method.equals(McpSchema.METHOD_INITIALIZE) && showsForms(message)) {
                response.setHeader(SESSION, FORMS + UUID.randomUUID());
            }
            var answer = dispatcher.answer(caller, EraServlet.selection(request), message, LegacyTalk.NONE);
            if (answer.isPresent()) {
                Answers.write(response, status(answer.get()), answer.get());
            } else {
                response.setStatus(202);
            }
        } catch (InterruptedException e) {
            // The client is gone. The thread is the server's again, which wants no interrupt.
            return;
        }
    }

    /** A call may tell of its progress, and ask for approval, before it is answered. */
    private void call(HttpServletRequest request, HttpServletResponse response, Caller caller, JsonNode message)
            throws IOException, InterruptedException {
        String accept = request.getHeader("Accept");
        boolean streams = accept != null && accept.contains("text/event-stream");
        String session = request.getHeader(SESSION);
        try (var stream = new ReplyStream(response, streams)) {
            boolean forms = streams && session != null && session.startsWith(FORMS);
            var talk = new LegacyTalk(forms, stream, stream::ask);
            var answer = dispatcher.answer(caller, EraServlet.selection(request), message, talk);
            if (answer.isPresent()) {
                stream.finish(answer.get(), status(answer.get()));
            } else {
                response.setStatus(202);
            }
        }
    }

    /** An elicitation capability that names no mode means forms. */
    static boolean showsForms(JsonNode initialize) {
        var elicitation = initialize.path("params").path("capabilities").path("elicitation");
        return elicitation.has("form") || (elicitation.isObject() && !elicitation.has("url"));
    }

    /** An error that names no request cannot be matched by the client, so the status must tell it. */
    private static int status(JsonNode answer) {
        return answer.has("error") && answer.path("id").isNull() ? 400 : 200;
    }
}
