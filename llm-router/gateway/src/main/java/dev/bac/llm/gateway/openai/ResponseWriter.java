package dev.bac.llm.gateway.openai;

import dev.bac.llm.ChatResponse;
import dev.bac.llm.Part;
import dev.bac.llm.Usage;
import dev.bac.llm.gateway.web.Exchange;
import dev.bac.llm.gateway.web.Fields;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes responses, which repeat what was asked. */
record ResponseWriter(String id, long created, Fields asked) {
    private static final List<String> REPEATED = List.of(
            "instructions", "metadata", "temperature", "top_p", "max_output_tokens", "previous_response_id", "user");

    /** A response that is under way. */
    ObjectNode begun(String model) {
        ObjectNode body = Exchange.object()
                .put("id", id)
                .put("object", "response")
                .put("created_at", created)
                .put("status", "in_progress")
                .put("model", model);
        body.putNull("error").putNull("incomplete_details");
        REPEATED.forEach(field -> body.set(
                field,
                asked.node().path(field).isMissingNode()
                        ? tools.jackson.databind.node.NullNode.getInstance()
                        : asked.node().path(field)));
        body.put("parallel_tool_calls", asked.node().path("parallel_tool_calls").asBoolean(true));
        body.put("store", asked.node().path("store").asBoolean(true)).put("truncation", "disabled");
        JsonNode choice = asked.node().path("tool_choice");
        if (choice.isObject()) {
            body.set("tool_choice", choice);
        } else {
            body.put("tool_choice", choice.asString("auto"));
        }
        JsonNode text = asked.node().path("text").path("format");
        ObjectNode format = body.putObject("text");
        if (text.isObject()) {
            format.set("format", text);
        } else {
            format.putObject("format").put("type", "text");
        }
        var tools = body.putArray("tools");
        asked.node().path("tools").forEach(tool -> tools.add(tool((ObjectNode) tool)));
        body.putArray("output");
        body.remove("user");
        return body;
    }

    private static ObjectNode tool(ObjectNode tool) {
        ObjectNode shown = tool.deepCopy();
        if (!shown.has("parameters")) {
            shown.putNull("parameters");
        }
        if (!shown.has("strict")) {
            shown.put("strict", false);
        }
        return shown;
    }

    ObjectNode whole(ChatResponse answer, List<ObjectNode> output) {
        ObjectNode body = begun(answer.model());
        boolean cut = answer.finish() == ChatResponse.Finish.LENGTH || answer.finish() == ChatResponse.Finish.REFUSED;
        body.put("status", cut ? "incomplete" : "completed");
        if (cut) {
            body.putObject("incomplete_details")
                    .put(
                            "reason",
                            answer.finish() == ChatResponse.Finish.LENGTH ? "max_output_tokens" : "content_filter");
        }
        output.forEach(item -> body.withArray("output").add(item));
        body.set("usage", usage(answer.usage()));
        return body;
    }

    /** The items of an answer, all at once. */
    List<ObjectNode> items(ChatResponse answer) {
        var items = new java.util.ArrayList<ObjectNode>();
        if (!answer.message().text().isEmpty() || answer.message().toolCalls().isEmpty()) {
            items.add(message(answer.message().text(), "completed"));
        }
        answer.message().toolCalls().forEach(call -> items.add(call(items.size(), call, "completed")));
        return items;
    }

    ObjectNode message(String text, String status) {
        ObjectNode item = Exchange.object()
                .put("id", messageId())
                .put("type", "message")
                .put("role", "assistant")
                .put("status", status);
        item.putArray("content");
        if (status.equals("completed")) {
            item.withArray("content").add(text(text));
        }
        return item;
    }

    static ObjectNode text(String text) {
        ObjectNode part = Exchange.object().put("type", "output_text").put("text", text);
        part.putArray("annotations");
        part.putArray("logprobs");
        return part;
    }

    /** @param index its place in the output */
    ObjectNode call(int index, Part.ToolCall call, String status) {
        return Exchange.object()
                .put("id", callId(index))
                .put("type", "function_call")
                .put("call_id", call.id())
                .put("name", call.tool())
                .put("arguments", status.equals("completed") ? call.arguments().toString() : "")
                .put("status", status);
    }

    String messageId() {
        return id.replaceFirst("^resp", "msg");
    }

    String callId(int index) {
        return id.replaceFirst("^resp", "fc") + "_" + index;
    }

    private static ObjectNode usage(Usage usage) {
        ObjectNode written = Exchange.object().put("input_tokens", usage.input());
        written.putObject("input_tokens_details")
                .put("cached_tokens", usage.cached())
                .put("cache_write_tokens", 0);
        written.put("output_tokens", usage.output());
        written.putObject("output_tokens_details").put("reasoning_tokens", 0);
        return written.put("total_tokens", usage.input() + usage.output());
    }
}
