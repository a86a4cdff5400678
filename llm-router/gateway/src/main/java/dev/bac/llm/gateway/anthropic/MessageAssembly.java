package dev.bac.llm.gateway.anthropic;

import dev.bac.llm.gateway.web.Exchange;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The events of a stream put together into the message they are pieces of. */
final class MessageAssembly {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Map<Integer, ObjectNode> blocks = new TreeMap<>();
    private final Map<Integer, StringBuilder> inputs = new TreeMap<>();
    private ObjectNode message = Exchange.object();

    void add(String type, ObjectNode event) {
        int index = event.path("index").asInt(0);
        switch (type) {
            case "message_start" -> message = ((ObjectNode) event.required("message")).deepCopy();
            case "content_block_start" -> blocks.put(index, ((ObjectNode) event.required("content_block")).deepCopy());
            case "content_block_delta" ->
                piece(index, blocks.computeIfAbsent(index, _ -> Exchange.object()), event.path("delta"));
            case "message_delta" -> {
                event.path("delta").propertyStream().forEach(field -> message.set(field.getKey(), field.getValue()));
                event.path("usage")
                        .propertyStream()
                        .filter(field -> !field.getValue().isNull())
                        .forEach(field -> message.withObject("usage").set(field.getKey(), field.getValue()));
            }
            default -> {
                // Pings and stops add nothing.
            }
        }
    }

    private void piece(int index, ObjectNode block, JsonNode delta) {
        switch (delta.path("type").asString("")) {
            case "text_delta" -> append(block, delta, "text");
            case "thinking_delta" -> append(block, delta, "thinking");
            case "signature_delta" -> append(block, delta, "signature");
            case "citations_delta" -> block.withArray("citations").add(delta.path("citation"));
            case "input_json_delta" ->
                inputs.computeIfAbsent(index, _ -> new StringBuilder())
                        .append(delta.path("partial_json").asString(""));
            default -> {
                // A kind of piece that came after this was written; its block stays as it began.
            }
        }
    }

    private static void append(ObjectNode block, JsonNode delta, String field) {
        block.put(field, block.path(field).asString("") + delta.path(field).asString(""));
    }

    ObjectNode whole() {
        ObjectNode whole = message.deepCopy();
        var content = whole.putArray("content");
        blocks.forEach((index, block) -> {
            StringBuilder input = inputs.get(index);
            if (input != null && !input.isEmpty()) {
                block.set("input", JSON.readTree(input.toString()));
            }
            content.add(block);
        });
        return whole;
    }
}
