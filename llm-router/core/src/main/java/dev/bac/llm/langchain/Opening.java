package dev.bac.llm.langchain;

import dev.bac.llm.ChatRequest;
import java.util.Optional;

/** What of a request a model of LangChain4j is built for; requests that agree in it share the built model. */
public record Opening(String model, int maxTokens, Optional<Double> temperature) {

    static Opening of(ChatRequest request) {
        return new Opening(request.model(), request.maxTokens(), request.temperature());
    }
}
