package dev.bac.llm.routing.quality;

import dev.bac.llm.routing.task.Surface;
import java.util.List;
import java.util.Optional;

/**
 * Requests as points: what can be counted in the text beside what it means, each part brought to the same size over the
 * lessons so that neither drowns the other. A request without an embedding lies in the middle of all meanings.
 */
final class Features {
    /** One odd text must not bend the plane. In standard deviations. */
    private static final double FARTHEST = 4;

    private final double[] middle = new double[Surface.SIZE];
    private final double[] spread = new double[Surface.SIZE];
    private final double[] centre;
    private final double meaningScale;

    /** @param meaning how much meaning weighs against what is counted; 0 leaves it out */
    Features(List<Lesson> lessons, double meaning) {
        for (Lesson lesson : lessons) {
            double[] figures = lesson.surface().figures();
            for (int i = 0; i < Surface.SIZE; i++) {
                middle[i] += figures[i] / lessons.size();
            }
        }
        for (Lesson lesson : lessons) {
            double[] figures = lesson.surface().figures();
            for (int i = 0; i < Surface.SIZE; i++) {
                spread[i] += Math.pow(figures[i] - middle[i], 2) / lessons.size();
            }
        }
        for (int i = 0; i < Surface.SIZE; i++) {
            spread[i] = Math.sqrt(spread[i]) + 1e-9;
        }
        List<float[]> vectors =
                lessons.stream().flatMap(lesson -> lesson.meaning().stream()).toList();
        centre = meaning == 0 || vectors.isEmpty() ? new double[0] : new double[vectors.getFirst().length];
        for (float[] vector : vectors) {
            for (int i = 0; i < centre.length; i++) {
                centre[i] += vector[i] / vectors.size();
            }
        }
        double size = 0;
        for (float[] vector : vectors) {
            for (int i = 0; i < centre.length; i++) {
                size += Math.pow(vector[i] - centre[i], 2) / vectors.size();
            }
        }
        meaningScale = size == 0 ? 0 : meaning / Math.sqrt(size);
    }

    int size() {
        return Surface.SIZE + centre.length;
    }

    double[] of(Surface surface, Optional<float[]> meaning) {
        var point = new double[size()];
        double[] figures = surface.figures();
        double scale = 1 / Math.sqrt(Surface.SIZE);
        for (int i = 0; i < Surface.SIZE; i++) {
            point[i] = Math.clamp((figures[i] - middle[i]) / spread[i], -FARTHEST, FARTHEST) * scale;
        }
        meaning.filter(vector -> vector.length == centre.length).ifPresent(vector -> {
            for (int i = 0; i < centre.length; i++) {
                point[Surface.SIZE + i] = (vector[i] - centre[i]) * meaningScale;
            }
        });
        return point;
    }

    double[] of(Lesson lesson) {
        return of(lesson.surface(), lesson.meaning());
    }
}
