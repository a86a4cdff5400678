package dev.bac.llm.vendor;

import dev.bac.llm.ChatRequest;
import dev.bac.llm.ChatResponse;
import java.net.URI;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How a request that came in a vendor's own format is sent on as it is, and what its events say. A vendor's library would
 * build the request and read the answer a second time; all that we need of either is here.
 */
public interface Passage {

    URI address(Endpoint vendor);

    Map<String, List<String>> headers(Endpoint vendor);

    /** What the caller wrote, to the model that was chosen, as a stream that tells its usage. A new object. */
    ObjectNode body(ObjectNode came, ChatRequest request);

    /** Of one answer. */
    Reading reading(Endpoint vendor);

    /** Understands the events of one answer, in their order. */
    interface Reading {
        /** @return the text of this event; empty when it has none */
        String event(JsonNode event);

        /** Name of the field that holds an event's text. */
        String field();

        /**
         * Whether this event, which was just read, says nothing but its text: another that differs from it in nothing else need
         * not be read, only its {@link #text} told.
         */
        boolean onlyText(JsonNode event);

        /** The text of an event that need not be read. */
        void text(String more);

        /** Whether the vendor has said that this is all; without it the stream was cut. */
        boolean whole();

        /** What was answered. */
        ChatResponse answer(String model);
    }
}
