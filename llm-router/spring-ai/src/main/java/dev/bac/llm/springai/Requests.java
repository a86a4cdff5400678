package dev.bac.llm.springai;

import dev.bac.llm.AnswerFormat;
import dev.bac.llm.ChatOptions;
import dev.bac.llm.ChatRequest;
import dev.bac.llm.ModelException;
import dev.bac.llm.ToolChoice;
import dev.bac.llm.ToolDefinition;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.model.tool.StructuredOutputChatOptions;
import org.springframework.ai.model.tool.ToolCallingChatOptions;
import org.springframework.ai.tool.ToolCallback;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Spring AI's prompts in our words. What we cannot say is refused by name, never passed over. */
final class Requests {
    private static final int USUAL_TOKENS = 4_096;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Duration timeout;

    Requests(Duration timeout) {
        this.timeout = timeout;
    }

    ChatRequest of(Prompt prompt) {
        var options = prompt.getOptions();
        if (options == null) {
            return new ChatRequest(
                    ChatRequest.AUTO, messages(prompt), List.of(), USUAL_TOKENS, Optional.empty(), timeout);
        }
        refuse("top_k", options.getTopK());
        refuse("frequency_penalty", options.getFrequencyPenalty());
        refuse("presence_penalty", options.getPresencePenalty());
        return new ChatRequest(
                Optional.ofNullable(options.getModel()).orElse(ChatRequest.AUTO),
                messages(prompt),
                tools(options),
                Optional.ofNullable(options.getMaxTokens()).orElse(USUAL_TOKENS),
                Optional.ofNullable(options.getTemperature()),
                timeout,
                new ChatOptions(
                        ToolChoice.AUTO,
                        true,
                        Optional.ofNullable(options.getTopP()),
                        Optional.empty(),
                        Optional.ofNullable(options.getStopSequences()).orElse(List.of()),
                        format(options),
                        Optional.empty()));
    }

    private static List<dev.bac.llm.Message> messages(Prompt prompt) {
        return Messages.of(prompt.getInstructions());
    }

    private static void refuse(String field, @Nullable Object value) {
        if (value != null) {
            throw ModelException.unsupported("bac", field, "does not take '" + field + "'");
        }
    }

    private static List<ToolDefinition> tools(org.springframework.ai.chat.prompt.ChatOptions options) {
        if (!(options instanceof ToolCallingChatOptions calling)) {
            return List.of();
        }
        List<ToolCallback> tools = calling.getToolCallbacks();
        return tools == null ? List.of() : tools.stream().map(Requests::tool).toList();
    }

    private static ToolDefinition tool(ToolCallback tool) {
        var definition = tool.getToolDefinition();
        return new ToolDefinition(
                definition.name(),
                definition.name(),
                definition.description(),
                (ObjectNode) JSON.readTree(definition.inputSchema()),
                JsonNodeFactory.instance.objectNode(),
                false,
                List.of());
    }

    private static AnswerFormat format(org.springframework.ai.chat.prompt.ChatOptions options) {
        if (options instanceof StructuredOutputChatOptions structured) {
            String schema = structured.getOutputSchema();
            if (schema != null && !schema.isBlank()) {
                return new AnswerFormat.JsonSchema("answer", (ObjectNode) JSON.readTree(schema), true);
            }
        }
        return AnswerFormat.TEXT;
    }
}
