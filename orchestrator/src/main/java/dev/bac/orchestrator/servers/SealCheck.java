package dev.bac.orchestrator.servers;

import dev.bac.store.Store;
import org.jdbi.v3.core.Handle;

/**
 * Sees whether this node's sealing key is that of the others on the same database. A node with another one would start,
 * and then find no secret of webhooks, businesses and foreign servers.
 */
public final class SealCheck {
    private static final String PLACE = "seal-check";
    private static final String TEXT = "the same key";

    private SealCheck() {}

    /** True when it is; the first node's key is the one that counts. */
    public static boolean fits(Store store, SealingKey key) {
        return store.shared(handle -> {
            handle.createUpdate("INSERT INTO seal_check (sealed) VALUES (:sealed) ON CONFLICT DO NOTHING")
                    .bind("sealed", key.seal(PLACE, TEXT))
                    .execute();
            return key.open(PLACE, kept(handle)).isPresent();
        });
    }

    /** From here on this key counts: what was sealed with another one is lost anyway. */
    public static void replace(Store store, SealingKey key) {
        store.shared(handle -> handle.createUpdate("UPDATE seal_check SET sealed = :sealed")
                .bind("sealed", key.seal(PLACE, TEXT))
                .execute());
    }

    private static byte[] kept(Handle handle) {
        return handle.createQuery("SELECT sealed FROM seal_check")
                .mapTo(byte[].class)
                .one();
    }
}
