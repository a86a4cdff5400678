package dev.bac.tools;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What became of a call. */
public sealed interface ToolOutcome {

    /** What the model reads. */
    String text();

    /**
     * It ran. {@code content} is the structured result, {@code text} the same for a model to read.
     *
     * @param reads what was read for it; empty when nobody can say whether it still stands
     */
    record Done(String text, JsonNode content, Optional<ReadSet> reads) implements ToolOutcome {
        public Done(String text, JsonNode content) {
            this(text, content, Optional.empty());
        }
    }

    /** It did not run, or failed; the text says how to do better. */
    record Failed(String code, String text) implements ToolOutcome {}

    /**
     * The server demands approval first.
     *
     * @param preview what would happen, for the person who decides
     * @param argumentsHash SHA-256 over the canonical arguments; the grant is bound to it
     */
    record NeedsApproval(String text, JsonNode preview, String argumentsHash) implements ToolOutcome {}
}
