package dev.bac.mcp.modern;

import dev.bac.store.Store;
import java.security.SecureRandom;
import java.util.function.Supplier;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** The key that seals request states: made once by whichever copy of the server needs it first, kept in its schema. */
final class StoredKey implements Supplier<SecretKey> {
    private static final int BYTES = 32;

    private final Store store;
    private final SecureRandom random;
    private volatile @Nullable SecretKey key;

    StoredKey(Store store, SecureRandom random) {
        this.store = store;
        this.random = random;
    }

    @Override
    public SecretKey get() {
        var known = key;
        if (known == null) {
            known = new SecretKeySpec(stored(), "AES");
            key = known;
        }
        return known;
    }

    private byte[] stored() {
        byte[] made = new byte[BYTES];
        random.nextBytes(made);
        return store.shared(sql -> {
            sql.createUpdate("INSERT INTO mcp_key (id, key) VALUES (1, :key) ON CONFLICT DO NOTHING")
                    .bind("key", made)
                    .execute();
            return sql.createQuery("SELECT key FROM mcp_key")
                    .mapTo(byte[].class)
                    .one();
        });
    }
}
