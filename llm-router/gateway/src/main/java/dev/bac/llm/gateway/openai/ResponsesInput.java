package dev.bac.llm.gateway.openai;

import dev.bac.llm.Message;
import dev.bac.llm.Part;
import dev.bac.llm.gateway.web.Fields;
import dev.bac.llm.gateway.web.Refused;
import dev.bac.llm.gateway.web.Turns;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The input items of a response in our words, after what was said before. */
final class ResponsesInput {
    private final Turns turns = new Turns();

    ResponsesInput(List<Message> before) {
        turns.addAll(before);
    }

    List<Message> read(Fields body) {
        JsonNode input = body.require("input");
        if (input.isString()) {
            turns.add(Message.User.of(input.asString()));
        } else {
            List<Fields> items = body.objects("input");
            if (items.isEmpty()) {
                throw Refused.field("input", "'input' must hold at least one item.");
            }
            items.forEach(this::add);
        }
        return turns.all();
    }

    private void add(Fields item) {
        String type = item.text("type").orElse("message");
        switch (type) {
            case "message" -> message(item);
            case "function_call" ->
                turns.add(new Message.Assistant(List.of(new Part.ToolCall(
                        item.requireText("call_id"),
                        item.requireText("name"),
                        Turns.arguments(item.path("arguments"), item.requireText("arguments"))))));
            case "function_call_output" ->
                turns.result(item.path("call_id"), item.requireText("call_id"), words(item, "output"), false);
            default -> throw Refused.unsupported(item.path("type"), "Items of type '" + type + "' are not served.");
        }
    }

    private void message(Fields message) {
        String role = message.requireText("role");
        switch (role) {
            case "system", "developer" -> turns.add(new Message.Instructions(words(message, "content")));
            case "assistant" -> turns.add(new Message.Assistant(List.of(new Part.Text(words(message, "content")))));
            case "user" -> turns.add(new Message.User(parts(message)));
            default ->
                throw Refused.field(
                        message.path("role"), "The role is system, developer, user or assistant, not '" + role + "'.");
        }
    }

    private static String words(Fields of, String field) {
        JsonNode given = of.require(field);
        return given.isString()
                ? given.asString()
                : of.objects(field).stream()
                        .map(part -> part.text("text")
                                .or(() -> part.text("refusal"))
                                .orElseThrow(() -> Refused.unsupported(part.path("type"), "Only text is taken here.")))
                        .collect(Collectors.joining());
    }

    private static List<Part> parts(Fields message) {
        JsonNode content = message.require("content");
        return content.isString()
                ? List.of(new Part.Text(content.asString()))
                : message.objects("content").stream().map(ResponsesInput::part).toList();
    }

    private static Part part(Fields part) {
        String type = part.requireText("type");
        return switch (type) {
            case "input_text" -> new Part.Text(part.requireText("text"));
            case "input_image" -> Turns.image(part.path("image_url"), part.requireText("image_url"));
            default -> throw Refused.unsupported(part.path("type"), "Content of type '" + type + "' is not served.");
        };
    }
}
