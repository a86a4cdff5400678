package dev.bac.llm.routing.quality;

import dev.bac.llm.routing.task.Surface;
import java.util.Optional;

/**
 * How well a model did on one request.
 *
 * @param model {@code provider/model}
 * @param meaning the request's embedding, when there was one
 * @param score 0 for useless to 1 for right
 */
public record Lesson(String model, Surface surface, Optional<float[]> meaning, double score) {
    public Lesson {
        if (!(score >= 0 && score <= 1)) {
            throw new IllegalArgumentException("a score is from 0 to 1, not " + score);
        }
    }
}
