package dev.bac.llm.gateway.anthropic;

import dev.bac.llm.ChatResponse;
import dev.bac.llm.Part;
import dev.bac.llm.gateway.web.EventWriter;
import dev.bac.llm.gateway.web.Exchange;
import tools.jackson.databind.node.ObjectNode;

/** The events of an answer that we put into Anthropic's format ourselves. */
final class MessageStream {
    private final EventWriter events;
    private final MessageWriter writer;
    private final String model;
    private boolean begun;
    private boolean inText;
    private int index;

    MessageStream(EventWriter events, MessageWriter writer, String model) {
        this.events = events;
        this.writer = writer;
        this.model = model;
    }

    void text(String piece) {
        if (piece.isEmpty()) {
            return;
        }
        begin();
        if (!inText) {
            inText = true;
            open(MessageWriter.text(""));
        }
        ObjectNode event = event("content_block_delta").put("index", index);
        event.putObject("delta").put("type", "text_delta").put("text", piece);
        events.event(event);
    }

    /** The last events; they go out with the end of the answer. */
    void end(ChatResponse answer) {
        events.gather(true);
        begin();
        if (inText) {
            close();
        }
        answer.message().toolCalls().forEach(this::call);
        events.event(writer.delta(answer));
        events.event(event("message_stop"));
    }

    private void call(Part.ToolCall call) {
        open(MessageWriter.call(call, Exchange.object()));
        ObjectNode event = event("content_block_delta").put("index", index);
        event.putObject("delta")
                .put("type", "input_json_delta")
                .put("partial_json", call.arguments().toString());
        events.event(event);
        close();
    }

    private void begin() {
        if (!begun) {
            begun = true;
            ObjectNode event = event("message_start");
            event.set("message", writer.empty(model));
            events.event(event);
        }
    }

    private void open(ObjectNode block) {
        ObjectNode event = event("content_block_start").put("index", index);
        event.set("content_block", block);
        events.event(event);
    }

    private void close() {
        events.event(event("content_block_stop").put("index", index++));
    }

    private static ObjectNode event(String type) {
        return Exchange.object().put("type", type);
    }
}
