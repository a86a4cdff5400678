package dev.bac.llm.openai;

import dev.bac.llm.ChatResponse;
import dev.bac.llm.ChatResponse.Finish;
import dev.bac.llm.Message;
import dev.bac.llm.ModelException.Kind;
import dev.bac.llm.Part;
import dev.bac.llm.Usage;
import dev.bac.llm.vendor.Endpoint;
import dev.bac.llm.vendor.Passage;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The chunks of one chat completion, as far as the router wants to know what they say. */
final class ChatReading implements Passage.Reading {
    private static final JsonMapper JSON = JsonMapper.shared();

    /** A call that comes in pieces. */
    private static final class Call {
        private String id = "";
        private String name = "";
        private final StringBuilder arguments = new StringBuilder();
    }

    private final Endpoint vendor;
    private final StringBuilder text = new StringBuilder();
    private final Map<Integer, Call> calls = new TreeMap<>();
    private String finish = "";
    private Usage usage = new Usage(0, 0, 0, Optional.empty());

    ChatReading(Endpoint vendor) {
        this.vendor = vendor;
    }

    @Override
    public String event(JsonNode chunk) {
        if (chunk.path("usage").isObject()) {
            used(chunk.path("usage"));
        }
        JsonNode choice = chunk.path("choices").path(0);
        finish = choice.path("finish_reason").asString(finish);
        JsonNode delta = choice.path("delta");
        delta.path("tool_calls").forEach(this::called);
        String said = delta.path("content").asString("");
        text.append(said);
        return said;
    }

    @Override
    public String field() {
        return "content";
    }

    @Override
    public boolean onlyText(JsonNode chunk) {
        JsonNode choice = chunk.path("choices").path(0);
        return chunk.path("choices").size() == 1
                && !chunk.hasNonNull("usage")
                && !choice.hasNonNull("logprobs")
                && !choice.hasNonNull("finish_reason")
                && choice.path("delta").propertyStream().allMatch(ChatReading::saysNothingElse);
    }

    private static boolean saysNothingElse(Map.Entry<String, JsonNode> field) {
        return field.getKey().equals("content")
                || field.getKey().equals("role")
                || field.getValue().isNull();
    }

    @Override
    public void text(String more) {
        text.append(more);
    }

    private void used(JsonNode told) {
        usage = new Usage(
                told.path("prompt_tokens").asLong(0),
                told.path("prompt_tokens_details").path("cached_tokens").asLong(0),
                told.path("completion_tokens").asLong(0),
                Optional.empty());
    }

    private void called(JsonNode piece) {
        Call call = calls.computeIfAbsent(piece.path("index").asInt(0), _ -> new Call());
        call.id = piece.path("id").asString(call.id);
        call.name = piece.path("function").path("name").asString(call.name);
        call.arguments.append(piece.path("function").path("arguments").asString(""));
    }

    @Override
    public boolean whole() {
        return !finish.isEmpty();
    }

    @Override
    public ChatResponse answer(String model) {
        var parts = new ArrayList<Part>();
        if (!text.isEmpty() || calls.isEmpty()) {
            parts.add(new Part.Text(text.toString()));
        }
        calls.values().forEach(call -> parts.add(part(call)));
        String id = vendor.provider() + "/" + model;
        return new ChatResponse(new Message.Assistant(parts), finished(), usage, id, id + " was asked");
    }

    private Finish finished() {
        if (!calls.isEmpty()) {
            return Finish.TOOL_CALLS;
        }
        return switch (finish) {
            case "length" -> Finish.LENGTH;
            case "content_filter" -> Finish.REFUSED;
            default -> Finish.STOP;
        };
    }

    private Part.ToolCall part(Call call) {
        String id = call.id.isBlank() ? "call_" + UUID.randomUUID() : call.id;
        String arguments = call.arguments.toString();
        try {
            return new Part.ToolCall(id, call.name, (ObjectNode) JSON.readTree(arguments.isBlank() ? "{}" : arguments));
        } catch (JacksonException | ClassCastException broken) {
            throw vendor.failure(Kind.TRANSIENT, "the arguments of a tool call are not a JSON object");
        }
    }
}
