package dev.bac.llm.gateway.openai;

import dev.bac.llm.Message;
import dev.bac.llm.Part;
import dev.bac.llm.gateway.web.Fields;
import dev.bac.llm.gateway.web.Refused;
import dev.bac.llm.gateway.web.Turns;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The messages of a chat completion in our words. */
final class ChatHistory {
    private final List<String> foreign = new ArrayList<>();
    private final Turns turns = new Turns();

    List<Message> read(Fields body) {
        body.require("messages");
        List<Fields> messages = body.objects("messages");
        if (messages.isEmpty()) {
            throw Refused.field("messages", "'messages' must hold at least one message.");
        }
        messages.forEach(this::add);
        return turns.all();
    }

    /** Content that only OpenAI's own format carries, by its path. */
    List<String> foreign() {
        return foreign;
    }

    private void add(Fields message) {
        String role = message.requireText("role");
        switch (role) {
            case "system", "developer" -> turns.add(new Message.Instructions(words(message)));
            case "user" -> turns.add(new Message.User(parts(message)));
            case "assistant" -> turns.add(assistant(message));
            case "tool" ->
                turns.result(message.path("tool_call_id"), message.requireText("tool_call_id"), words(message), false);
            default ->
                throw Refused.field(
                        message.path("role"),
                        "The role is system, developer, user, assistant or tool, not '" + role + "'.");
        }
    }

    private Message.Assistant assistant(Fields message) {
        var parts = new ArrayList<Part>();
        String said = message.get("content").isPresent() ? words(message) : "";
        String refusal = message.text("refusal").orElse("");
        if (!(said + refusal).isEmpty()) {
            parts.add(new Part.Text(said + refusal));
        }
        for (Fields call : message.objects("tool_calls")) {
            Fields function = call.requireObject("function");
            parts.add(new Part.ToolCall(
                    call.requireText("id"),
                    function.requireText("name"),
                    Turns.arguments(
                            function.path("arguments"),
                            function.text("arguments").orElse("{}"))));
        }
        return new Message.Assistant(parts);
    }

    private String words(Fields message) {
        JsonNode content = message.require("content");
        return content.isString()
                ? content.asString()
                : message.objects("content").stream()
                        .map(part -> part.text("text")
                                .or(() -> part.text("refusal"))
                                .orElseThrow(() -> Refused.field(part.path("type"), "This message takes text only.")))
                        .collect(Collectors.joining());
    }

    private List<Part> parts(Fields message) {
        JsonNode content = message.require("content");
        return content.isString()
                ? List.of(new Part.Text(content.asString()))
                : message.objects("content").stream().map(this::part).toList();
    }

    private Part part(Fields part) {
        String type = part.requireText("type");
        return switch (type) {
            case "text" -> new Part.Text(part.requireText("text"));
            case "image_url" -> {
                Fields image = part.requireObject("image_url");
                yield Turns.image(image.path("url"), image.requireText("url"));
            }
            default -> {
                // Only the vendor's own format carries it; a stand-in keeps the conversation's shape until then.
                foreign.add(part.path("type"));
                yield new Part.Text("");
            }
        };
    }
}
