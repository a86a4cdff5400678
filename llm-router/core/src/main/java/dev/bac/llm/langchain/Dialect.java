package dev.bac.llm.langchain;

import dev.bac.llm.Abilities;
import dev.bac.llm.ChatRequest;
import dev.bac.llm.Usage;
import dev.bac.llm.vendor.Endpoint;
import dev.bac.llm.vendor.Passage;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.output.TokenUsage;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** What differs between the vendors that are reached through LangChain4j. */
public interface Dialect {

    /** What the vendor's interface can carry. */
    Abilities abilities();

    /** LangChain4j's model for every call that agrees in that. */
    StreamingChatModel open(Endpoint endpoint, HttpClientBuilder http, Opening opening);

    /**
     * The body as it is sent: LangChain4j's own, with the tools' schemas as they were given, which its typed schemas
     * cannot carry.
     */
    ObjectNode amend(ObjectNode body, ChatRequest request);

    /** True when the vendor has a field for a tool's result that is a failure; else its text says so. */
    default boolean marksFailedResults() {
        return false;
    }

    /** True for the event after which an answer is whole; without it the stream was cut. */
    boolean isLast(String data);

    Usage usage(TokenUsage tokens);

    /** How a request in the vendor's own format goes there and back without the library; empty: it goes through it too. */
    default Optional<Passage> passage() {
        return Optional.empty();
    }
}
