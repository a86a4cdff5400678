package dev.bac.orchestrator.http;

import dev.bac.orchestrator.conversation.EventLog;
import dev.bac.orchestrator.conversation.EventReader;
import io.javalin.http.Context;
import jakarta.servlet.ServletOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;

/** Writes events as {@code text/event-stream} (WHATWG HTML, section 9.2), each at once. */
final class EventStream implements EventReader {
    private final ServletOutputStream out;

    EventStream(Context ctx) {
        ctx.contentType("text/event-stream; charset=utf-8");
        ctx.header("Cache-Control", "no-store");
        ctx.header("X-Accel-Buffering", "no");
        ctx.disableCompression();
        try {
            // Not Javalin's own stream: flushing that one does nothing, and events would wait for the end.
            this.out = ctx.res().getOutputStream();
        } catch (IOException e) {
            throw new ReaderLeft(e);
        }
        write(": open\n\n");
    }

    /** The connection is gone. */
    static final class ReaderLeft extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ReaderLeft(IOException cause) {
            super("the reader left", cause, false, false);
        }
    }

    @Override
    public void event(EventLog.Event event) {
        write("id: %d\nevent: %s\ndata: %s\n\n".formatted(event.id(), event.type(), event.data()));
    }

    /** One that is not kept: it has no number, and nobody who was away gets it. */
    void fleeting(String type, JsonNode data) {
        write("event: %s\ndata: %s\n\n".formatted(type, data));
    }

    /** An event without a name or a number. */
    void data(String text) {
        write("data: " + text + "\n\n");
    }

    @Override
    public void idle() {
        write(": still here\n\n");
    }

    private void write(String text) {
        try {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            throw new ReaderLeft(e);
        }
    }
}
