package dev.bac.llm.gateway.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;

/**
 * Writes {@code text/event-stream} (WHATWG HTML, section 9.2), each event at once unless said otherwise. The first one
 * sent commits the answer.
 */
public final class EventWriter {
    /** Goes out at once when there is more. In bytes. */
    private static final int MOST_UNSENT = 16 << 10;

    private final HttpServletResponse response;
    private final ByteArrayOutputStream unsent = new ByteArrayOutputStream(512);
    private boolean begun;
    private boolean gathering;

    EventWriter(HttpServletResponse response) {
        this.response = response;
    }

    /** True when the answer is under way, so that a failure can only be told as an event. */
    public boolean begun() {
        return begun || unsent.size() > 0;
    }

    /** An event without a name, as OpenAI's chat sends. */
    public void data(String data) {
        later(data);
        sent();
    }

    /** The same, sent with the next {@link #flush}: events that came together go together. */
    public void later(String data) {
        put("data: ");
        put(data);
        ended();
    }

    /** A named event, whose name is its {@code type} too. */
    public void event(JsonNode event) {
        event(event.path("type").asString(""), event.toString());
    }

    public void event(String name, String data) {
        later(name, data);
        sent();
    }

    /** Whether events wait for the next {@link #flush} or {@link #end}, one of which is sure to come. */
    public void gather(boolean wait) {
        gathering = wait;
    }

    private void sent() {
        if (!gathering) {
            flush();
        }
    }

    /** The same, sent with the next {@link #flush}. */
    public void later(String name, String data) {
        put("event: ");
        put(name);
        put("\ndata: ");
        put(data);
        ended();
    }

    /** Sends what was written, in one piece. */
    public void flush() {
        if (unsent.size() > 0) {
            hand(true);
        }
    }

    /** Nothing more comes: what is left goes out with the end of the answer. */
    public void end() {
        hand(false);
    }

    private void hand(boolean now) {
        try {
            if (!begun) {
                begun = true;
                response.setStatus(200);
                response.setContentType("text/event-stream; charset=utf-8");
                response.setHeader("Cache-Control", "no-store");
                response.setHeader("X-Accel-Buffering", "no");
            }
            var out = response.getOutputStream();
            unsent.writeTo(out);
            unsent.reset();
            if (now) {
                out.flush();
            }
        } catch (IOException gone) {
            throw new Exchange.ReaderLeft(gone);
        }
    }

    private void put(String text) {
        unsent.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private void ended() {
        put("\n\n");
        if (unsent.size() > MOST_UNSENT) {
            flush();
        }
    }
}
