package dev.bac.mcp.serving;

import dev.bac.identity.Caller;
import dev.bac.mcp.ToolSelection;
import dev.bac.mcp.modern.HeaderCheck;
import dev.bac.mcp.modern.ModernDispatcher;
import dev.bac.mcp.modern.Offer;
import dev.bac.mcp.wire.Message;
import dev.bac.mcp.wire.Protocol;
import dev.bac.mcp.wire.RequestId;
import dev.bac.mcp.wire.RpcException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The modern era over HTTP: one request a POST, answered with JSON or, when there is something to tell first, a stream. */
record ModernHttp(ModernDispatcher dispatcher) {

    static ModernHttp of(Offer offer) {
        return new ModernHttp(new ModernDispatcher(offer, LegacyDispatcher.REVISIONS.reversed()));
    }

    void answer(HttpServletRequest request, HttpServletResponse response, JsonNode json, ToolSelection selection)
            throws IOException {
        Message message;
        try {
            message = Message.of(json);
        } catch (RpcException e) {
            write(response, 400, new Message.Failure(idOf(json), e.error()));
            return;
        }
        switch (message) {
            case Message.Request asked -> answer(request, response, asked, selection);
            // There is nothing to notify a stateless server of; leaving is how a client cancels.
            case Message.Notification _ -> response.setStatus(202);
            case Message.Result _, Message.Failure _ ->
                Answers.error(
                        response, 400, RpcError.INVALID_REQUEST, "this server asks nothing, so it takes no answers");
        }
    }

    private void answer(
            HttpServletRequest request, HttpServletResponse response, Message.Request asked, ToolSelection selection)
            throws IOException {
        try {
            check(request, asked);
        } catch (RpcException e) {
            write(response, 400, new Message.Failure(Optional.of(asked.id()), e.error()));
            return;
        }
        var caller = (Caller) request.getAttribute(McpGuard.CALLER);
        try (var stream = new ReplyStream(response, accepts(request))) {
            if (asked.method().equals(Protocol.LISTEN)) {
                stream.keepOpen();
            }
            stream.finish(dispatcher.answer(asked, caller, selection, stream));
        } catch (InterruptedException e) {
            // The client is gone, and so is the work. The thread is the server's again, which wants no interrupt.
            return;
        }
    }

    private void check(HttpServletRequest request, Message.Request asked) {
        var headers = new HeaderCheck(name -> values(request, name));
        headers.standard(asked);
        dispatcher.read(asked);
        if (asked.method().equals(Protocol.TOOLS_CALL)) {
            String tool = asked.params().path("name").asString("");
            headers.arguments(asked, dispatcher.offer().mirrored(tool));
        }
    }

    private static List<String> values(HttpServletRequest request, String name) {
        return Collections.list(request.getHeaders(name));
    }

    private static boolean accepts(HttpServletRequest request) {
        String accept = request.getHeader("Accept");
        return accept == null || accept.contains("text/event-stream") || accept.contains("*/*");
    }

    private static Optional<RequestId> idOf(JsonNode json) {
        try {
            return json.has("id") ? Optional.of(RequestId.of(json.path("id"))) : Optional.empty();
        } catch (RpcException e) {
            return Optional.empty();
        }
    }

    private static void write(HttpServletResponse response, int status, Message message) throws IOException {
        Answers.write(response, status, message.json());
    }
}
