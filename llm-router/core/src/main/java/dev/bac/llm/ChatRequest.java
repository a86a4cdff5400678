package dev.bac.llm;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What is asked of a model.
 *
 * @param model a model's id, or {@code auto}
 * @param messages the conversation; instructions first
 * @param tools always in the same order, so that vendors' prompt caches stay warm
 * @param maxTokens limit on the answer, in tokens
 * @param timeout limit on the whole call
 */
public record ChatRequest(
        String model,
        List<Message> messages,
        List<ToolDefinition> tools,
        int maxTokens,
        Optional<Double> temperature,
        Duration timeout) {

    /** The model's name when the router is to choose. */
    public static final String AUTO = "auto";

    public ChatRequest {
        messages = List.copyOf(messages);
        tools = List.copyOf(tools);
    }

    /** This request for another model. */
    public ChatRequest withModel(String other) {
        return new ChatRequest(other, messages, tools, maxTokens, temperature, timeout);
    }

    /** This request with another limit on the whole call. */
    public ChatRequest withTimeout(Duration limit) {
        return new ChatRequest(model, messages, tools, maxTokens, temperature, limit);
    }
}
