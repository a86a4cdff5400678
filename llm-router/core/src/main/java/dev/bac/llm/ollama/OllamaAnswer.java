package dev.bac.llm.ollama;

import dev.bac.llm.ChatResponse;
import dev.bac.llm.ChatResponse.Finish;
import dev.bac.llm.Message;
import dev.bac.llm.ModelException.Kind;
import dev.bac.llm.Part;
import dev.bac.llm.SignOfLife;
import dev.bac.llm.Usage;
import dev.bac.llm.vendor.Endpoint;
import io.github.ollama4j.models.chat.OllamaChatMessage;
import io.github.ollama4j.models.chat.OllamaChatResponseModel;
import io.github.ollama4j.models.chat.OllamaChatToolCalls;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Gathers an answer line by line. Tool calls may come in several lines, and Ollama4j would keep the last only. */
final class OllamaAnswer {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Endpoint endpoint;
    private final Consumer<String> onText;
    private final StringBuilder text = new StringBuilder();
    private final List<Part.ToolCall> calls = new ArrayList<>();
    private @Nullable OllamaChatResponseModel last;
    private boolean alive;

    OllamaAnswer(Endpoint endpoint, Consumer<String> onText) {
        this.endpoint = endpoint;
        this.onText = onText;
    }

    void add(OllamaChatResponseModel line) {
        if (!alive) {
            alive = true;
            SignOfLife.tell(onText);
        }
        OllamaChatMessage message = line.getMessage();
        if (message != null
                && message.getResponse() != null
                && !message.getResponse().isEmpty()) {
            text.append(message.getResponse());
            onText.accept(message.getResponse());
        }
        if (message != null && message.getToolCalls() != null) {
            message.getToolCalls().forEach(call -> calls.add(call(call)));
        }
        if (line.isDone()) {
            last = line;
        }
    }

    private static Part.ToolCall call(OllamaChatToolCalls call) {
        // Older servers send no ids. They need only be unique, and no test or replay depends on them.
        String id = call.getId() == null || call.getId().isBlank() ? "call_" + UUID.randomUUID() : call.getId();
        var arguments = JSON.createObjectNode();
        if (call.getFunction().getArguments() != null) {
            call.getFunction().getArguments().forEach((name, value) -> arguments.set(name, JSON.valueToTree(value)));
        }
        return new Part.ToolCall(id, call.getFunction().getName(), arguments);
    }

    ChatResponse whole(String model) {
        OllamaChatResponseModel end = last;
        if (end == null) {
            throw endpoint.failure(Kind.TRANSIENT, "the answer was cut off");
        }
        var parts = new ArrayList<Part>();
        if (!text.isEmpty()) {
            parts.add(new Part.Text(text.toString()));
        }
        parts.addAll(calls);
        Finish finish = !calls.isEmpty()
                ? Finish.TOOL_CALLS
                : "length".equals(end.getDoneReason()) ? Finish.LENGTH : Finish.STOP;
        var usage = new Usage(tokens(end.getPromptEvalCount()), 0, tokens(end.getEvalCount()), Optional.empty());
        String id = endpoint.provider() + "/" + model;
        return new ChatResponse(new Message.Assistant(parts), finish, usage, id, id + " was asked");
    }

    private static long tokens(@Nullable Integer count) {
        return count == null ? 0 : count;
    }
}
