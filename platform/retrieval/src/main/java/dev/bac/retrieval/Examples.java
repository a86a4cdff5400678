package dev.bac.retrieval;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Texts turned round, so that one is compared with all of them in long runs. */
final class Examples {
    private final int count;
    /** A row for each dimension. */
    private final double[][] meaning;
    /** Which texts have a stem, and how much it weighs in each. */
    private final Map<String, List<Use>> wording = new HashMap<>();

    private record Use(int text, double weight) {}

    /** A text by its meaning and by its wording, each of length 1. */
    static final class Text {
        private final float[] meaning;
        private final Map<String, Double> wording;

        Text(float[] meaning, Map<String, Double> wording) {
            this.meaning = meaning;
            this.wording = wording;
        }
    }

    Examples(List<Text> texts) {
        this.count = texts.size();
        this.meaning = new double[texts.isEmpty() ? 0 : texts.getFirst().meaning.length][count];
        for (int i = 0; i < count; i++) {
            for (int d = 0; d < meaning.length; d++) {
                meaning[d][i] = texts.get(i).meaning[d];
            }
            int text = i;
            texts.get(i).wording.forEach((stem, weight) -> wording.computeIfAbsent(stem, _ -> new ArrayList<>())
                    .add(new Use(text, weight)));
        }
    }

    int count() {
        return count;
    }

    /** Adds how near in meaning a text is to each, in shares. */
    void addMeaning(double[] near, Text text, double share) {
        for (int d = 0; d < meaning.length; d++) {
            Cholesky.add(near, 0, count, share * text.meaning[d], meaning[d]);
        }
    }

    /** Adds how near in wording a text is to each, in shares. */
    void addWording(double[] near, Text text, double share) {
        text.wording.forEach((stem, weight) -> {
            for (var use : wording.getOrDefault(stem, List.of())) {
                near[use.text()] += share * weight * use.weight();
            }
        });
    }
}
