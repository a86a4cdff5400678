package dev.bac.llm.gateway.web;

import dev.bac.llm.Message;
import dev.bac.llm.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Gathers a conversation and keeps its order: every call of an answer has its result before anything else is said. */
public final class Turns {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final List<Message> all = new ArrayList<>();
    private final Map<String, Part.ToolCall> open = new LinkedHashMap<>();
    private final Map<String, Part.ToolResult> results = new LinkedHashMap<>();

    /** Continues what was said before. */
    public void addAll(List<Message> before) {
        before.forEach(this::add);
    }

    public void add(Message message) {
        if (message instanceof Message.ToolResults(List<Part.ToolResult> told)) {
            told.forEach(one -> result("input", one.callId(), one.text(), one.failed()));
            return;
        }
        if (message instanceof Message.Assistant more && !open.isEmpty() && results.isEmpty() && calling(more)) {
            return;
        }
        close();
        all.add(message);
        if (message instanceof Message.Assistant answer) {
            answer.toolCalls().forEach(call -> open.put(call.id(), call));
        }
    }

    /** Calls of one answer may come one by one, as in OpenAI's responses. */
    private boolean calling(Message.Assistant more) {
        if (more.toolCalls().size() != more.parts().size()) {
            return false;
        }
        var before = (Message.Assistant) all.removeLast();
        var parts = new ArrayList<>(before.parts());
        parts.addAll(more.parts());
        all.add(new Message.Assistant(parts));
        more.toolCalls().forEach(call -> open.put(call.id(), call));
        return true;
    }

    /** The result of a call that was made. */
    public void result(String field, String callId, String text, boolean failed) {
        Part.ToolCall call = open.get(callId);
        if (call == null) {
            throw Refused.field(field, "No call before it has the id '" + callId + "'.");
        }
        results.put(callId, new Part.ToolResult(callId, call.tool(), text, failed));
    }

    /** The conversation, which must be whole. */
    public List<Message> all() {
        close();
        return List.copyOf(all);
    }

    private void close() {
        if (open.isEmpty()) {
            return;
        }
        var inOrder = new ArrayList<Part.ToolResult>();
        for (String id : open.keySet()) {
            Part.ToolResult result = results.get(id);
            if (result == null) {
                throw Refused.field(
                        "messages",
                        "An answer with tool calls must be followed by the result of each; '" + id + "' has none.");
            }
            inOrder.add(result);
        }
        open.clear();
        results.clear();
        all.add(new Message.ToolResults(inOrder));
    }

    /** The arguments of a call, which come as text. */
    public static ObjectNode arguments(String field, String text) {
        try {
            JsonNode node = JSON.readTree(text.isBlank() ? "{}" : text);
            if (node instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException noJson) {
            // Told below.
        }
        throw Refused.field(field, "The arguments of a call are a JSON object, as text.");
    }

    /** A picture by its address, or itself. */
    public static Part.Image image(String field, String url) {
        var image = new Part.Image(url);
        if (!url.startsWith("https://") && image.data().isEmpty()) {
            throw Refused.field(field, "A picture is an https: address, or data:image/…;base64,…");
        }
        return image;
    }
}
