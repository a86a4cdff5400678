package dev.bac.llm.planner.slots;

import dev.bac.llm.planner.spans.Span;
import dev.bac.llm.planner.words.Sentence;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What arguments are filled from.
 *
 * @param known what the conversation has named before, for "her" and "that invoice"
 */
public record Context(Sentence sentence, List<Span> spans, ZoneId zone, Known known) {
    public Context {
        spans = List.copyOf(spans);
    }

    /** The conversation's memory, as far as filling asks it. */
    @FunctionalInterface
    public interface Known {

        /** What an argument may take from the conversation when the sentence points back to it. */
        Optional<JsonNode> recall(Param param, Sentence sentence);
    }
}
