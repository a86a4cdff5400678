package dev.bac.llm.langchain;

import dev.bac.llm.Message;
import dev.bac.llm.Part;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Our conversation in LangChain4j's words. What another provider signed stays out. */
final class Conversation {
    /** The library's own choice is low, with which small print cannot be read. */
    private static final ImageContent.DetailLevel AS_IT_IS = ImageContent.DetailLevel.AUTO;

    private final String provider;
    private final boolean marksFailed;

    /** @param marksFailed whether the vendor has a field for failed results */
    Conversation(String provider, boolean marksFailed) {
        this.provider = provider;
        this.marksFailed = marksFailed;
    }

    List<ChatMessage> of(List<Message> messages) {
        return messages.stream().flatMap(this::of).toList();
    }

    private Stream<ChatMessage> of(Message message) {
        return switch (message) {
            case Message.Instructions(String text) ->
                text.isBlank() ? Stream.of() : Stream.of(SystemMessage.from(text));
            case Message.User(List<Part> parts) -> contents(parts);
            case Message.Assistant assistant -> Stream.of(answer(assistant));
            case Message.ToolResults(List<Part.ToolResult> results) ->
                results.stream().map(this::result);
        };
    }

    private static Stream<ChatMessage> contents(List<Part> parts) {
        List<Content> contents = parts.stream().flatMap(Conversation::content).toList();
        return contents.isEmpty() ? Stream.of() : Stream.of(UserMessage.from(contents));
    }

    private static Stream<Content> content(Part part) {
        return switch (part) {
            case Part.Text(String text) -> Stream.of(TextContent.from(text));
            case Part.Image image ->
                Stream.of(image.data()
                        .map(data -> ImageContent.from(data.base64(), data.mediaType(), AS_IT_IS))
                        .orElseGet(() -> ImageContent.from(image.url(), AS_IT_IS)));
            case Part.ToolCall _, Part.ToolResult _, Part.Opaque _ -> Stream.of();
        };
    }

    private AiMessage answer(Message.Assistant assistant) {
        var answer = AiMessage.builder()
                .text(assistant.text().isEmpty() ? null : assistant.text())
                .toolExecutionRequests(assistant.toolCalls().stream()
                        .map(call -> ToolExecutionRequest.builder()
                                .id(call.id())
                                .name(call.tool())
                                .arguments(call.arguments().toString())
                                .build())
                        .toList());
        for (Part part : assistant.parts()) {
            if (part instanceof Part.Opaque(String signer, JsonNode json) && signer.equals(provider)) {
                Thinking.restore(json, answer);
            }
        }
        return answer.build();
    }

    private ToolExecutionResultMessage result(Part.ToolResult result) {
        return ToolExecutionResultMessage.builder()
                .id(result.callId())
                .toolName(result.tool())
                .text(text(result))
                .isError(result.failed())
                .build();
    }

    private String text(Part.ToolResult result) {
        String text = marksFailed ? result.text() : result.told();
        return text.isBlank() ? "(nothing)" : text;
    }
}
