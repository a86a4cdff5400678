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
    private final String provider;

    Conversation(String provider) {
        this.provider = provider;
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
                results.stream().map(Conversation::result);
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
                        .map(data -> ImageContent.from(data.base64(), data.mediaType()))
                        .orElseGet(() -> ImageContent.from(image.url())));
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

    private static ToolExecutionResultMessage result(Part.ToolResult result) {
        return ToolExecutionResultMessage.builder()
                .id(result.callId())
                .toolName(result.tool())
                .text(result.text().isBlank() ? "(nothing)" : result.text())
                .isError(result.failed())
                .build();
    }
}
