package dev.bac.llm;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Messages as they are stored: our own form, with its version in {@code v}, never a provider's. What an older version
 * wrote is lifted one version at a time by the upcasters, so that reading knows the newest form only.
 */
public final class MessageCodec {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** At index n: lifts version n + 1 to n + 2. Version 1 is the newest, so there is none yet. */
    private final List<UnaryOperator<ObjectNode>> upcasters;

    public MessageCodec() {
        this(List.of());
    }

    MessageCodec(List<UnaryOperator<ObjectNode>> upcasters) {
        this.upcasters = List.copyOf(upcasters);
    }

    private int version() {
        return upcasters.size() + 1;
    }

    public ObjectNode write(Message message) {
        var node = JSON.objectNode().put("v", version());
        switch (message) {
            case Message.Instructions(String text) ->
                node.put("role", "instructions").put("text", text);
            case Message.User(List<Part> parts) -> writeParts(node.put("role", "user"), parts);
            case Message.Assistant(List<Part> parts) -> writeParts(node.put("role", "assistant"), parts);
            case Message.ToolResults(List<Part.ToolResult> results) -> writeParts(node.put("role", "tools"), results);
        }
        return node;
    }

    /** @throws IllegalArgumentException when a newer version wrote it, or it is not a message */
    public Message read(JsonNode stored) {
        if (!(stored instanceof ObjectNode object)) {
            throw new IllegalArgumentException("A stored message is an object, not " + stored.getNodeType());
        }
        ObjectNode node = lifted(object);
        String role = node.path("role").asString("");
        return switch (role) {
            case "instructions" -> new Message.Instructions(text(node, "text"));
            case "user" -> new Message.User(readParts(node));
            case "assistant" -> new Message.Assistant(readParts(node));
            case "tools" ->
                new Message.ToolResults(readParts(node).stream()
                        .map(Part.ToolResult.class::cast)
                        .toList());
            default -> throw new IllegalArgumentException("A stored message has the unknown role '" + role + "'");
        };
    }

    private ObjectNode lifted(ObjectNode stored) {
        int from = stored.path("v").asInt(0);
        if (from < 1 || from > version()) {
            throw new IllegalArgumentException(
                    "A stored message has version " + from + "; this program reads 1 to " + version());
        }
        ObjectNode node = stored;
        for (var upcaster : upcasters.subList(from - 1, upcasters.size())) {
            node = upcaster.apply(node.deepCopy());
        }
        return node;
    }

    private static void writeParts(ObjectNode message, List<? extends Part> parts) {
        var array = message.putArray("parts");
        for (Part part : parts) {
            array.add(
                    switch (part) {
                        case Part.Text(String text) ->
                            JSON.objectNode().put("type", "text").put("text", text);
                        case Part.Image(String url) ->
                            JSON.objectNode().put("type", "image").put("url", url);
                        case Part.ToolCall(String id, String tool, ObjectNode arguments) ->
                            JSON.objectNode()
                                    .put("type", "call")
                                    .put("id", id)
                                    .put("tool", tool)
                                    .set("arguments", arguments);
                        case Part.ToolResult(String callId, String tool, String text, boolean failed) ->
                            JSON.objectNode()
                                    .put("type", "result")
                                    .put("call", callId)
                                    .put("tool", tool)
                                    .put("text", text)
                                    .put("failed", failed);
                        case Part.Opaque(String provider, JsonNode json) ->
                            JSON.objectNode()
                                    .put("type", "opaque")
                                    .put("provider", provider)
                                    .set("json", json);
                    });
        }
    }

    private static List<Part> readParts(ObjectNode message) {
        var parts = new ArrayList<Part>();
        for (JsonNode part : message.path("parts")) {
            String type = part.path("type").asString("");
            parts.add(
                    switch (type) {
                        case "text" -> new Part.Text(text(part, "text"));
                        case "image" -> new Part.Image(text(part, "url"));
                        case "call" ->
                            new Part.ToolCall(
                                    text(part, "id"), text(part, "tool"), (ObjectNode) part.required("arguments"));
                        case "result" ->
                            new Part.ToolResult(
                                    text(part, "call"),
                                    text(part, "tool"),
                                    text(part, "text"),
                                    part.path("failed").asBoolean(false));
                        case "opaque" -> new Part.Opaque(text(part, "provider"), part.required("json"));
                        default ->
                            throw new IllegalArgumentException("A stored message has the unknown part '" + type + "'");
                    });
        }
        return parts;
    }

    private static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (!value.isString()) {
            throw new IllegalArgumentException("A stored message lacks '" + field + "'");
        }
        return value.asString();
    }
}
