package dev.bac.llm.springai;

import dev.bac.llm.Message;
import dev.bac.llm.ModelException;
import dev.bac.llm.Part;
import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.content.Media;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Spring AI's messages in our words. */
final class Messages {
    private static final JsonMapper JSON = JsonMapper.shared();

    private Messages() {}

    static List<Message> of(List<org.springframework.ai.chat.messages.Message> messages) {
        return messages.stream().map(Messages::of).toList();
    }

    private static Message of(org.springframework.ai.chat.messages.Message message) {
        return switch (message) {
            case SystemMessage system -> new Message.Instructions(text(system));
            case UserMessage user -> user(user);
            case AssistantMessage answer -> answer(answer);
            case ToolResponseMessage results ->
                new Message.ToolResults(results.getResponses().stream()
                        .map(one -> new Part.ToolResult(one.id(), one.name(), one.responseData(), false))
                        .toList());
            default ->
                throw ModelException.unsupported(
                        "bac", "messages", "does not take a message of type " + message.getMessageType());
        };
    }

    private static String text(org.springframework.ai.content.Content message) {
        String text = message.getText();
        return text == null ? "" : text;
    }

    private static Message.User user(UserMessage user) {
        var parts = new ArrayList<Part>();
        parts.add(new Part.Text(text(user)));
        user.getMedia().forEach(media -> parts.add(new Part.Image(url(media))));
        return new Message.User(parts);
    }

    private static String url(Media media) {
        if (!media.getMimeType().getType().equals("image")) {
            throw ModelException.unsupported("bac", "messages", "does not take " + media.getMimeType());
        }
        return switch (media.getData()) {
            case byte[] bytes ->
                "data:" + media.getMimeType() + ";base64," + Base64.getEncoder().encodeToString(bytes);
            case String address -> address;
            case URI address -> address.toString();
            default -> throw ModelException.unsupported("bac", "messages", "does not take this kind of image");
        };
    }

    private static Message.Assistant answer(AssistantMessage answer) {
        var parts = new ArrayList<Part>(Answers.kept(answer));
        if (!text(answer).isEmpty()) {
            parts.add(new Part.Text(text(answer)));
        }
        answer.getToolCalls()
                .forEach(call -> parts.add(
                        new Part.ToolCall(call.id(), call.name(), (ObjectNode) JSON.readTree(call.arguments()))));
        return new Message.Assistant(parts);
    }
}
