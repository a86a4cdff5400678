package dev.bac.llm.cache;

import dev.bac.retrieval.Embedder;
import dev.bac.retrieval.Vectors;
import dev.bac.retrieval.Wording;
import java.util.List;
import java.util.Optional;

/** An embedder of a test: each stem is a direction. It knows wording and no meaning, and needs no time to load. */
final class WordVectors implements Embedder {
    private static final int SIZE = 256;

    @Override
    public boolean ready() {
        return true;
    }

    @Override
    public Optional<List<float[]>> embed(List<String> texts) {
        return Optional.of(texts.stream().map(WordVectors::vector).toList());
    }

    private static float[] vector(String text) {
        var vector = new float[SIZE];
        var stems = Wording.stems(text);
        for (int i = 0; i < stems.size(); i++) {
            add(vector, stems.get(i));
            if (i > 0) {
                add(vector, stems.get(i - 1) + " " + stems.get(i));
            }
        }
        return Vectors.unit(vector);
    }

    private static void add(float[] vector, String term) {
        vector[Math.floorMod(term.hashCode() * 0x9E3779B9, SIZE)] += 1;
    }
}
