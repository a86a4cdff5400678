package dev.bac.llm.gemini;

import dev.bac.llm.Abilities;
import dev.bac.llm.ChatRequest;
import dev.bac.llm.Usage;
import dev.bac.llm.langchain.Dialect;
import dev.bac.llm.langchain.Opening;
import dev.bac.llm.langchain.Tokens;
import dev.bac.llm.vendor.Endpoint;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiStreamingChatModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiTokenUsage;
import dev.langchain4j.model.output.TokenUsage;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Gemini's {@code streamGenerateContent}. */
public final class GeminiDialect implements Dialect {
    /**
     * Gemini 3 refuses a tool call in the history that has no thought signature, such as one another vendor's model
     * made; Google names this value for it (ai.google.dev/gemini-api/docs/thought-signatures).
     */
    private static final String UNSIGNED = "skip_thought_signature_validator";

    /** Keywords of the tools' schemas that Gemini will not see. */
    public static Set<String> lostKeywords(ChatRequest request) {
        return request.tools().stream()
                .flatMap(tool -> GeminiSchema.lost(tool.inputSchema()).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public StreamingChatModel open(Endpoint endpoint, HttpClientBuilder http, Opening opening) {
        var model = GoogleAiGeminiStreamingChatModel.builder()
                .httpClientBuilder(http)
                .baseUrl(endpoint.baseUrl())
                .modelName(opening.model())
                .apiKey(endpoint.key().reveal())
                .maxOutputTokens(opening.maxTokens())
                .returnThinking(true)
                .sendThinking(true);
        opening.temperature().ifPresent(model::temperature);
        return model.build();
    }

    @Override
    public Abilities abilities() {
        return new Abilities(
                Optional.empty(),
                EnumSet.complementOf(EnumSet.of(Abilities.Ability.ONE_CALL, Abilities.Ability.IMAGE_LINKS)));
    }

    @Override
    public ObjectNode amend(ObjectNode body, ChatRequest request) {
        JsonNode declared = body.path("tools").path(0).path("functionDeclarations");
        for (int index = 0; index < request.tools().size(); index++) {
            ObjectNode function = (ObjectNode) declared.required(index);
            GeminiSchema.of(request.tools().get(index).inputSchema())
                    .ifPresent(parameters -> function.set("parameters", parameters));
        }
        ArrayNode turns = oneTurnEach((ArrayNode) body.required("contents"));
        if (request.model().startsWith("gemini-3")) {
            turns.forEach(GeminiDialect::sign);
        }
        body.set("contents", turns);
        withoutDefaults(body);
        GeminiOptions.put(body, request.options());
        return body;
    }

    /** What the library always says and some models refuse to hear. */
    private static void withoutDefaults(ObjectNode body) {
        if (body.path("generationConfig") instanceof ObjectNode config) {
            config.remove(List.of("responseLogprobs", "enableEnhancedCivicAnswers", "responseMimeType"));
        }
        if (body.path("systemInstruction") instanceof ObjectNode instruction) {
            instruction.remove("role");
        }
    }

    /** The results of several calls belong in one turn: Gemini counts them against the calls of the turn before. */
    private static ArrayNode oneTurnEach(ArrayNode contents) {
        ArrayNode turns = JsonNodeFactory.instance.arrayNode();
        for (JsonNode content : contents) {
            if (!turns.isEmpty() && turns.get(turns.size() - 1).path("role").equals(content.path("role"))) {
                ArrayNode parts = (ArrayNode) turns.get(turns.size() - 1).required("parts");
                content.path("parts").forEach(parts::add);
            } else {
                turns.add(content);
            }
        }
        return turns;
    }

    /** The first call of a turn carries the signature of all. */
    private static void sign(JsonNode turn) {
        for (JsonNode part : turn.path("parts")) {
            if (part.has("functionCall")) {
                if (!part.has("thoughtSignature")) {
                    ((ObjectNode) part).put("thoughtSignature", UNSIGNED);
                }
                return;
            }
        }
    }

    @Override
    public boolean isLast(String data) {
        return data.contains("\"finishReason\"") || data.contains("\"blockReason\"");
    }

    /** Thinking is written, and priced, as output. */
    @Override
    public Usage usage(TokenUsage tokens) {
        long output = Tokens.of(tokens.outputTokenCount());
        long cached = 0;
        if (tokens instanceof GoogleAiGeminiTokenUsage gemini) {
            output += Tokens.of(gemini.thoughtsTokenCount());
            cached = Tokens.of(gemini.cachedContentTokenCount());
        }
        return new Usage(Tokens.of(tokens.inputTokenCount()), cached, output, Optional.empty());
    }
}
