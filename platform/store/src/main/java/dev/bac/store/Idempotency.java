package dev.bac.store;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/**
 * Makes a write safe to repeat. The key is claimed by an insert before anything else happens, so a second transaction
 * with the same key waits for the first, and then finds its answer, or finds nothing when the first was rolled back.
 */
public final class Idempotency {
    private static final String CLAIM = """
            INSERT INTO idempotency (key, request_hash, created_at)
            VALUES (:key, :hash, :now)
            ON CONFLICT DO NOTHING
            """;

    private Idempotency() {}

    /**
     * What a write answered.
     *
     * @param repeated true when it happened in an earlier transaction and only its answer is given again
     */
    public record Answer(JsonNode json, boolean repeated) {}

    /**
     * Does the work unless this tenant has done it under this key.
     *
     * @param key 1 to 200 characters, chosen by whoever asks
     * @param requestHash tells whether it is the same request, such as {@link CanonicalJson#sha256} of its arguments
     * @throws StoreException.KeyReused when the key stands for another request
     */
    public static Answer once(Tx tx, String key, String requestHash, Supplier<JsonNode> work) {
        int claimed = tx.sql()
                .createUpdate(CLAIM)
                .bind("key", key)
                .bind("hash", requestHash)
                .bind("now", tx.now())
                .execute();
        if (claimed == 0) {
            return new Answer(earlier(tx, key, requestHash), true);
        }
        JsonNode answer = work.get();
        tx.sql()
                .createUpdate("UPDATE idempotency SET answer = CAST(:answer AS json) WHERE key = :key")
                .bind("key", key)
                .bind("answer", answer.toString())
                .execute();
        return new Answer(answer, false);
    }

    /**
     * Claims many keys at once, in an order that is the same for all. Of each that is not claimed, {@link #find} has the
     * answer; of each that is, {@link #answered} keeps it in the same transaction.
     *
     * @param hashes of the requests, by key
     * @return the keys that nobody had claimed
     */
    public static Set<String> claim(Tx tx, SortedMap<String, String> hashes) {
        if (hashes.isEmpty()) {
            return Set.of();
        }
        return tx.sql()
                .createQuery("""
                        INSERT INTO idempotency (key, request_hash, created_at)
                        SELECT key, hash, :now FROM unnest(:keys, :hashes) WITH ORDINALITY AS one (key, hash, place)
                        ORDER BY place
                        ON CONFLICT DO NOTHING RETURNING key
                        """)
                .bindArray("keys", String.class, hashes.keySet())
                .bindArray("hashes", String.class, hashes.values())
                .bind("now", tx.now())
                .mapTo(String.class)
                .set();
    }

    /** Keeps the answers under keys that this transaction has claimed. */
    public static void answered(Tx tx, Map<String, JsonNode> answers) {
        if (answers.isEmpty()) {
            return;
        }
        tx.sql()
                .createUpdate("""
                        UPDATE idempotency i SET answer = CAST(one.answer AS json)
                        FROM unnest(:keys, :answers) AS one (key, answer) WHERE i.key = one.key
                        """)
                .bindArray("keys", String.class, answers.keySet())
                .bindArray(
                        "answers",
                        String.class,
                        answers.values().stream().map(JsonNode::toString).toList())
                .execute();
    }

    private static JsonNode earlier(Tx tx, String key, String requestHash) {
        return find(tx, key, requestHash)
                .orElseThrow(() -> new IllegalStateException("a key is claimed and cannot be read"));
    }

    /**
     * The answer this tenant got under a key before; nothing is claimed.
     *
     * @throws StoreException.KeyReused when the key stands for another request
     */
    public static Optional<JsonNode> find(Tx tx, String key, String requestHash) {
        Optional<Map<String, Object>> row = tx.sql()
                .createQuery("SELECT request_hash, answer::text AS answer FROM idempotency WHERE key = :key")
                .bind("key", key)
                .mapToMap()
                .findOne();
        if (row.isPresent() && !requestHash.equals(row.get().get("request_hash"))) {
            throw new StoreException.KeyReused(key);
        }
        return row.map(found -> Json.parse(String.valueOf(found.get("answer"))));
    }
}
