package dev.bac.llm.langchain;

import dev.langchain4j.data.message.AiMessage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Signed thinking and thought signatures, kept to be sent back unchanged. LangChain4j holds them as the message's
 * thinking and its attributes: a string, or a list of strings for redacted thinking.
 */
final class Thinking {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Thinking() {}

    static Optional<ObjectNode> keep(AiMessage answer) {
        ObjectNode kept = JSON.createObjectNode();
        if (answer.thinking() != null) {
            kept.put("thinking", answer.thinking());
        }
        answer.attributes().forEach((name, value) -> {
            switch (value) {
                case String text -> kept.withObject("attributes").put(name, text);
                case List<?> texts -> {
                    var array = kept.withObject("attributes").putArray(name);
                    texts.forEach(text -> array.add(String.valueOf(text)));
                }
                // Anything else (generated images) is no part of a conversation in words.
                default -> {}
            }
        });
        return kept.isEmpty() ? Optional.empty() : Optional.of(kept);
    }

    static void restore(JsonNode kept, AiMessage.Builder answer) {
        if (kept.path("thinking").isString()) {
            answer.thinking(kept.path("thinking").asString());
        }
        Map<String, Object> attributes = new LinkedHashMap<>();
        kept.path("attributes")
                .properties()
                .forEach(entry -> attributes.put(
                        entry.getKey(),
                        entry.getValue().isArray()
                                ? entry.getValue()
                                        .valueStream()
                                        .map(JsonNode::asString)
                                        .toList()
                                : entry.getValue().asString()));
        answer.attributes(attributes);
    }
}
