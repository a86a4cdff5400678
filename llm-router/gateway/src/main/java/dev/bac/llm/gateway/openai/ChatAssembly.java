package dev.bac.llm.gateway.openai;

import dev.bac.llm.gateway.web.Exchange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Chunks of a chat completion put together into the answer they are pieces of: texts joined, lists appended. */
final class ChatAssembly {
    /** What a chunk adds once only. */
    private static final List<String> HEAD =
            List.of("id", "created", "model", "system_fingerprint", "service_tier", "usage");

    private final ObjectNode answer = Exchange.object().put("object", "chat.completion");
    private final ObjectNode message = Exchange.object();
    private final Map<String, StringBuilder> texts = new LinkedHashMap<>();
    private final Map<Integer, ObjectNode> calls = new TreeMap<>();
    private final ObjectNode choice = Exchange.object().put("index", 0);

    void add(ObjectNode chunk) {
        for (String field : HEAD) {
            if (chunk.hasNonNull(field)) {
                answer.set(field, chunk.get(field));
            }
        }
        for (JsonNode part : chunk.path("choices")) {
            if (part.path("delta") instanceof ObjectNode delta) {
                delta.propertyStream().forEach(field -> said(field.getKey(), field.getValue()));
            }
            if (part.path("finish_reason").isString()) {
                choice.set("finish_reason", part.path("finish_reason"));
            }
            if (part.path("logprobs") instanceof ObjectNode logprobs) {
                append(choice.withObject("logprobs"), logprobs);
            }
        }
    }

    private void said(String field, JsonNode value) {
        if (field.equals("tool_calls")) {
            value.forEach(this::call);
        } else if (value.isString() && !field.equals("role")) {
            said(field, value.asString());
        } else if (value instanceof ArrayNode items) {
            message.withArray(field).addAll(items);
        } else if (!value.isNull()) {
            message.set(field, value);
        }
    }

    /** A chunk that adds nothing but this to the answer's words. */
    void text(String more) {
        said("content", more);
    }

    private void said(String field, String more) {
        texts.computeIfAbsent(field, _ -> new StringBuilder()).append(more);
    }

    private void call(JsonNode piece) {
        ObjectNode call = calls.computeIfAbsent(
                piece.path("index").asInt(0), _ -> Exchange.object().put("type", "function"));
        if (piece.path("id").isString()) {
            call.set("id", piece.path("id"));
        }
        ObjectNode function = call.withObject("function");
        if (piece.path("function").path("name").isString()) {
            function.set("name", piece.path("function").path("name"));
        }
        function.put(
                "arguments",
                function.path("arguments").asString("")
                        + piece.path("function").path("arguments").asString(""));
    }

    private static void append(ObjectNode to, ObjectNode from) {
        from.propertyStream().forEach(field -> {
            if (field.getValue() instanceof ArrayNode items) {
                to.withArray(field.getKey()).addAll(items);
            } else if (!to.has(field.getKey())) {
                to.set(field.getKey(), field.getValue());
            }
        });
    }

    ObjectNode whole() {
        ObjectNode whole = message.deepCopy();
        texts.forEach((field, text) -> whole.put(field, text.toString()));
        whole.put("role", "assistant");
        if (!whole.has("content")) {
            whole.putNull("content");
        }
        if (!whole.has("refusal")) {
            whole.putNull("refusal");
        }
        if (!calls.isEmpty()) {
            calls.values().forEach(call -> whole.withArray("tool_calls").add(call));
        }
        ObjectNode only = choice.deepCopy();
        only.set("message", whole);
        if (!only.has("logprobs")) {
            only.putNull("logprobs");
        }
        ObjectNode body = answer.deepCopy();
        body.putArray("choices").add(only);
        return body;
    }
}
