package dev.bac.llm.contract;

import dev.bac.llm.ChatModel;
import dev.bac.llm.Secret;
import java.util.List;
import java.util.Optional;

/** A vendor's wire format, as its server would speak it: 11 tokens read of which 4 cached, 7 written. */
public interface Wire {
    String provider();

    String model();

    ChatModel at(String baseUrl, Secret key);

    String contentType();

    /** A stream whose answer is these pieces; its chunks are to be sent one by one. */
    List<String> text(String... pieces);

    /** A stream that calls both tools at once. */
    List<String> calls();

    /** True when {@link #calls()} carries the signature {@code c2lnbmVk}. */
    default boolean signs() {
        return false;
    }

    /** The vendor's error body. */
    String error(int status, String message);

    /** A stream with one event that is no JSON. */
    List<String> broken();

    /** What is wrong with a request by the vendor's own schema; empty when that is not at hand. */
    Optional<List<String>> problems(String request);

    /** Requests that the vendor refuses. */
    List<String> wrong();
}
