package dev.bac.llm.gateway.anthropic;

import dev.bac.llm.ChatResponse;
import dev.bac.llm.Part;
import dev.bac.llm.Usage;
import dev.bac.llm.gateway.web.Exchange;
import tools.jackson.databind.node.ObjectNode;

/** Writes messages and the pieces of their streams, with all fields that the vendor's description requires. */
record MessageWriter(String id) {

    ObjectNode whole(ChatResponse answer) {
        ObjectNode body = empty(answer.model());
        var content = body.withArray("content");
        String text = answer.message().text();
        if (!text.isEmpty()) {
            content.add(text(text));
        }
        answer.message().toolCalls().forEach(call -> content.add(call(call, call.arguments())));
        body.put("stop_reason", stop(answer.finish()));
        body.set("usage", usage(answer.usage()));
        return body;
    }

    /** A message that has not begun. */
    ObjectNode empty(String model) {
        ObjectNode body = Exchange.object()
                .put("id", id)
                .put("type", "message")
                .put("role", "assistant")
                .put("model", model);
        body.putArray("content");
        body.putNull("stop_reason")
                .putNull("stop_sequence")
                .putNull("stop_details")
                .putNull("container");
        body.set("usage", usage(Usage.NONE));
        return body;
    }

    static ObjectNode text(String text) {
        return Exchange.object().put("type", "text").put("text", text).putNull("citations");
    }

    static ObjectNode call(Part.ToolCall call, ObjectNode input) {
        ObjectNode block = Exchange.object()
                .put("type", "tool_use")
                .put("id", call.id().replaceAll("[^a-zA-Z0-9_-]", "_"))
                .put("name", call.tool());
        block.putObject("caller").put("type", "direct");
        return block.set("input", input);
    }

    ObjectNode delta(ChatResponse answer) {
        ObjectNode event = Exchange.object().put("type", "message_delta");
        event.putObject("delta")
                .put("stop_reason", stop(answer.finish()))
                .putNull("stop_sequence")
                .putNull("stop_details")
                .putNull("container");
        event.set("usage", counts(answer.usage()));
        return event;
    }

    private static ObjectNode usage(Usage usage) {
        return counts(usage).putNull("cache_creation").putNull("inference_geo").putNull("service_tier");
    }

    /** Anthropic counts what came from the cache apart. */
    private static ObjectNode counts(Usage usage) {
        return Exchange.object()
                .put("input_tokens", usage.input() - usage.cached())
                .put("cache_creation_input_tokens", 0)
                .put("cache_read_input_tokens", usage.cached())
                .put("output_tokens", usage.output())
                .putNull("server_tool_use");
    }

    private static String stop(ChatResponse.Finish finish) {
        return switch (finish) {
            case STOP -> "end_turn";
            case TOOL_CALLS -> "tool_use";
            case LENGTH -> "max_tokens";
            case REFUSED -> "refusal";
        };
    }
}
