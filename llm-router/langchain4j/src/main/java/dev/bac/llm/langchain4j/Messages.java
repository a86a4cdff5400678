package dev.bac.llm.langchain4j;

import dev.bac.llm.Message;
import dev.bac.llm.Part;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.image.Image;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.UnsupportedFeatureException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** LangChain4j's messages in our words. */
final class Messages {
    private static final JsonMapper JSON = JsonMapper.shared();

    private Messages() {}

    static List<Message> of(List<ChatMessage> messages) {
        var found = new ArrayList<Message>();
        for (ChatMessage message : messages) {
            switch (message) {
                case SystemMessage system -> found.add(new Message.Instructions(system.text()));
                case UserMessage user ->
                    found.add(new Message.User(
                            user.contents().stream().map(Messages::content).toList()));
                case AiMessage answer -> found.add(answer(answer));
                case ToolExecutionResultMessage result -> addResult(found, result);
                default -> throw new UnsupportedFeatureException("the router does not take a " + message.type());
            }
        }
        return found;
    }

    /** The results of one answer's calls are one message with us. */
    private static void addResult(List<Message> found, ToolExecutionResultMessage result) {
        var results = new ArrayList<Part.ToolResult>();
        if (!found.isEmpty() && found.getLast() instanceof Message.ToolResults before) {
            results.addAll(before.results());
            found.removeLast();
        }
        results.add(new Part.ToolResult(
                result.id(), result.toolName(), result.text(), Boolean.TRUE.equals(result.isError())));
        found.add(new Message.ToolResults(results));
    }

    private static Part content(Content content) {
        return switch (content) {
            case TextContent text -> new Part.Text(text.text());
            case ImageContent image -> new Part.Image(url(image.image()));
            default -> throw new UnsupportedFeatureException("the router does not take " + content.type());
        };
    }

    private static String url(Image image) {
        return image.base64Data() == null
                ? String.valueOf(image.url())
                : "data:" + image.mimeType() + ";base64," + image.base64Data();
    }

    private static Message.Assistant answer(AiMessage answer) {
        var parts = new ArrayList<Part>(Answers.kept(answer));
        if (answer.text() != null && !answer.text().isEmpty()) {
            parts.add(new Part.Text(answer.text()));
        }
        for (ToolExecutionRequest call : answer.toolExecutionRequests()) {
            parts.add(new Part.ToolCall(call.id(), call.name(), (ObjectNode) JSON.readTree(call.arguments())));
        }
        return new Message.Assistant(parts);
    }
}
