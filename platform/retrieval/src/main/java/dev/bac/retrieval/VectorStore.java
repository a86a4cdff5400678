package dev.bac.retrieval;

import java.util.List;
import java.util.Map;

/** Keeps vectors under an id within a collection, and finds the nearest. Tenants are collections of their own. */
public interface VectorStore {

    /** Puts or replaces. */
    void put(String collection, Entry entry);

    /** Forgets; nothing happens when it is not there. */
    void remove(String collection, String id);

    /** Forgets a collection and all in it. */
    void drop(String collection);

    /** The nearest entries by cosine, best first, at most {@code limit}. */
    List<Hit> nearest(String collection, float[] vector, int limit);

    /**
     * A vector and what it stands for. Its length counts for nothing: a store may give it back at length 1.
     *
     * @param facts short strings that come back with a hit, never searched
     */
    @SuppressWarnings("ArrayRecordComponent") // a vector of floats is an array everywhere; copied in, never compared
    record Entry(String id, float[] vector, Map<String, String> facts) {
        public Entry {
            vector = vector.clone();
            facts = Map.copyOf(facts);
        }
    }

    /** @param nearness cosine, −1 to 1 */
    record Hit(Entry entry, double nearness) {}
}
