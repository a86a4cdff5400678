package dev.bac.tools.mcp.modern;

import dev.bac.identity.Caller;
import dev.bac.mcp.wire.HeaderValue;
import dev.bac.mcp.wire.Message;
import dev.bac.mcp.wire.Params;
import dev.bac.mcp.wire.Protocol;
import dev.bac.mcp.wire.RequestMeta;
import dev.bac.mcp.wire.RpcException;
import dev.bac.tools.mcp.http.McpEndpoint;
import dev.bac.tools.mcp.http.Reply;
import dev.bac.tools.mcp.http.SseEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Streamable HTTP of 2026-07-28: each request is a POST of its own, its answer JSON or a stream of events that ends with
 * it; closing that stream cancels.
 */
public final class HttpChannel implements Channel {
    private final McpEndpoint endpoint;

    public HttpChannel(McpEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public Message exchange(
            Caller caller, Message.Request request, Map<String, String> headers, Consumer<Message.Notification> told) {
        var streamed = new AtomicReference<@Nullable Message>();
        var reply = endpoint.post(
                caller,
                withStandard(headers, request),
                new String(request.bytes(), StandardCharsets.UTF_8),
                event -> heard(event, request, told, streamed));
        var answer = reply.streamed() ? streamed.get() : answer(reply);
        if (answer == null) {
            throw new UncheckedIOException(new IOException("the stream ended before the answer"));
        }
        return answer;
    }

    @Override
    public void close() {
        endpoint.close();
    }

    private static Map<String, String> withStandard(Map<String, String> mirrored, Message.Request request) {
        var headers = new LinkedHashMap<>(mirrored);
        headers.put(
                Protocol.VERSION_HEADER, RequestMeta.versionIn(request.params()).orElse(Protocol.VERSION));
        headers.put(Protocol.METHOD_HEADER, request.method());
        var field = Params.nameField(request.method());
        if (field != null) {
            headers.put(
                    Protocol.NAME_HEADER,
                    HeaderValue.encode(request.params().path(field).asString("")));
        }
        return headers;
    }

    /** A stranger's requests on the stream are not answered: this revision has none. */
    private static boolean heard(
            SseEvent event,
            Message.Request request,
            Consumer<Message.Notification> told,
            AtomicReference<@Nullable Message> answer) {
        if (event.data().isBlank()) {
            return false;
        }
        var message = Message.parse(event.data().getBytes(StandardCharsets.UTF_8));
        boolean last =
                switch (message) {
                    case Message.Result result -> result.id().equals(request.id());
                    case Message.Failure failure ->
                        failure.id().isEmpty() || failure.id().get().equals(request.id());
                    case Message.Notification notification -> {
                        told.accept(notification);
                        yield false;
                    }
                    case Message.Request _ -> false;
                };
        if (last) {
            answer.set(message);
        }
        return last;
    }

    private static Message answer(Reply reply) {
        if (reply.status() >= 500) {
            throw new UncheckedIOException(new IOException("it answered " + reply.status()));
        }
        return parsed(reply.body())
                .orElseThrow(() -> new NotModern("it answered " + reply.status() + " without a message"));
    }

    private static Optional<Message> parsed(String body) {
        try {
            var message = Message.parse(body.getBytes(StandardCharsets.UTF_8));
            return message instanceof Message.Result || message instanceof Message.Failure
                    ? Optional.of(message)
                    : Optional.empty();
        } catch (RpcException unreadable) {
            return Optional.empty();
        }
    }
}
