package dev.bac.crm.intake;

import dev.bac.crm.naming.RecordKind;
import dev.bac.store.Tx;
import java.util.Optional;
import java.util.UUID;

/** Records as they were at a moment, in PostgreSQL's own JSON, so that no value changes on the way. */
final class Images {
    private static final String IMAGE = "to_jsonb(t) - 'words' - 'version'";

    private Images() {}

    static String of(Tx tx, RecordKind kind, UUID id) {
        return tx.sql()
                .createQuery("SELECT CAST(" + IMAGE + " AS text) FROM " + kind.table() + " t WHERE id = :id")
                .bind("id", id)
                .mapTo(String.class)
                .one();
    }

    /** The record's version, held until the transaction ends; empty when it is not there, or not for the caller. */
    static Optional<Integer> lock(Tx tx, RecordKind kind, UUID id) {
        return tx.sql()
                .createQuery("SELECT version FROM " + kind.table() + " WHERE id = :id FOR UPDATE")
                .bind("id", id)
                .mapTo(Integer.class)
                .findOne();
    }

    static boolean same(Tx tx, RecordKind kind, UUID id, String before) {
        return tx.sql()
                .createQuery("SELECT " + IMAGE + " = CAST(:before AS jsonb) FROM " + kind.table() + " t WHERE id = :id")
                .bind("before", before)
                .bind("id", id)
                .mapTo(Boolean.class)
                .one();
    }

    /** Puts a record back as it was; its version goes on. */
    static void restore(Tx tx, RecordKind kind, UUID id, String before) {
        String columns = String.join(
                ", ",
                tx.sql()
                        .createQuery("""
                                SELECT quote_ident(attname) FROM pg_attribute
                                WHERE attrelid = CAST(:table AS regclass) AND attnum > 0 AND NOT attisdropped
                                  AND attgenerated = '' AND attname NOT IN ('tenant_id', 'id', 'version') ORDER BY attnum
                                """)
                        .bind("table", kind.table())
                        .mapTo(String.class)
                        .list());
        tx.sql()
                .createUpdate("""
                        UPDATE %1$s SET (%2$s) = (SELECT %2$s
                            FROM jsonb_populate_record(CAST(NULL AS %1$s), CAST(:before AS jsonb)))
                        WHERE id = :id
                        """.formatted(kind.table(), columns))
                .bind("before", before)
                .bind("id", id)
                .execute();
    }
}
