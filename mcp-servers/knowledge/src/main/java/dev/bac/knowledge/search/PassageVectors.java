package dev.bac.knowledge.search;

import dev.bac.knowledge.document.DocumentCollection;
import dev.bac.knowledge.document.Embeddings;
import dev.bac.retrieval.VectorStore;
import dev.bac.store.Tx;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The meanings of passages in a {@link VectorStore}, brought up to date from PostgreSQL before each search by the
 * collection's version: only what has changed is read, and everything only after something was removed. The store may be
 * empty, shared or behind: a search looks each hit up again in PostgreSQL.
 */
final class PassageVectors {
    private final VectorStore vectors;
    private final Map<String, Long> versions = new ConcurrentHashMap<>();

    PassageVectors(VectorStore vectors) {
        this.vectors = vectors;
    }

    /** The passages nearest to a meaning, as {@code document:number}, best first. */
    List<String> nearest(Tx tx, DocumentCollection collection, float[] meaning, int most) {
        String name = "knowledge/" + tx.tenant().value() + "/" + collection.id();
        bringUpToDate(tx, collection, name);
        return vectors.nearest(name, meaning, most).stream()
                .map(hit -> hit.entry().id())
                .toList();
    }

    private void bringUpToDate(Tx tx, DocumentCollection collection, String name) {
        versions.compute(name, (_, known) -> {
            long have = known == null ? -1 : known;
            if (have >= collection.version()) {
                return have;
            }
            if (have < collection.removedAt()) {
                vectors.drop(name);
                have = -1;
            }
            load(tx, collection, name, have);
            return collection.version();
        });
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
