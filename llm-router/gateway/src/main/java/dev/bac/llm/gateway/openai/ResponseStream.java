package dev.bac.llm.gateway.openai;

import dev.bac.llm.ChatResponse;
import dev.bac.llm.Part;
import dev.bac.llm.gateway.web.EventWriter;
import dev.bac.llm.gateway.web.Exchange;
import dev.bac.llm.gateway.web.Refused;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** The events of a response. */
final class ResponseStream {
    private final EventWriter events;
    private final ResponseWriter writer;
    private final String model;
    private final List<ObjectNode> output = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private boolean begun;
    private boolean inText;
    private int sequence;

    ResponseStream(EventWriter events, ResponseWriter writer, String model) {
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
            send(item("response.output_item.added", writer.message("", "in_progress")));
            send(part("response.content_part.added", ""));
        }
        text.append(piece);
        ObjectNode delta = inText("response.output_text.delta").put("delta", piece);
        delta.putArray("logprobs");
        send(delta);
    }

    /**
     * The last events; they go out with the end of the answer.
     *
     * @return the whole response
     */
    ObjectNode end(ChatResponse answer) {
        events.gather(true);
        begin();
        if (!inText && answer.message().toolCalls().isEmpty()) {
            inText = true;
            send(item("response.output_item.added", writer.message("", "in_progress")));
            send(part("response.content_part.added", ""));
        }
        if (inText) {
            endText();
        }
        answer.message().toolCalls().forEach(this::call);
        ObjectNode whole = writer.whole(answer, output);
        boolean complete = whole.path("status").asString("").equals("completed");
        ObjectNode last = event(complete ? "response.completed" : "response.incomplete");
        last.set("response", whole);
        send(last);
        return whole;
    }

    void failed(Refused refused) {
        send(event("error")
                .put("code", refused.code())
                .put("message", refused.getMessage())
                .put("param", refused.field().orElse(null)));
    }

    private void endText() {
        ObjectNode done = inText("response.output_text.done").put("text", text.toString());
        done.putArray("logprobs");
        send(done);
        send(part("response.content_part.done", text.toString()));
        ObjectNode message = writer.message(text.toString(), "completed");
        send(item("response.output_item.done", message));
        output.add(message);
    }

    private void call(Part.ToolCall call) {
        int index = output.size();
        String arguments = call.arguments().toString();
        send(item("response.output_item.added", writer.call(index, call, "in_progress")));
        send(ofCall("response.function_call_arguments.delta", index).put("delta", arguments));
        send(ofCall("response.function_call_arguments.done", index)
                .put("name", call.tool())
                .put("arguments", arguments));
        ObjectNode done = writer.call(index, call, "completed");
        send(item("response.output_item.done", done));
        output.add(done);
    }

    private void begin() {
        if (!begun) {
            begun = true;
            for (String type : List.of("response.created", "response.in_progress")) {
                ObjectNode event = event(type);
                event.set("response", writer.begun(model));
                send(event);
            }
        }
    }

    private ObjectNode item(String type, ObjectNode item) {
        return event(type).put("output_index", output.size()).set("item", item);
    }

    private ObjectNode part(String type, String said) {
        return inText(type).set("part", ResponseWriter.text(said));
    }

    private ObjectNode inText(String type) {
        return event(type)
                .put("item_id", writer.messageId())
                .put("output_index", output.size())
                .put("content_index", 0);
    }

    private ObjectNode ofCall(String type, int index) {
        return event(type).put("item_id", writer.callId(index)).put("output_index", index);
    }

    private ObjectNode event(String type) {
        return Exchange.object().put("type", type).put("sequence_number", sequence++);
    }

    private void send(ObjectNode event) {
        events.event(event);
    }
}
