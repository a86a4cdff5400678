package dev.bac.crm.intake;

import dev.bac.crm.naming.RecordKind;
import dev.bac.store.Tx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What imports made and changed, in PostgreSQL. */
final class Effects {

    /**
     * A record that an import touched.
     *
     * @param before its image; null when the import made it
     * @param version the record's, after the import
     */
    record Effect(
            RecordKind kind,
            UUID record,
            int line,
            @Nullable String before,
            int version) {}

    /** A record that could not be put back, and why. */
    record Refused(int line, String problem) {}

    /** Notes that an import touched a record; of several times the first image and the last version stay. */
    void note(Tx tx, UUID intake, int line, RecordKind kind, UUID record, @Nullable String before) {
        tx.sql()
                .createUpdate("""
                        INSERT INTO intake_effect (intake_id, kind, record_id, line, before, version, state)
                        SELECT :intake, :kind, id, :line, CAST(:before AS jsonb), version, 'KEPT' FROM %s WHERE id = :record
                        ON CONFLICT (tenant_id, intake_id, kind, record_id) DO UPDATE SET version = excluded.version
                        """.formatted(kind.table()))
                .bind("intake", intake)
                .bind("kind", kind.name())
                .bind("record", record)
                .bind("line", line)
                .bind("before", before)
                .execute();
    }

    /** Those that are still as the import left them or may be, the last first. */
    List<Effect> kept(Tx tx, UUID intake, int most) {
        return tx.sql()
                .createQuery("""
                        SELECT kind, record_id, line, CAST(before AS text) AS before, version FROM intake_effect
                        WHERE intake_id = :intake AND state = 'KEPT' ORDER BY position DESC LIMIT :most
                        """)
                .bind("intake", intake)
                .bind("most", most)
                .map((row, _) -> new Effect(
                        RecordKind.valueOf(row.getString("kind")),
                        row.getObject("record_id", UUID.class),
                        row.getInt("line"),
                        row.getString("before"),
                        row.getInt("version")))
                .list();
    }

    void settle(Tx tx, UUID intake, Effect effect, @Nullable String problem) {
        tx.sql()
                .createUpdate("""
                        UPDATE intake_effect SET state = :state, problem = :problem
                        WHERE intake_id = :intake AND kind = :kind AND record_id = :record
                        """)
                .bind("state", problem == null ? "REVERTED" : "REFUSED")
                .bind("problem", problem)
                .bind("intake", intake)
                .bind("kind", effect.kind().name())
                .bind("record", effect.record())
                .execute();
    }

    /** How many of each state; those that were made and put back as {@code REMOVED}. */
    Map<String, Integer> counts(Tx tx, UUID intake) {
        var counts = new HashMap<String, Integer>();
        tx.sql()
                .createQuery("""
                        SELECT CASE WHEN state = 'REVERTED' AND before IS NULL THEN 'REMOVED' ELSE state END AS state,
                               count(*)::int AS records
                        FROM intake_effect WHERE intake_id = :intake GROUP BY 1
                        """)
                .bind("intake", intake)
                .map((row, _) -> Map.entry(row.getString("state"), row.getInt("records")))
                .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
        return Map.copyOf(counts);
    }

    List<Refused> refused(Tx tx, UUID intake, int most) {
        return tx.sql()
                .createQuery("""
                        SELECT line, problem FROM intake_effect WHERE intake_id = :intake AND state = 'REFUSED'
                        ORDER BY line, position LIMIT :most
                        """)
                .bind("intake", intake)
                .bind("most", most)
                .map((row, _) -> new Refused(row.getInt("line"), row.getString("problem")))
                .list();
    }
}
