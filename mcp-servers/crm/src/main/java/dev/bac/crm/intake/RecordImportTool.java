package dev.bac.crm.intake;

import dev.bac.crm.naming.RecordKind;
import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Effect;
import dev.bac.mcp.LastingHandler;
import dev.bac.mcp.Risk;
import dev.bac.mcp.Tool;
import dev.bac.store.Tx;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tool that takes in a table of any kind of records, with a mapping of its columns. */
final class RecordImportTool {
    private final Importing importing;

    RecordImportTool(Importing importing) {
        this.importing = importing;
    }

    /** What {@code crm_import_create} takes. */
    public record RecordImport(
            @Arg("What the rows are") RecordKind kind,

            @Arg(value = "The table as CSV with a header row, at most 10,000 rows", longest = Importing.LONGEST)
            String csv,

            @Arg("What columns mean, where their names do not say it; a dry run tells what is proposed") @Nullable List<ImportColumn> columns,

            @Arg("The field a record is known by: number, externalId, email, name or custom.<key>; left out, the first"
                    + " of these that a row has")
            @Nullable String key,

            @Arg(
                    "Records we know already: CHANGE gives them what the row says, LEAVE leaves them; CHANGE when left out")
            @Nullable KnownContacts known,

            @Arg("True to add companies that rows name and that are not there yet") @Nullable Boolean newCompanies) {}

    Tool<?, ?> tool() {
        return Tool.write(
                        "crm_import_create",
                        "Import a table",
                        "Takes in a table (CSV) of accounts, contacts, leads or deals: adds the new, changes the known,"
                                + " tells the problem of each row by line and field. A dry run tells what each column"
                                + " is taken for. It can be reverted with crm_import_revert.",
                        Effect.WRITE,
                        Risk.BULK,
                        RecordImport.class,
                        ImportResult.class,
                        new Handler())
                .example(
                        "Import these companies: name,city\nHooli,Berlin",
                        new RecordImport(RecordKind.ACCOUNT, "name,city\nHooli,Berlin", null, null, null, null))
                .example(
                        "Import this table of leads: name,company\nAnn Lee,Initech",
                        new RecordImport(RecordKind.LEAD, "name,company\nAnn Lee,Initech", null, null, null, null));
    }

    private final class Handler implements LastingHandler<RecordImport, ImportResult> {
        @Override
        public ImportResult handle(Caller caller, Tx tx, RecordImport given) {
            return importing.begin(
                    caller,
                    tx,
                    new Importing.Wanted(
                            given.kind(),
                            given.csv(),
                            Importing.columns(given.columns()),
                            given.key(),
                            given.known(),
                            Boolean.TRUE.equals(given.newCompanies())));
        }

        @Override
        public Standing<ImportResult> step(Caller caller, Tx tx, ImportResult begun) {
            return importing.step(caller, tx, begun);
        }

        @Override
        public Standing<ImportResult> standing(Caller caller, Tx tx, ImportResult begun) {
            return importing.standing(tx, begun);
        }

        @Override
        public void stop(Caller caller, Tx tx, ImportResult begun) {
            importing.stop(tx, begun);
        }
    }
}
