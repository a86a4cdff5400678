package dev.bac.llm;

import java.util.List;
import java.util.Optional;

/**
 * What a request may ask beyond the conversation. A model that cannot do what is asked refuses the request by name; none
 * of it is passed over.
 *
 * @param toolChoice whether tools are called
 * @param parallelToolCalls false: at most one call in an answer
 * @param topP nucleus sampling, above 0 to 1
 * @param seed the same seed asks for the same answer
 * @param stop the answer ends before any of these
 * @param format form of the answer's text
 * @param original the request in the vendor's format it came in
 * @param bounds what is wanted of the model that is chosen
 * @param cache whether the answer may be one that was given before
 * @param whole true: nobody hears the answer before it is there, so that until then another model may give it
 */
public record ChatOptions(
        ToolChoice toolChoice,
        boolean parallelToolCalls,
        Optional<Double> topP,
        Optional<Long> seed,
        List<String> stop,
        AnswerFormat format,
        Optional<Original> original,
        Bounds bounds,
        CacheUse cache,
        boolean whole) {
    public static final ChatOptions NONE = new ChatOptions(
            ToolChoice.AUTO, true, Optional.empty(), Optional.empty(), List.of(), AnswerFormat.TEXT, Optional.empty());

    public ChatOptions {
        stop = List.copyOf(stop);
    }

    /** Whatever model is chosen, with the usual rule for the cache. */
    public ChatOptions(
            ToolChoice toolChoice,
            boolean parallelToolCalls,
            Optional<Double> topP,
            Optional<Long> seed,
            List<String> stop,
            AnswerFormat format,
            Optional<Original> original) {
        this(toolChoice, parallelToolCalls, topP, seed, stop, format, original, Bounds.NONE, CacheUse.USUAL, false);
    }

    /** These with other wishes for the model that is chosen. */
    public ChatOptions within(Bounds wanted) {
        return new ChatOptions(toolChoice, parallelToolCalls, topP, seed, stop, format, original, wanted, cache, whole);
    }

    /** These with another rule for the cache. */
    public ChatOptions withCache(CacheUse other) {
        return new ChatOptions(toolChoice, parallelToolCalls, topP, seed, stop, format, original, bounds, other, whole);
    }

    /** These beside another original. */
    public ChatOptions withOriginal(Optional<Original> other) {
        return new ChatOptions(toolChoice, parallelToolCalls, topP, seed, stop, format, other, bounds, cache, whole);
    }

    /** These for a reader who gets the answer as a whole. */
    public ChatOptions asWhole() {
        return new ChatOptions(toolChoice, parallelToolCalls, topP, seed, stop, format, original, bounds, cache, true);
    }

    /** The original, when it is in this format. */
    public Optional<Original> original(Original.Wire wire) {
        return original.filter(came -> came.wire() == wire);
    }
}
