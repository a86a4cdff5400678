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
 * @param options what more is asked
 */
public record ChatRequest(
        String model,
        List<Message> messages,
        List<ToolDefinition> tools,
        int maxTokens,
        Optional<Double> temperature,
        Duration timeout,
        ChatOptions options) {

    /** The model's name when the router is to choose. */
    public static final String AUTO = "auto";

    public ChatRequest {
        messages = List.copyOf(messages);
        tools = List.copyOf(tools);
    }

    /** A request that asks nothing more. */
    public ChatRequest(
            String model,
            List<Message> messages,
            List<ToolDefinition> tools,
            int maxTokens,
            Optional<Double> temperature,
            Duration timeout) {
        this(model, messages, tools, maxTokens, temperature, timeout, ChatOptions.NONE);
    }

    /** True when the router is to choose, by its usual policy or by the one named behind a colon: {@code auto:cheapest}. */
    public boolean auto() {
        return model.equals(AUTO) || model.startsWith(AUTO + ":");
    }

    /** This request for another model. */
    public ChatRequest withModel(String other) {
        return new ChatRequest(other, messages, tools, maxTokens, temperature, timeout, options);
    }

    /** This request with another limit on the whole call. */
    public ChatRequest withTimeout(Duration limit) {
        return new ChatRequest(model, messages, tools, maxTokens, temperature, limit, options);
    }

    /** This request with other tools. */
    public ChatRequest withTools(List<ToolDefinition> others) {
        return new ChatRequest(model, messages, others, maxTokens, temperature, timeout, options);
    }

    /** This request for a reader who gets the answer as a whole. */
    public ChatRequest asWhole() {
        return new ChatRequest(model, messages, tools, maxTokens, temperature, timeout, options.asWhole());
    }

    /** This request with another rule for the cache. */
    public ChatRequest withCache(CacheUse use) {
        return new ChatRequest(model, messages, tools, maxTokens, temperature, timeout, options.withCache(use));
    }
}
