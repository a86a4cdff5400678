package dev.bac.crm.export;

import dev.bac.crm.naming.RecordKind;
import dev.bac.crm.search.Conditions;
import dev.bac.crm.search.RecordSearchTool.Condition;
import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Effect;
import dev.bac.mcp.Risk;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Lookup;
import dev.bac.store.Tx;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The tools that write records out as a table, and read it for whoever asked for it. */
public final class ExportTools {
    private static final int MOST_RECORDS = 50_000;
    private static final int MOST_FILES = 10;
    private static final Duration LIFE = Duration.ofDays(1);
    private static final String URI = "crm://exports/";

    /** What {@code crm_export_create} takes. */
    public record ExportCreate(
            @Arg("Which records") RecordKind kind,

            @Arg("Only those for which all of these hold, or of each group one; not for deals") @Nullable List<Condition> conditions) {}

    /** What {@code crm_export_create} answers; the file is at {@code uri} for a day, for the caller alone. */
    public record ExportCreated(String summary, UUID id, String uri, int records, Instant until) implements Told {}

    /** What {@code crm_export_read} takes. */
    public record ExportRead(@Arg("The id of the export") String export) {}

    /** What {@code crm_export_read} answers. */
    public record ExportFile(String summary, String csv) implements Told {}

    public List<Tool<?, ?>> tools() {
        return List.of(
                Tool.write(
                                "crm_export_create",
                                "Export records",
                                "Writes accounts, contacts, leads or deals out as a table (CSV) that spreadsheets open and"
                                        + " crm_import_create reads back, and answers a link to the file.",
                                Effect.WRITE,
                                Risk.NONE,
                                ExportCreate.class,
                                ExportCreated.class,
                                this::create)
                        .example("Export all contacts as CSV", new ExportCreate(RecordKind.CONTACT, null))
                        .example("Download our accounts as a table", new ExportCreate(RecordKind.ACCOUNT, null)),
                Tool.read(
                                "crm_export_read",
                                "Read an export",
                                "Reads a file that crm_export_create wrote, for whoever had it written.",
                                ExportRead.class,
                                ExportFile.class,
                                this::read)
                        .example(
                                "Read the export 0192f6d4-0000-7000-8000-000000000000",
                                new ExportRead("0192f6d4-0000-7000-8000-000000000000")));
    }

    private ExportCreated create(Caller caller, Tx tx, ExportCreate given) {
        var kind = given.kind();
        var conditions = given.conditions() == null ? List.<Condition>of() : given.conditions();
        var table = new RecordTable(tx, kind).write(Conditions.filter(tx, kind, conditions), MOST_RECORDS + 1);
        if (table.records() > MOST_RECORDS) {
            throw ToolRefusal.invalid("conditions", "more than %,d records fit; narrow them".formatted(MOST_RECORDS));
        }
        var id = tx.newId();
        var until = tx.now().plus(LIFE);
        keep(caller, tx, id, kind, table, until);
        String told = kind == RecordKind.OPPORTUNITY ? "deal" : kind.table();
        return new ExportCreated(
                "Wrote %,d %s%s to a file: %s%s"
                        .formatted(table.records(), told, table.records() == 1 ? "" : "s", URI, id),
                id,
                URI + id,
                table.records(),
                until);
    }

    private static void keep(Caller caller, Tx tx, UUID id, RecordKind kind, RecordTable.Written table, Instant until) {
        tx.sql()
                .createUpdate("""
                        DELETE FROM export_file WHERE expires_at < :now OR (owner = :owner AND id NOT IN (
                            SELECT id FROM export_file WHERE owner = :owner ORDER BY created_at DESC, id DESC LIMIT :most))
                        """)
                .bind("now", Timestamp.from(tx.now()))
                .bind("owner", caller.user().value())
                .bind("most", MOST_FILES - 1)
                .execute();
        tx.sql()
                .createUpdate("""
                        INSERT INTO export_file (id, owner, kind, records, content, created_at, expires_at)
                        VALUES (:id, :owner, :kind, :records, :content, :now, :until)
                        """)
                .bind("id", id)
                .bind("owner", caller.user().value())
                .bind("kind", kind.name())
                .bind("records", table.records())
                .bind("content", table.csv())
                .bind("now", tx.now())
                .bind("until", until)
                .execute();
    }

    private ExportFile read(Caller caller, Tx tx, ExportRead given) {
        return Lookup.id(given.export())
                .flatMap(id -> tx.sql()
                        .createQuery("""
                                SELECT content, records FROM export_file
                                WHERE id = :id AND owner = :owner AND expires_at > :now
                                """)
                        .bind("id", id)
                        .bind("owner", caller.user().value())
                        .bind("now", tx.now())
                        .map((row, _) -> new ExportFile(
                                "%,d records.".formatted(row.getInt("records")), row.getString("content")))
                        .findOne())
                .orElseThrow(() -> ToolRefusal.notFound(
                        "export", "export", given.export(), "Files are kept for a day; export again."));
    }
}
