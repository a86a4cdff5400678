package dev.bac.llm.springai;

import dev.bac.llm.ChatResponse;
import dev.bac.llm.Part;
import dev.bac.llm.Usage;
import java.util.List;
import java.util.Map;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.metadata.ChatGenerationMetadata;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.metadata.DefaultUsage;
import org.springframework.ai.chat.model.Generation;
import tools.jackson.databind.json.JsonMapper;

/** Our answers in Spring AI's words. What must go back to its vendor unchanged travels in the message's metadata. */
final class Answers {
    private static final String KEPT = "dev.bac.opaque";
    private static final JsonMapper JSON = JsonMapper.shared();

    private Answers() {}

    static org.springframework.ai.chat.model.ChatResponse whole(ChatResponse answer) {
        return told(answer, answer.message().text());
    }

    /** Some words of an answer that goes on. */
    static org.springframework.ai.chat.model.ChatResponse piece(String text) {
        return new org.springframework.ai.chat.model.ChatResponse(List.of(new Generation(new AssistantMessage(text))));
    }

    /** What a stream ends with, its words having come before. */
    static org.springframework.ai.chat.model.ChatResponse last(ChatResponse answer) {
        return told(answer, "");
    }

    private static org.springframework.ai.chat.model.ChatResponse told(ChatResponse answer, String text) {
        var message = AssistantMessage.builder()
                .content(text)
                .properties(Map.of(KEPT, keep(answer)))
                .toolCalls(answer.message().toolCalls().stream()
                        .map(call -> new AssistantMessage.ToolCall(
                                call.id(),
                                "function",
                                call.tool(),
                                call.arguments().toString()))
                        .toList())
                .build();
        var ended = ChatGenerationMetadata.builder()
                .finishReason(answer.finish().name())
                .build();
        Usage usage = answer.usage();
        var metadata = ChatResponseMetadata.builder()
                .model(answer.model())
                .usage(new DefaultUsage((int) usage.input(), (int) usage.output()))
                .keyValue("why", answer.why())
                .build();
        return new org.springframework.ai.chat.model.ChatResponse(List.of(new Generation(message, ended)), metadata);
    }

    private static String keep(ChatResponse answer) {
        var kept = JSON.createArrayNode();
        for (Part part : answer.message().parts()) {
            if (part instanceof Part.Opaque opaque) {
                kept.addObject().put("provider", opaque.provider()).set("json", opaque.json());
            }
        }
        return kept.toString();
    }

    /** What an answer of ours carries for its vendor. */
    static List<Part.Opaque> kept(AssistantMessage answer) {
        return answer.getMetadata().get(KEPT) instanceof String text
                ? JSON.readTree(text)
                        .valueStream()
                        .map(one -> new Part.Opaque(one.path("provider").asString(), one.path("json")))
                        .toList()
                : List.of();
    }
}
