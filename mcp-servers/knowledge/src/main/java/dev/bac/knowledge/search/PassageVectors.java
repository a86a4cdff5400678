package dev.bac.knowledge.search;

import dev.bac.knowledge.document.DocumentCollection;
import dev.bac.knowledge.document.Embeddings;
import dev.bac.retrieval.VectorStore;
import dev.bac.store.Tx;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The meanings of passages in a {@link VectorStore}, brought up to date from PostgreSQL before each search by the
 * collection's version: only what has changed is read, and everything only after something was removed. The store may be
 * empty, shared or behind: a search looks each hit up again in PostgreSQL. Where more is held than there is room for, the
 * collections that were searched the longest ago are dropped, and read again when somebody searches them.
 */
final class PassageVectors {
    /** A collection that makes room between being read and being searched is read once more, not for ever. */
    private static final int ATTEMPTS = 3;

    private final VectorStore vectors;
    private final long most;
    private final Map<String, Held> held = new ConcurrentHashMap<>();
    private final AtomicLong searches = new AtomicLong();

    private record Held(long version, int passages, long searched) {}

    /** @param most passages held at a time, but for the collection that is searched */
    PassageVectors(VectorStore vectors, long most) {
        this.vectors = vectors;
        this.most = most;
    }

    /** The passages nearest to a meaning, as {@code document:number}, best first. */
    List<String> nearest(Tx tx, DocumentCollection collection, float[] meaning, int limit) {
        String name = "knowledge/" + tx.tenant().value() + "/" + collection.id();
        List<String> found = List.of();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            bringUpToDate(tx, collection, name);
            makeRoom(name);
            found = vectors.nearest(name, meaning, limit).stream()
                    .map(hit -> hit.entry().id())
                    .toList();
            if (held.containsKey(name)) {
                return found;
            }
        }
        return found;
    }

    private void bringUpToDate(Tx tx, DocumentCollection collection, String name) {
        held.compute(name, (_, known) -> {
            long have = known == null ? -1 : known.version();
            long now = searches.incrementAndGet();
            if (known != null && have >= collection.version()) {
                return new Held(have, known.passages(), now);
            }
            // Where nothing was ever removed, what a store of its own holds already is right.
            if (have < collection.removedAt() && collection.removedAt() > 0) {
                vectors.drop(name);
                have = -1;
            }
            load(tx, collection, name, have);
            return new Held(collection.version(), collection.passages(), now);
        });
    }

    /** Drops what was searched the longest ago until the rest fits. */
    private void makeRoom(String searched) {
        long over = held.values().stream().mapToLong(Held::passages).sum() - most;
        if (over <= 0) {
            return;
        }
        var oldest = new ArrayList<>(held.entrySet());
        oldest.sort(Comparator.comparingLong(one -> one.getValue().searched()));
        for (var one : oldest) {
            if (over <= 0) {
                return;
            }
            if (!one.getKey().equals(searched)) {
                over -= one.getValue().passages();
                held.computeIfPresent(one.getKey(), (name, _) -> {
                    vectors.drop(name);
                    return null;
                });
            }
        }
    }

    private void load(Tx tx, DocumentCollection collection, String name, long after) {
        tx.sql()
                .createQuery("""
                        SELECT document_id, number, embedding FROM passage
                        WHERE collection_id = :collection AND version > :after AND embedding IS NOT NULL
                        """)
                .setFetchSize(1_000)
                .bind("collection", collection.id())
                .bind("after", after)
                .map((row, _) -> new VectorStore.Entry(
                        row.getObject("document_id", UUID.class) + ":" + row.getInt("number"),
                        Embeddings.vector(row.getBytes("embedding")),
                        Map.of()))
                .forEach(entry -> vectors.put(name, entry));
    }
}
