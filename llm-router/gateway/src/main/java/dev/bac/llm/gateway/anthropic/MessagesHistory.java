package dev.bac.llm.gateway.anthropic;

import dev.bac.llm.Message;
import dev.bac.llm.Part;
import dev.bac.llm.gateway.web.Fields;
import dev.bac.llm.gateway.web.Refused;
import dev.bac.llm.gateway.web.Turns;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The system prompt and messages of a request in our words. */
final class MessagesHistory {
    private final List<String> foreign = new ArrayList<>();
    private final Turns turns = new Turns();

    List<Message> read(Fields body) {
        system(body).filter(text -> !text.isBlank()).ifPresent(text -> turns.add(new Message.Instructions(text)));
        body.require("messages");
        List<Fields> messages = body.objects("messages");
        if (messages.isEmpty()) {
            throw Refused.field("messages", "'messages' must hold at least one message.");
        }
        for (Fields message : messages) {
            String role = message.requireText("role");
            switch (role) {
                case "user" -> user(message);
                case "assistant" -> assistant(message);
                default ->
                    throw Refused.field(message.path("role"), "The role is user or assistant, not '" + role + "'.");
            }
        }
        return turns.all();
    }

    /** Content that only Anthropic's own format carries, by its path. */
    List<String> foreign() {
        return foreign;
    }

    private Optional<String> system(Fields body) {
        return body.get("system").map(given -> given.isString() ? given.asString() : words(body, "system"));
    }

    private static String words(Fields of, String field) {
        return of.objects(field).stream()
                .map(block -> block.text("text")
                        .orElseThrow(() -> Refused.field(block.path("type"), "Only text is taken here.")))
                .collect(Collectors.joining("\n"));
    }

    private void user(Fields message) {
        JsonNode content = message.require("content");
        if (content.isString()) {
            turns.add(new Message.User(List.of(new Part.Text(content.asString()))));
            return;
        }
        var parts = new ArrayList<Part>();
        for (Fields block : message.objects("content")) {
            if (block.requireText("type").equals("tool_result")) {
                turns.result(
                        block.path("tool_use_id"),
                        block.requireText("tool_use_id"),
                        result(block),
                        block.is("is_error"));
            } else {
                parts.add(part(block));
            }
        }
        if (!parts.isEmpty()) {
            turns.add(new Message.User(parts));
        }
    }

    private String result(Fields block) {
        Optional<JsonNode> content = block.get("content");
        if (content.isEmpty() || content.get().isString()) {
            return content.map(JsonNode::asString).orElse("");
        }
        return block.objects("content").stream()
                .map(inner -> {
                    if (!inner.requireText("type").equals("text")) {
                        foreign.add(inner.path("type"));
                        return "";
                    }
                    return inner.requireText("text");
                })
                .collect(Collectors.joining("\n"));
    }

    private Part part(Fields block) {
        String type = block.requireText("type");
        if (type.equals("text")) {
            return new Part.Text(block.requireText("text"));
        }
        if (type.equals("image")) {
            return image(block.requireObject("source"));
        }
        // Only the vendor's own format carries it; a stand-in keeps the conversation's shape until then.
        foreign.add(block.path("type"));
        return new Part.Text("");
    }

    private Part image(Fields source) {
        String type = source.requireText("type");
        return switch (type) {
            case "base64" ->
                Turns.image(
                        source.path("data"),
                        "data:" + source.requireText("media_type") + ";base64," + source.requireText("data"));
            case "url" -> Turns.image(source.path("url"), source.requireText("url"));
            default -> {
                foreign.add(source.path("type"));
                yield new Part.Text("");
            }
        };
    }

    private void assistant(Fields message) {
        JsonNode content = message.require("content");
        var parts = new ArrayList<Part>();
        if (content.isString()) {
            parts.add(new Part.Text(content.asString()));
        } else {
            message.objects("content").forEach(block -> said(block).ifPresent(parts::add));
        }
        turns.add(new Message.Assistant(parts));
    }

    /** What another vendor's model thought, signed, is nothing to the one that answers now. */
    private Optional<Part> said(Fields block) {
        String type = block.requireText("type");
        return switch (type) {
            case "text" -> Optional.of(new Part.Text(block.requireText("text")));
            case "tool_use" ->
                Optional.of(new Part.ToolCall(
                        block.requireText("id"),
                        block.requireText("name"),
                        block.requireObject("input").node()));
            case "thinking", "redacted_thinking" -> Optional.empty();
            default -> {
                foreign.add(block.path("type"));
                yield Optional.empty();
            }
        };
    }
}
