package dev.bac.llm.gateway.openai;

import dev.bac.llm.ChatResponse;
import dev.bac.llm.gateway.web.EventWriter;

/** The chunks of an answer that we put into OpenAI's format ourselves. */
final class ChatStream {
    private final EventWriter events;
    private final ChatWriter writer;
    private final String model;
    private boolean begun;

    ChatStream(EventWriter events, ChatWriter writer, String model) {
        this.events = events;
        this.writer = writer;
        this.model = model;
    }

    void text(String piece) {
        if (!piece.isEmpty()) {
            begin();
            var chunk = writer.chunk(model);
            ChatWriter.delta(chunk).put("content", piece);
            events.data(chunk.toString());
        }
    }

    /** The last chunks; they go out with the end of the answer. */
    void end(ChatResponse answer, boolean usage) {
        events.gather(true);
        begin();
        if (!answer.message().toolCalls().isEmpty()) {
            events.data(
                    writer.called(answer.model(), answer.message().toolCalls()).toString());
        }
        events.data(writer.finished(answer).toString());
        if (usage) {
            events.data(writer.used(answer).toString());
        }
    }

    private void begin() {
        if (!begun) {
            begun = true;
            var chunk = writer.chunk(model);
            ChatWriter.delta(chunk).put("role", "assistant").put("content", "").putNull("refusal");
            events.data(chunk.toString());
        }
    }
}
