package dev.bac.crm.intake;

import dev.bac.crm.naming.Numbers;
import dev.bac.crm.naming.RecordKind;
import dev.bac.crm.table.Columns;
import dev.bac.mcp.argument.Lookup;
import dev.bac.store.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Imports and their rows in PostgreSQL. */
final class ImportStore {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String SELECT =
            "SELECT id, number, kind, CAST(columns AS text) AS columns, key, known, companies,"
                    + " state, created_by, created_at FROM intake ";

    /** A row that came to nothing, and why. */
    record Failed(int line, @Nullable String field, String problem) {}

    /** An import in a list. */
    record Listed(ImportOrder order, String by, Instant at) {}

    void add(Tx tx, ImportOrder order, String by, List<Cells> rows) {
        tx.sql()
                .createUpdate("""
                        INSERT INTO intake (id, number, kind, columns, key, known, companies, state, created_by, created_at,
                                            updated_at)
                        VALUES (:id, :number, :kind, CAST(:columns AS jsonb), :key, :known, :companies, :state, :by, :now,
                                :now)
                        """)
                .bind("id", order.id())
                .bind("number", order.number())
                .bind("kind", order.kind().name())
                .bind("columns", columns(order.columns()))
                .bind("key", order.key())
                .bind("known", order.known().name())
                .bind("companies", order.companies())
                .bind("state", order.state().name())
                .bind("by", by)
                .bind("now", tx.now())
                .execute();
        var batch = tx.sql().prepareBatch("""
                INSERT INTO intake_row (intake_id, line, cells, outcome)
                VALUES (:intake, :line, CAST(:cells AS jsonb), 'WAITING')
                """);
        rows.forEach(row -> batch.bind("intake", order.id())
                .bind("line", row.line())
                .bind("cells", JSON.writeValueAsString(row.values()))
                .add());
        batch.execute();
    }

    private static String columns(List<Columns.Meaning> columns) {
        var all = JSON.createArrayNode();
        columns.forEach(one -> all.addObject().put("column", one.column()).put("field", one.field()));
        return all.toString();
    }

    /** @param lock true to hold it until the transaction ends: one at a time works on an import */
    Optional<ImportOrder> find(Tx tx, UUID id, boolean lock) {
        return tx.sql()
                .createQuery(SELECT + "WHERE id = :id" + (lock ? " FOR UPDATE" : ""))
                .bind("id", id)
                .map((row, _) -> order(row))
                .findOne();
    }

    /** The import of that number or id. */
    Optional<UUID> named(Tx tx, String given) {
        var id = Lookup.id(given);
        var number = Numbers.IMP.read(given);
        return id.isEmpty() && number.isEmpty()
                ? Optional.empty()
                : tx.sql()
                        .createQuery(
                                "SELECT id FROM intake WHERE " + (id.isPresent() ? "id = :value" : "number = :value"))
                        .bind("value", id.isPresent() ? id.get() : number.orElseThrow())
                        .mapTo(UUID.class)
                        .findOne();
    }

    /** The newest first. */
    List<Listed> newest(Tx tx, @Nullable UUID only, int most) {
        return tx.sql()
                .createQuery(SELECT + "WHERE CAST(:only AS uuid) IS NULL OR id = CAST(:only AS uuid)"
                        + " ORDER BY number DESC LIMIT :most")
                .bind("only", only)
                .bind("most", most)
                .map((row, _) -> new Listed(
                        order(row),
                        row.getString("created_by"),
                        row.getTimestamp("created_at").toInstant()))
                .list();
    }

    private static ImportOrder order(ResultSet row) throws SQLException {
        var columns = new ArrayList<Columns.Meaning>();
        JSON.readTree(row.getString("columns"))
                .forEach(one -> columns.add(new Columns.Meaning(
                        one.path("column").asString(),
                        one.path("field").isString() ? one.path("field").asString() : null)));
        return new ImportOrder(
                row.getObject("id", UUID.class),
                row.getInt("number"),
                RecordKind.valueOf(row.getString("kind")),
                columns,
                row.getString("key"),
                KnownContacts.valueOf(row.getString("known")),
                row.getBoolean("companies"),
                ImportState.valueOf(row.getString("state")));
    }

    List<Cells> waiting(Tx tx, UUID id, int most) {
        return tx.sql()
                .createQuery("""
                        SELECT line, CAST(cells AS text) AS cells FROM intake_row
                        WHERE intake_id = :id AND outcome = 'WAITING' ORDER BY line LIMIT :most
                        """)
                .bind("id", id)
                .bind("most", most)
                .map((row, _) -> {
                    var values = new LinkedHashMap<String, String>();
                    JSON.readTree(row.getString("cells"))
                            .forEachEntry((field, value) -> values.put(field, value.asString()));
                    return new Cells(row.getInt("line"), values);
                })
                .list();
    }

    void settle(Tx tx, UUID id, int line, RowOutcome outcome, @Nullable String field, @Nullable String problem) {
        tx.sql()
                .createUpdate("""
                        UPDATE intake_row SET outcome = :outcome, field = :field, problem = :problem
                        WHERE intake_id = :id AND line = :line
                        """)
                .bind("outcome", outcome.name())
                .bind("field", field)
                .bind("problem", problem)
                .bind("id", id)
                .bind("line", line)
                .execute();
    }

    /** Gives an import another state, when it is in {@code from}. */
    void turn(Tx tx, UUID id, ImportState from, ImportState to) {
        tx.sql()
                .createUpdate("UPDATE intake SET state = :to, updated_at = :now WHERE id = :id AND state = :from")
                .bind("from", from.name())
                .bind("to", to.name())
                .bind("now", tx.now())
                .bind("id", id)
                .execute();
    }

    Map<RowOutcome, Integer> counts(Tx tx, UUID id) {
        var counts = new EnumMap<RowOutcome, Integer>(RowOutcome.class);
        tx.sql()
                .createQuery("""
                        SELECT outcome, count(*)::int AS rows FROM intake_row WHERE intake_id = :id GROUP BY outcome
                        """)
                .bind("id", id)
                .map((row, _) -> Map.entry(RowOutcome.valueOf(row.getString("outcome")), row.getInt("rows")))
                .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
        return counts;
    }

    List<Failed> failed(Tx tx, UUID id, int most) {
        return tx.sql()
                .createQuery("""
                        SELECT line, field, problem FROM intake_row WHERE intake_id = :id AND outcome = 'FAILED'
                        ORDER BY line LIMIT :most
                        """)
                .bind("id", id)
                .bind("most", most)
                .map((row, _) -> new Failed(row.getInt("line"), row.getString("field"), row.getString("problem")))
                .list();
    }
}
