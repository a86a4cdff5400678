package dev.bac.llm.langchain4j;

import dev.bac.llm.ChatResponse;
import dev.bac.llm.Part;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Our answers in LangChain4j's words. What must go back to its vendor unchanged travels in the message's attributes. */
final class Answers {
    private static final String KEPT = "dev.bac.opaque";
    private static final JsonMapper JSON = JsonMapper.shared();

    private Answers() {}

    static dev.langchain4j.model.chat.response.ChatResponse of(ChatResponse answer) {
        String text = answer.message().text();
        var message = AiMessage.builder()
                .text(text.isEmpty() ? null : text)
                .toolExecutionRequests(answer.message().toolCalls().stream()
                        .map(call -> ToolExecutionRequest.builder()
                                .id(call.id())
                                .name(call.tool())
                                .arguments(call.arguments().toString())
                                .build())
                        .toList())
                .attributes(Map.of(KEPT, keep(answer)))
                .build();
        var usage = answer.usage();
        return dev.langchain4j.model.chat.response.ChatResponse.builder()
                .aiMessage(message)
                .modelName(answer.model())
                .tokenUsage(new TokenUsage((int) usage.input(), (int) usage.output()))
                .finishReason(finish(answer.finish()))
                .build();
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
    static List<Part.Opaque> kept(AiMessage answer) {
        return answer.attributes().get(KEPT) instanceof String text
                ? JSON.readTree(text)
                        .valueStream()
                        .map(one -> new Part.Opaque(one.path("provider").asString(), one.path("json")))
                        .toList()
                : List.of();
    }

    private static FinishReason finish(ChatResponse.Finish finish) {
        return switch (finish) {
            case STOP -> FinishReason.STOP;
            case TOOL_CALLS -> FinishReason.TOOL_EXECUTION;
            case LENGTH -> FinishReason.LENGTH;
            case REFUSED -> FinishReason.CONTENT_FILTER;
        };
    }
}
