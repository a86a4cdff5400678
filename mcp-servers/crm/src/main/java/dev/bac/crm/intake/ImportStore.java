package dev.bac.crm.intake;

import dev.bac.store.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Imports and their rows in PostgreSQL. */
final class ImportStore {

    /** An import. */
    record Order(UUID id, KnownContacts known, ImportState state) {}

    /** A row that came to nothing, and why. */
    record Failed(int line, String problem) {}

    UUID add(Tx tx, KnownContacts known, String by, List<ImportRow> rows) {
        var id = tx.newId();
        tx.sql()
                .createUpdate("""
                        INSERT INTO contact_import (id, known, state, created_by, created_at, updated_at)
                        VALUES (:id, :known, 'RUNNING', :by, :now, :now)
                        """)
                .bind("id", id)
                .bind("known", known.name())
                .bind("by", by)
                .bind("now", tx.now())
                .execute();
        var batch = tx.sql().prepareBatch("""
                INSERT INTO contact_import_row (import_id, line, name, company, job_title, email, phone, outcome)
                VALUES (:import, :line, :name, :company, :jobTitle, :email, :phone, 'WAITING')
                """);
        rows.forEach(row -> batch.bind("import", id)
                .bind("line", row.line())
                .bind("name", row.name())
                .bind("company", row.company())
                .bind("jobTitle", row.jobTitle())
                .bind("email", row.email())
                .bind("phone", row.phone())
                .add());
        batch.execute();
        return id;
    }

    /** @param lock true to hold it until the transaction ends: one at a time works on an import */
    Optional<Order> find(Tx tx, UUID id, boolean lock) {
        return tx.sql()
                .createQuery("SELECT id, known, state FROM contact_import WHERE id = :id" + (lock ? " FOR UPDATE" : ""))
                .bind("id", id)
                .map((row, _) -> new Order(
                        row.getObject("id", UUID.class),
                        KnownContacts.valueOf(row.getString("known")),
                        ImportState.valueOf(row.getString("state"))))
                .findOne();
    }

    List<ImportRow> waiting(Tx tx, UUID id, int most) {
        return tx.sql()
                .createQuery("""
                        SELECT line, name, company, job_title, email, phone FROM contact_import_row
                        WHERE import_id = :id AND outcome = 'WAITING' ORDER BY line LIMIT :most
                        """)
                .bind("id", id)
                .bind("most", most)
                .map((row, _) -> row(row))
                .list();
    }

    void settle(Tx tx, UUID id, int line, RowOutcome outcome, @Nullable String problem, @Nullable UUID contact) {
        tx.sql()
                .createUpdate("""
                        UPDATE contact_import_row SET outcome = :outcome, problem = :problem,
                            contact_id = CAST(:contact AS uuid)
                        WHERE import_id = :id AND line = :line
                        """)
                .bind("outcome", outcome.name())
                .bind("problem", problem)
                .bind("contact", contact)
                .bind("id", id)
                .bind("line", line)
                .execute();
    }

    void end(Tx tx, UUID id, ImportState state) {
        tx.sql()
                .createUpdate("""
                        UPDATE contact_import SET state = :state, updated_at = :now WHERE id = :id AND state = 'RUNNING'
                        """)
                .bind("state", state.name())
                .bind("now", tx.now())
                .bind("id", id)
                .execute();
    }

    Map<RowOutcome, Integer> counts(Tx tx, UUID id) {
        var counts = new EnumMap<RowOutcome, Integer>(RowOutcome.class);
        tx.sql()
                .createQuery("""
                        SELECT outcome, count(*)::int AS rows FROM contact_import_row WHERE import_id = :id
                        GROUP BY outcome
                        """)
                .bind("id", id)
                .map((row, _) -> Map.entry(RowOutcome.valueOf(row.getString("outcome")), row.getInt("rows")))
                .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
        return counts;
    }

    List<Failed> failed(Tx tx, UUID id, int most) {
        return tx.sql()
                .createQuery("""
                        SELECT line, problem FROM contact_import_row WHERE import_id = :id AND outcome = 'FAILED'
                        ORDER BY line LIMIT :most
                        """)
                .bind("id", id)
                .bind("most", most)
                .map((row, _) -> new Failed(row.getInt("line"), row.getString("problem")))
                .list();
    }

    private static ImportRow row(ResultSet row) throws SQLException {
        return new ImportRow(
                row.getInt("line"),
                row.getString("name"),
                row.getString("company"),
                row.getString("job_title"),
                row.getString("email"),
                row.getString("phone"));
    }
}
