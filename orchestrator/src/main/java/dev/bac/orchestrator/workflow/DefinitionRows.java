package dev.bac.orchestrator.workflow;

import dev.bac.store.Tx;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A tenant's workflows and policies in PostgreSQL: what is in force, and every version there was. */
final class DefinitionRows {
    /** Most of one tenant. */
    private static final int MOST = 2_000;

    /** A text. */
    record Version(String name, String digest, String yaml, String author) {}

    /** What is in force: a text of the tenant's own, or only whether it is switched on. */
    record Row(String kind, String name, Optional<String> digest, Optional<String> yaml, Optional<Boolean> enabled) {}

    List<Row> all(Tx tx) {
        return tx.sql()
                .createQuery("""
                        SELECT d.kind, d.name, d.digest, v.yaml, d.enabled FROM definition d
                        LEFT JOIN definition_version v ON v.kind = d.kind AND v.name = d.name AND v.digest = d.digest
                        ORDER BY d.kind, d.name LIMIT :most
                        """)
                .bind("most", MOST)
                .map((row, _) -> new Row(
                        row.getString("kind"),
                        row.getString("name"),
                        Optional.ofNullable(row.getString("digest")),
                        Optional.ofNullable(row.getString("yaml")),
                        Optional.ofNullable(row.getObject("enabled", Boolean.class))))
                .list();
    }

    Optional<String> version(Tx tx, String kind, String name, String digest) {
        return tx.sql()
                .createQuery("""
                        SELECT yaml FROM definition_version WHERE kind = :kind AND name = :name AND digest = :digest
                        """)
                .bind("kind", kind)
                .bind("name", name)
                .bind("digest", digest)
                .mapTo(String.class)
                .findOne();
    }

    void keep(Tx tx, String kind, Version version) {
        tx.sql()
                .createUpdate("""
                        INSERT INTO definition_version (kind, name, digest, yaml, author, at)
                        VALUES (:kind, :name, :digest, :yaml, :author, :now) ON CONFLICT DO NOTHING
                        """)
                .bind("kind", kind)
                .bind("name", version.name())
                .bind("digest", version.digest())
                .bind("yaml", version.yaml())
                .bind("author", version.author())
                .bind("now", tx.now())
                .execute();
    }

    int put(Tx tx, String kind, String name, String digest) {
        return tx.sql()
                .createUpdate("""
                        INSERT INTO definition (kind, name, digest, updated_at) VALUES (:kind, :name, :digest, :now)
                        ON CONFLICT (tenant_id, kind, name) DO UPDATE
                        SET digest = excluded.digest, updated_at = excluded.updated_at
                        """)
                .bind("kind", kind)
                .bind("name", name)
                .bind("digest", digest)
                .bind("now", tx.now())
                .execute();
    }

    int enable(Tx tx, Collection<String> names, boolean enabled) {
        return tx.sql()
                .createUpdate("""
                        INSERT INTO definition (kind, name, enabled, updated_at) SELECT 'workflow', name, :enabled, :now FROM unnest(:names) AS one (name)
                        ON CONFLICT (tenant_id, kind, name) DO UPDATE
                        SET enabled = excluded.enabled, updated_at = excluded.updated_at
                        """)
                .bindArray("names", String.class, names)
                .bind("enabled", enabled)
                .bind("now", tx.now())
                .execute();
    }

    int remove(Tx tx, String kind, String name) {
        return tx.sql()
                .createUpdate("DELETE FROM definition WHERE kind = :kind AND name = :name")
                .bind("kind", kind)
                .bind("name", name)
                .execute();
    }
}
