package dev.bac.llm.openai;

import dev.bac.llm.Abilities;
import dev.bac.llm.ChatRequest;
import dev.bac.llm.Original;
import dev.bac.llm.Usage;
import dev.bac.llm.langchain.Dialect;
import dev.bac.llm.langchain.Opening;
import dev.bac.llm.langchain.Tokens;
import dev.bac.llm.vendor.Endpoint;
import dev.bac.llm.vendor.Passage;
import dev.bac.llm.vendor.ToolSchemas;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiTokenUsage;
import dev.langchain4j.model.output.TokenUsage;
import java.util.EnumSet;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/** OpenAI's chat completions. */
public final class OpenAiDialect implements Dialect {
    private static final Abilities ABILITIES =
            new Abilities(Optional.of(Original.Wire.OPENAI_CHAT), EnumSet.allOf(Abilities.Ability.class));

    /** These refuse a temperature and {@code max_tokens}; what came before and others' models want the latter. */
    private static final Pattern REASONING = Pattern.compile("(o\\d|gpt-5).*");

    private static final Pattern FINISHED = Pattern.compile("\"finish_reason\"\\s*:\\s*\"");

    /** @param model its name at OpenAI */
    public static boolean takesTemperature(String model) {
        return !REASONING.matcher(model).matches();
    }

    @Override
    public StreamingChatModel open(Endpoint endpoint, HttpClientBuilder http, Opening opening) {
        var model = OpenAiStreamingChatModel.builder()
                .httpClientBuilder(http)
                .baseUrl(endpoint.baseUrl())
                .modelName(opening.model())
                .customParameters(OpenAiPromptCache.fields(endpoint.provider()))
                .apiKey(endpoint.key().isPresent() ? endpoint.key().reveal() : null);
        if (takesTemperature(opening.model())) {
            model.maxTokens(opening.maxTokens());
            opening.temperature().ifPresent(model::temperature);
        } else {
            model.maxCompletionTokens(opening.maxTokens());
        }
        return model.build();
    }

    @Override
    public Abilities abilities() {
        return ABILITIES;
    }

    @Override
    public ObjectNode amend(ObjectNode body, ChatRequest request) {
        return request.options()
                .original(Original.Wire.OPENAI_CHAT)
                .map(came -> ChatPassage.OPENAI_CHAT.body(came.body(), request))
                .orElseGet(() -> made(body, request));
    }

    @Override
    public Optional<Passage> passage() {
        return Optional.of(ChatPassage.OPENAI_CHAT);
    }

    private static ObjectNode made(ObjectNode body, ChatRequest request) {
        OpenAiOptions.put(body, request.options());
        for (int index = 0; index < request.tools().size(); index++) {
            ObjectNode function = (ObjectNode) body.path("tools").path(index).required("function");
            function.set(
                    "parameters",
                    ToolSchemas.withoutOurs(request.tools().get(index).inputSchema()));
        }
        OpenAiPromptCache.mark(body, request);
        return body;
    }

    @Override
    public boolean isLast(String data) {
        return FINISHED.matcher(data).find();
    }

    @Override
    public Usage usage(TokenUsage tokens) {
        long cached = tokens instanceof OpenAiTokenUsage openAi && openAi.inputTokensDetails() != null
                ? Tokens.of(openAi.inputTokensDetails().cachedTokens())
                : 0;
        return new Usage(
                Tokens.of(tokens.inputTokenCount()), cached, Tokens.of(tokens.outputTokenCount()), Optional.empty());
    }
}
