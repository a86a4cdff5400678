package dev.bac.llm.langchain;

import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventParsingHandle;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts the lines of an event stream together (WHATWG HTML, 9.2.6). LangChain4j's own parser logs and forgets what its
 * listeners throw, so a broken event would go unnoticed.
 */
final class Events {
    private final Consumer<ServerSentEvent> onEvent;
    private final StringBuilder data = new StringBuilder();
    private @Nullable String name;

    Events(Consumer<ServerSentEvent> onEvent) {
        this.onEvent = onEvent;
    }

    void line(String line) {
        if (line.isEmpty()) {
            end();
        } else if (line.startsWith("event:")) {
            name = line.substring("event:".length()).strip();
        } else if (line.startsWith("data:")) {
            String content = line.substring("data:".length());
            data.append(data.isEmpty() ? "" : "\n").append(content.startsWith(" ") ? content.substring(1) : content);
        }
    }

    void end() {
        if (!data.isEmpty()) {
            onEvent.accept(new ServerSentEvent(name, data.toString()));
        }
        name = null;
        data.setLength(0);
    }

    /** Cancelling goes by interrupt, so the handle has nothing to do. */
    static ServerSentEventContext context() {
        return new ServerSentEventContext(new ServerSentEventParsingHandle() {
            @Override
            public void cancel() {
                Thread.currentThread().interrupt();
            }

            @Override
            public boolean isCancelled() {
                return false;
            }
        });
    }
}
