package dev.bac.llm.gateway.openai;

import dev.bac.llm.ChatResponse;
import dev.bac.llm.Part;
import dev.bac.llm.Usage;
import dev.bac.llm.gateway.web.Exchange;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Writes chat completions and their chunks. */
record ChatWriter(String id, long created) {

    ObjectNode whole(ChatResponse answer) {
        ObjectNode body = head("chat.completion", answer.model());
        ObjectNode choice = body.putArray("choices").addObject().put("index", 0);
        String text = answer.message().text();
        List<Part.ToolCall> calls = answer.message().toolCalls();
        ObjectNode message = choice.putObject("message").put("role", "assistant");
        message.put("content", text.isEmpty() && !calls.isEmpty() ? null : text);
        message.putNull("refusal");
        if (!calls.isEmpty()) {
            calls.forEach(call -> message.withArray("tool_calls").add(call(call)));
        }
        choice.putNull("logprobs").put("finish_reason", finish(answer.finish()));
        body.set("usage", usage(answer.usage()));
        return body;
    }

    /** A chunk whose delta is to be filled. */
    ObjectNode chunk(String model) {
        ObjectNode body = head("chat.completion.chunk", model);
        ObjectNode choice = body.putArray("choices").addObject().put("index", 0);
        choice.putObject("delta");
        choice.putNull("logprobs").putNull("finish_reason");
        return body;
    }

    static ObjectNode delta(ObjectNode chunk) {
        return (ObjectNode) chunk.path("choices").path(0).path("delta");
    }

    ObjectNode called(String model, List<Part.ToolCall> calls) {
        ObjectNode chunk = chunk(model);
        for (int index = 0; index < calls.size(); index++) {
            ObjectNode call = call(calls.get(index));
            delta(chunk)
                    .withArray("tool_calls")
                    .add(Exchange.object().put("index", index).setAll(call));
        }
        return chunk;
    }

    ObjectNode finished(ChatResponse answer) {
        ObjectNode chunk = chunk(answer.model());
        ((ObjectNode) chunk.path("choices").path(0)).put("finish_reason", finish(answer.finish()));
        return chunk;
    }

    ObjectNode used(ChatResponse answer) {
        ObjectNode chunk = head("chat.completion.chunk", answer.model());
        chunk.putArray("choices");
        chunk.set("usage", usage(answer.usage()));
        return chunk;
    }

    private ObjectNode head(String object, String model) {
        return Exchange.object()
                .put("id", id)
                .put("object", object)
                .put("created", created)
                .put("model", model);
    }

    private static ObjectNode call(Part.ToolCall call) {
        ObjectNode written = Exchange.object().put("id", call.id()).put("type", "function");
        written.putObject("function")
                .put("name", call.tool())
                .put("arguments", call.arguments().toString());
        return written;
    }

    private static ObjectNode usage(Usage usage) {
        ObjectNode written = Exchange.object()
                .put("prompt_tokens", usage.input())
                .put("completion_tokens", usage.output())
                .put("total_tokens", usage.input() + usage.output());
        written.putObject("prompt_tokens_details").put("cached_tokens", usage.cached());
        return written;
    }

    private static String finish(ChatResponse.Finish finish) {
        return switch (finish) {
            case STOP -> "stop";
            case TOOL_CALLS -> "tool_calls";
            case LENGTH -> "length";
            case REFUSED -> "content_filter";
        };
    }
}
