package dev.bac.crm.intake;

import dev.bac.crm.naming.RecordKind;
import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Effect;
import dev.bac.mcp.LastingHandler;
import dev.bac.mcp.Risk;
import dev.bac.mcp.Tool;
import dev.bac.store.Tx;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tool that takes in a table of contacts, some rows a transaction. */
final class ContactImportTool {
    private final Importing importing;

    ContactImportTool(Importing importing) {
        this.importing = importing;
    }

    /** What {@code crm_contact_import} takes. */
    public record ContactImport(
            @Arg(
                    value = "The table as CSV with a header row: name, company, job title, email, phone; at most"
                            + " 10,000 rows",
                    longest = Importing.LONGEST)
            String csv,

            @Arg(
                    "Contacts we know already: CHANGE gives them what the row says, LEAVE leaves them; CHANGE when left out")
            @Nullable KnownContacts known) {}

    Tool<?, ?> tool() {
        return Tool.write(
                        "crm_contact_import",
                        "Import contacts",
                        "Takes in a table of people (CSV, an export of another CRM or address book) as contacts: adds"
                                + " the new, changes the known (same e-mail, or same name and company), tells the"
                                + " problem of each row that does not fit. Companies must be there already. For one"
                                + " person use crm_contact_save.",
                        Effect.WRITE,
                        Risk.BULK,
                        ContactImport.class,
                        ImportResult.class,
                        new Handler())
                .example(
                        "Import these contacts: name,email\nJane Doe,jane@hooli.example",
                        new ContactImport("name,email\nJane Doe,jane@hooli.example", null))
                .example(
                        "Import this CSV of people, but leave those we know: name;company\nAnn Lee;Initech",
                        new ContactImport("name;company\nAnn Lee;Initech", KnownContacts.LEAVE));
    }

    private final class Handler implements LastingHandler<ContactImport, ImportResult> {
        @Override
        public ImportResult handle(Caller caller, Tx tx, ContactImport given) {
            return importing.begin(
                    caller,
                    tx,
                    new Importing.Wanted(RecordKind.CONTACT, given.csv(), Map.of(), null, given.known(), false));
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
