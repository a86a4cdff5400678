package dev.bac.tools.mcp.http;

import java.net.http.HttpHeaders;

/** Hears the events of an answer as they arrive, one after another, on a thread of the HTTP client. */
@FunctionalInterface
public interface Receiver {

    /** @return true when this was the last one that matters, so that the answer is complete */
    boolean heard(SseEvent event);

    /** Told first, once a server that does not refuse begins to answer. */
    default void opened(HttpHeaders headers) {}

    /** For an answer that is expected to be JSON alone. */
    static Receiver none() {
        return _ -> false;
    }
}
