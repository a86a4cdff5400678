package dev.bac.llm.routing.choice;

import dev.bac.identity.Caller;
import dev.bac.llm.routing.live.Paces;
import dev.bac.llm.routing.quality.Lessons;
import dev.bac.retrieval.Embedder;

/**
 * What is known about models beside vendors' facts.
 *
 * @param outcomes who hears how tools went
 */
public record Knowledge(Paces paces, Lessons lessons, Embedder embedder, ToolOutcomes outcomes) {

    /** Hears how the tools went that an answer called. Never blocks. */
    @FunctionalInterface
    public interface ToolOutcomes {
        /** @param worked share of the calls that did not fail, 0 to 1 */
        void tools(Caller caller, Decision decision, double worked);

        ToolOutcomes NONE = (_, _, _) -> {};
    }
}
