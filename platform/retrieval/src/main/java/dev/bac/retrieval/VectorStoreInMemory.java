package dev.bac.retrieval;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Vectors in this process, searched one by one: exact, and fast enough to some 50,000 entries a collection. */
public final class VectorStoreInMemory implements VectorStore {
    private final Map<String, Map<String, Entry>> collections = new ConcurrentHashMap<>();
    private final int limit;

    /** @param limit entries per collection; one more is refused with {@link IllegalStateException} */
    public VectorStoreInMemory(int limit) {
        this.limit = limit;
    }

    @Override
    public void put(String collection, Entry entry) {
        var entries = collections.computeIfAbsent(collection, _ -> new ConcurrentHashMap<>());
        if (entries.size() >= limit && !entries.containsKey(entry.id())) {
            throw new IllegalStateException("collection %s is full (%d vectors)".formatted(collection, limit));
        }
        entries.put(entry.id(), entry);
    }

    @Override
    public void remove(String collection, String id) {
        var entries = collections.get(collection);
        if (entries != null) {
            entries.remove(id);
        }
    }

    @Override
    public List<Hit> nearest(String collection, float[] vector, int most) {
        return collections.getOrDefault(collection, Map.of()).values().stream()
                .map(entry -> new Hit(entry, Vectors.cosine(vector, entry.vector())))
                .sorted(Comparator.comparingDouble(Hit::nearness).reversed().thenComparing(hit -> hit.entry()
                        .id()))
                .limit(most)
                .toList();
    }
}
