package dev.bac.orchestrator.access;

import dev.bac.identity.KeyRing;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** The ring that signs tokens and grants, shared by all nodes through the database. */
public final class StoredKeyRing implements Supplier<KeyRing> {
    /** A key signs this long. */
    static final Duration ROTATE_AFTER = Duration.ofDays(30);
    /** A replaced key verifies this much longer: as long as the longest-lived grant. */
    static final Duration KEEP = Duration.ofDays(8);

    private final GlobalRows rows;
    private final AtomicReference<KeyRing> current;

    private StoredKeyRing(GlobalRows rows, KeyRing ring) {
        this.rows = rows;
        this.current = new AtomicReference<>(ring);
    }

    /** The stored ring, or a new one when there is none. */
    public static StoredKeyRing open(GlobalRows rows) {
        KeyRing ring = rows.write(tx -> {
            tx.sql()
                    .createUpdate("INSERT INTO key_ring (ring, version) VALUES (:ring, 1) ON CONFLICT DO NOTHING")
                    .bind("ring", KeyRing.create(tx.now()).toJson())
                    .execute();
            return KeyRing.parse(stored(tx).orElseThrow());
        });
        return new StoredKeyRing(rows, ring);
    }

    @Override
    public KeyRing get() {
        return current.get();
    }

    /** Takes over what another node has stored, and makes a new key when the newest is old. Called by the scheduler. */
    public void refresh() {
        current.set(rows.write(tx -> {
            KeyRing ring = KeyRing.parse(lock(tx));
            if (ring.newest().plus(ROTATE_AFTER).isAfter(tx.now())) {
                return ring;
            }
            KeyRing rotated = ring.rotate(tx.now(), KEEP);
            tx.sql()
                    .createUpdate("UPDATE key_ring SET ring = :ring, version = version + 1")
                    .bind("ring", rotated.toJson())
                    .execute();
            return rotated;
        }));
    }

    private static Optional<String> stored(GlobalRows.Shared tx) {
        return tx.sql()
                .createQuery("SELECT ring FROM key_ring")
                .mapTo(String.class)
                .findOne();
    }

    private static String lock(GlobalRows.Shared tx) {
        return tx.sql()
                .createQuery("SELECT ring FROM key_ring FOR UPDATE")
                .mapTo(String.class)
                .one();
    }
}
