package dev.bac.knowledge;

import dev.bac.retrieval.Embedder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Texts have a meaning each, all unlike each other but for those that a test says are the same. */
final class Meanings implements Embedder {
    private static final int LENGTH = 64;
    private final Map<String, Integer> directions = new HashMap<>();

    void same(String one, String other) {
        directions.put(other, directions.computeIfAbsent(one, _ -> directions.size()));
    }

    @Override
    public boolean ready() {
        return true;
    }

    @Override
    public Optional<List<float[]>> embed(List<String> texts) {
        return Optional.of(texts.stream()
                .map(text -> {
                    var vector = new float[LENGTH];
                    vector[directions.computeIfAbsent(text, _ -> directions.size()) % LENGTH] = 1;
                    return vector;
                })
                .toList());
    }
}
