package dev.bac.llm.langchain;

import dev.bac.llm.ChatResponse;
import dev.bac.llm.ChatResponse.Finish;
import dev.bac.llm.Message;
import dev.bac.llm.ModelException;
import dev.bac.llm.ModelException.Kind;
import dev.bac.llm.Part;
import dev.bac.llm.Usage;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.output.FinishReason;
import java.util.ArrayList;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** LangChain4j's answer in our words. */
final class Answers {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String provider;
    private final Dialect dialect;

    Answers(String provider, Dialect dialect) {
        this.provider = provider;
        this.dialect = dialect;
    }

    ChatResponse read(dev.langchain4j.model.chat.response.ChatResponse answer, String model) {
        AiMessage said = answer.aiMessage();
        var parts = new ArrayList<Part>();
        Thinking.keep(said).ifPresent(kept -> parts.add(new Part.Opaque(provider, kept)));
        if (said.text() != null) {
            parts.add(new Part.Text(said.text()));
        }
        said.toolExecutionRequests().forEach(call -> parts.add(call(call)));
        var message = new Message.Assistant(parts);
        Usage usage =
                answer.tokenUsage() == null ? new Usage(0, 0, 0, Optional.empty()) : dialect.usage(answer.tokenUsage());
        Finish finish = message.toolCalls().isEmpty() ? finish(answer.finishReason()) : Finish.TOOL_CALLS;
        String id = provider + "/" + model;
        return new ChatResponse(message, finish, usage, id, id + " was asked");
    }

    private Part.ToolCall call(ToolExecutionRequest call) {
        // Gemini sends no ids. They need only be unique, and no test or replay depends on them.
        String id = call.id() == null || call.id().isBlank() ? "call_" + UUID.randomUUID() : call.id();
        String text = call.arguments() == null || call.arguments().isBlank() ? "{}" : call.arguments();
        try {
            return new Part.ToolCall(id, call.name(), (ObjectNode) JSON.readTree(text));
        } catch (JacksonException | ClassCastException broken) {
            throw new ModelException(
                    Kind.TRANSIENT,
                    provider,
                    provider + ": the arguments of a tool call are not a JSON object",
                    Optional.empty());
        }
    }

    private static Finish finish(@Nullable FinishReason reason) {
        return switch (reason) {
            case LENGTH -> Finish.LENGTH;
            case CONTENT_FILTER -> Finish.REFUSED;
            case STOP, TOOL_EXECUTION, OTHER -> Finish.STOP;
            case null -> Finish.STOP;
        };
    }
}
