package dev.bac.llm.gateway.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;

/** Writes {@code text/event-stream} (WHATWG HTML, section 9.2), each event at once. The first one commits the answer. */
public final class EventWriter {
    private final HttpServletResponse response;
    private boolean begun;

    EventWriter(HttpServletResponse response) {
        this.response = response;
    }

    /** True when the answer is under way, so that a failure can only be told as an event. */
    public boolean begun() {
        return begun;
    }

    /** An event without a name, as OpenAI's chat sends. */
    public void data(String data) {
        write("data: " + data + "\n\n");
    }

    /** A named event, whose name is its {@code type} too. */
    public void event(JsonNode event) {
        event(event.path("type").asString(""), event.toString());
    }

    public void event(String name, String data) {
        write("event: " + name + "\ndata: " + data + "\n\n");
    }

    private void write(String text) {
        try {
            if (!begun) {
                begun = true;
                response.setStatus(200);
                response.setContentType("text/event-stream; charset=utf-8");
                response.setHeader("Cache-Control", "no-store");
                response.setHeader("X-Accel-Buffering", "no");
            }
            var out = response.getOutputStream();
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException gone) {
            throw new Exchange.ReaderLeft(gone);
        }
    }
}
