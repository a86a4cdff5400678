package dev.bac.tools.mcp.modern;

import dev.bac.identity.Caller;
import dev.bac.mcp.wire.Message;
import java.util.Map;
import java.util.function.Consumer;

/** Carries one request to a server and its answer back. */
public interface Channel extends AutoCloseable {

    /**
     * Sends a request and waits for its answer. Interrupting the thread cancels the request.
     *
     * @param headers what is mirrored from the request's arguments; a channel without headers ignores it
     * @param told hears what the server tells meanwhile
     * @return a {@link Message.Result} or a {@link Message.Failure}
     * @throws NotModern when the other side does not speak this revision
     * @throws java.io.UncheckedIOException when it cannot be reached, breaks off or exceeds a limit
     */
    Message exchange(
            Caller caller, Message.Request request, Map<String, String> headers, Consumer<Message.Notification> told);

    @Override
    void close();
}
