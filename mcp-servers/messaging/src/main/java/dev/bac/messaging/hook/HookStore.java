package dev.bac.messaging.hook;

import dev.bac.store.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Programs that want to be told, in PostgreSQL. */
final class HookStore {
    private static final String COLUMNS = "id, url, events, active, reason, failures, created_at";

    /** Its secret, sealed; the one before while it is still signed with. */
    record Sealed(String secret, @Nullable String before) {}

    void add(Tx tx, Hook hook, String sealed, String by) {
        tx.sql()
                .createUpdate("""
                        INSERT INTO hook (id, url, events, secret, created_by, created_at)
                        VALUES (:id, :url, :events, :secret, :by, :now)
                        """)
                .bind("id", hook.id())
                .bind("url", hook.url())
                .bindArray("events", String.class, hook.events())
                .bind("secret", sealed)
                .bind("by", by)
                .bind("now", tx.now())
                .execute();
    }

    List<Hook> all(Tx tx) {
        return tx.sql()
                .createQuery("SELECT " + COLUMNS + " FROM hook ORDER BY created_at, id")
                .map((row, _) -> read(row))
                .list();
    }

    Optional<Hook> find(Tx tx, UUID id) {
        return tx.sql()
                .createQuery("SELECT " + COLUMNS + " FROM hook WHERE id = :id FOR UPDATE")
                .bind("id", id)
                .map((row, _) -> read(row))
                .findOne();
    }

    void remove(Tx tx, UUID id) {
        tx.sql()
                .createUpdate("DELETE FROM hook_delivery WHERE hook_id = :id")
                .bind("id", id)
                .execute();
        tx.sql().createUpdate("DELETE FROM hook WHERE id = :id").bind("id", id).execute();
    }

    /** The secret until now counts for a while longer. */
    void rotate(Tx tx, UUID id, String sealed, Instant beforeUntil) {
        tx.sql()
                .createUpdate("""
                        UPDATE hook SET secret_before = secret, before_until = :until, secret = :secret WHERE id = :id
                        """)
                .bind("id", id)
                .bind("secret", sealed)
                .bind("until", beforeUntil)
                .execute();
    }

    Sealed secrets(Tx tx, UUID id) {
        return tx.sql()
                .createQuery("""
                        SELECT secret, CASE WHEN before_until > :now THEN secret_before END AS before
                        FROM hook WHERE id = :id
                        """)
                .bind("id", id)
                .bind("now", tx.now())
                .map((row, _) -> new Sealed(row.getString("secret"), row.getString("before")))
                .one();
    }

    void activate(Tx tx, UUID id) {
        tx.sql()
                .createUpdate(
                        "UPDATE hook SET active = true, reason = NULL, failures = 0, rest_until = NULL WHERE id = :id")
                .bind("id", id)
                .execute();
    }

    void deactivate(Tx tx, UUID id, String reason) {
        tx.sql()
                .createUpdate("UPDATE hook SET active = false, reason = :reason WHERE id = :id")
                .bind("id", id)
                .bind("reason", reason)
                .execute();
    }

    /** Those with something to tell now. */
    List<UUID> due(Tx tx) {
        return tx.sql().createQuery("""
                        SELECT id FROM hook h WHERE active AND (rest_until IS NULL OR rest_until <= :now)
                        AND EXISTS (SELECT 1 FROM hook_delivery d WHERE d.hook_id = h.id AND d.state = 'WAITING'
                            AND d.next_at <= :now AND (d.claimed_until IS NULL OR d.claimed_until <= :now))
                        """).bind("now", tx.now()).mapTo(UUID.class).list();
    }

    void wentWell(Tx tx, UUID id) {
        tx.sql()
                .createUpdate("UPDATE hook SET failures = 0, rest_until = NULL WHERE id = :id AND failures > 0")
                .bind("id", id)
                .execute();
    }

    /** A program that fails again and again is left alone for a while, so that what waits for it holds nobody up. */
    void wentWrong(Tx tx, UUID id, int failures, Instant restUntil) {
        tx.sql()
                .createUpdate("UPDATE hook SET failures = :failures, rest_until = :until WHERE id = :id")
                .bind("id", id)
                .bind("failures", failures)
                .bind("until", Timestamp.from(restUntil))
                .execute();
    }

    private static Hook read(ResultSet row) throws SQLException {
        return new Hook(
                row.getObject("id", UUID.class),
                row.getString("url"),
                List.of((String[]) row.getArray("events").getArray()),
                row.getBoolean("active"),
                row.getString("reason"),
                row.getInt("failures"),
                row.getTimestamp("created_at").toInstant());
    }
}
