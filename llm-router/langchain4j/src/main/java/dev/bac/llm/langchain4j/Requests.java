package dev.bac.llm.langchain4j;

import dev.bac.llm.AnswerFormat;
import dev.bac.llm.ChatOptions;
import dev.bac.llm.ChatRequest;
import dev.bac.llm.ToolChoice;
import dev.bac.llm.ToolDefinition;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.langchain4j.internal.JsonSchemaElementUtils;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonSchemaElement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** LangChain4j's requests in our words. What we cannot say is refused by name, never passed over. */
final class Requests {
    static final Duration USUAL_TIMEOUT = Duration.ofMinutes(2);

    private static final int USUAL_TOKENS = 4_096;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Duration timeout;

    Requests(Duration timeout) {
        this.timeout = timeout;
    }

    ChatRequest of(dev.langchain4j.model.chat.request.ChatRequest request) {
        refuse("topK", request.topK());
        refuse("frequencyPenalty", request.frequencyPenalty());
        refuse("presencePenalty", request.presencePenalty());
        return new ChatRequest(
                Optional.ofNullable(request.modelName()).orElse(ChatRequest.AUTO),
                Messages.of(request.messages()),
                orEmpty(request.toolSpecifications()).stream()
                        .map(Requests::tool)
                        .toList(),
                Optional.ofNullable(request.maxOutputTokens()).orElse(USUAL_TOKENS),
                Optional.ofNullable(request.temperature()),
                timeout,
                new ChatOptions(
                        choice(request.toolChoice()),
                        true,
                        Optional.ofNullable(request.topP()),
                        Optional.empty(),
                        orEmpty(request.stopSequences()),
                        format(request.responseFormat()),
                        Optional.empty()));
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    private static void refuse(String name, @Nullable Object value) {
        if (value != null) {
            throw new UnsupportedFeatureException("the router does not take " + name);
        }
    }

    private static ToolDefinition tool(ToolSpecification tool) {
        ObjectNode schema = tool.parameters() == null
                ? JsonNodeFactory.instance.objectNode().put("type", "object")
                : schema(tool.parameters());
        return new ToolDefinition(
                tool.name(),
                tool.name(),
                Optional.ofNullable(tool.description()).orElse(""),
                schema,
                JsonNodeFactory.instance.objectNode(),
                false,
                List.of());
    }

    private static ObjectNode schema(JsonSchemaElement element) {
        return JSON.valueToTree(JsonSchemaElementUtils.toMap(element));
    }

    private static ToolChoice choice(dev.langchain4j.model.chat.request.@Nullable ToolChoice choice) {
        return switch (choice) {
            case REQUIRED -> new ToolChoice.Required();
            case NONE -> new ToolChoice.None();
            case AUTO -> ToolChoice.AUTO;
            case null -> ToolChoice.AUTO;
        };
    }

    private static AnswerFormat format(@Nullable ResponseFormat format) {
        if (format == null || format.type() == ResponseFormatType.TEXT) {
            return AnswerFormat.TEXT;
        }
        return format.jsonSchema() == null
                ? new AnswerFormat.JsonObject()
                : new AnswerFormat.JsonSchema(
                        format.jsonSchema().name(), schema(format.jsonSchema().rootElement()), true);
    }
}
