package dev.bac.retrieval;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.ConcurrentHashMap;

/** Vectors in this process, searched one by one: exact, and fast enough to some 50,000 entries a collection. */
public final class VectorStoreInMemory implements VectorStore {
    private static final Comparator<Hit> BEST_FIRST = Comparator.comparingDouble(Hit::nearness)
            .reversed()
            .thenComparing(hit -> hit.entry().id());

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
        entries.put(entry.id(), new Entry(entry.id(), Vectors.unit(entry.vector()), entry.facts()));
    }

    @Override
    public void remove(String collection, String id) {
        var entries = collections.get(collection);
        if (entries != null) {
            entries.remove(id);
        }
    }

    @Override
    public void drop(String collection) {
        collections.remove(collection);
    }

    @Override
    public List<Hit> nearest(String collection, float[] vector, int most) {
        if (most < 1) {
            return List.of();
        }
        float[] asked = Vectors.unit(vector);
        // The worst of the best so far stands in front.
        var best = new PriorityQueue<Hit>(BEST_FIRST.reversed());
        for (var entry : collections.getOrDefault(collection, Map.of()).values()) {
            double nearness = Vectors.dot(asked, entry.vector());
            Hit worst = best.size() < most ? null : best.peek();
            if (worst == null || nearness >= worst.nearness()) {
                best.add(new Hit(entry, nearness));
                if (best.size() > most) {
                    best.remove();
                }
            }
        }
        var hits = new ArrayList<>(best);
        hits.sort(BEST_FIRST);
        return hits;
    }
}
