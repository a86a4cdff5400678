package dev.bac.provisioning.activation;

import dev.bac.store.Tx;
import java.util.Optional;
import java.util.UUID;

/** Tenants prepared beforehand, each given to one business. */
public final class Spares {

    /** Takes one out; empty when none is ready, or others take the last at this moment. */
    Optional<UUID> take(Tx tx) {
        return tx.sql().createQuery("""
                        DELETE FROM spare WHERE business = (
                            SELECT business FROM spare WHERE ready ORDER BY noted_at LIMIT 1 FOR UPDATE SKIP LOCKED)
                        RETURNING business
                        """).mapTo(UUID.class).findOne();
    }

    /** One that is to be prepared: what was begun and not finished first, else a new one. */
    UUID begin(Tx tx) {
        return tx.sql()
                .createQuery("SELECT business FROM spare WHERE NOT ready ORDER BY noted_at LIMIT 1")
                .mapTo(UUID.class)
                .findOne()
                .orElseGet(() -> tx.sql()
                        .createQuery("""
                                INSERT INTO spare (business, ready, noted_at) VALUES (:business, false, :now)
                                RETURNING business
                                """)
                        .bind("business", tx.newId())
                        .bind("now", tx.now())
                        .mapTo(UUID.class)
                        .one());
    }

    /** It is prepared on every server; one that is not noted is not added. */
    void ready(Tx tx, UUID business) {
        tx.sql()
                .createUpdate("UPDATE spare SET ready = true WHERE business = :business")
                .bind("business", business)
                .execute();
    }

    /** How many are ready. */
    int count(Tx tx) {
        return tx.sql()
                .createQuery("SELECT count(*) FROM spare WHERE ready")
                .mapTo(Integer.class)
                .one();
    }
}
