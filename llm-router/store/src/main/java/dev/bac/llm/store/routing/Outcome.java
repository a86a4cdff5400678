package dev.bac.llm.store.routing;

import dev.bac.identity.UserId;
import java.util.UUID;

/**
 * How good an answer was.
 *
 * @param score 0 for useless to 1 for right
 * @param by who says so
 */
public record Outcome(UUID decision, OutcomeSource source, double score, UserId by) {
    public Outcome {
        if (!(score >= 0 && score <= 1)) {
            throw new IllegalArgumentException("a score is from 0 to 1, not " + score);
        }
    }
}
