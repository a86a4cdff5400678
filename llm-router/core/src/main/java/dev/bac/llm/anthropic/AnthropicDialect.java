package dev.bac.llm.anthropic;

import dev.bac.llm.Abilities;
import dev.bac.llm.ChatRequest;
import dev.bac.llm.Original;
import dev.bac.llm.Usage;
import dev.bac.llm.langchain.Dialect;
import dev.bac.llm.langchain.Opening;
import dev.bac.llm.langchain.Tokens;
import dev.bac.llm.vendor.Endpoint;
import dev.bac.llm.vendor.ToolSchemas;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.anthropic.AnthropicTokenUsage;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.output.TokenUsage;
import java.util.EnumSet;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Anthropic's Messages API. Signed thinking comes back to it as it was given. */
public final class AnthropicDialect implements Dialect {

    @Override
    public StreamingChatModel open(Endpoint endpoint, HttpClientBuilder http, Opening opening) {
        var model = AnthropicStreamingChatModel.builder()
                .httpClientBuilder(http)
                .baseUrl(endpoint.baseUrl())
                .modelName(opening.model())
                .apiKey(endpoint.key().reveal())
                .maxTokens(opening.maxTokens())
                .returnThinking(true)
                .sendThinking(true);
        opening.temperature().ifPresent(model::temperature);
        return model.build();
    }

    @Override
    public Abilities abilities() {
        return new Abilities(
                Optional.of(Original.Wire.ANTHROPIC_MESSAGES),
                EnumSet.complementOf(EnumSet.of(Abilities.Ability.SEED, Abilities.Ability.JSON_OBJECT)));
    }

    @Override
    public ObjectNode amend(ObjectNode body, ChatRequest request) {
        return request.options()
                .original(Original.Wire.ANTHROPIC_MESSAGES)
                .map(came ->
                        came.body().deepCopy().put("model", request.model()).put("stream", true))
                .orElseGet(() -> made(body, request));
    }

    private static ObjectNode made(ObjectNode body, ChatRequest request) {
        AnthropicOptions.put(body, request.options());
        for (int index = 0; index < request.tools().size(); index++) {
            ObjectNode tool = (ObjectNode) body.path("tools").required(index);
            tool.set(
                    "input_schema",
                    ToolSchemas.withoutOurs(request.tools().get(index).inputSchema()));
        }
        AnthropicPromptCache.mark(body);
        return body;
    }

    @Override
    public boolean marksFailedResults() {
        return true;
    }

    @Override
    public boolean isLast(String data) {
        return data.contains("\"message_stop\"");
    }

    /** Anthropic counts what it read from or wrote to its cache apart; ours count them in. */
    @Override
    public Usage usage(TokenUsage tokens) {
        long input = Tokens.of(tokens.inputTokenCount());
        long cached = 0;
        long written = 0;
        if (tokens instanceof AnthropicTokenUsage anthropic) {
            cached = Tokens.of(anthropic.cacheReadInputTokens());
            written = Tokens.of(anthropic.cacheCreationInputTokens());
            input += cached + written;
        }
        return new Usage(input, cached, written, Tokens.of(tokens.outputTokenCount()), Optional.empty());
    }
}
