package dev.bac.crm.intake;

import dev.bac.crm.account.AccountStore;
import dev.bac.crm.contact.Contact;
import dev.bac.crm.contact.ContactStore;
import dev.bac.crm.mark.Marks;
import dev.bac.crm.naming.Numbers;
import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Effect;
import dev.bac.mcp.LastingHandler;
import dev.bac.mcp.Risk;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.argument.Csv;
import dev.bac.store.Tx;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The tool that takes in a table of contacts, some rows a transaction. */
public final class ContactImportTool {
    private static final int MOST_ROWS = 10_000;
    private static final int LONGEST = 2_000_000;
    private static final int ROWS_A_STEP = 25;
    private static final int PROBLEMS_SHOWN = 50;

    private final ImportStore imports = new ImportStore();
    private final AccountStore accounts;
    private final ContactStore contacts;

    public ContactImportTool(AccountStore accounts, ContactStore contacts) {
        this.accounts = accounts;
        this.contacts = contacts;
    }

    /** What {@code crm_contact_import} takes. */
    public record ContactImport(
            @Arg(
                    value = "The table as CSV with a header row: name, company, job title, email, phone; at most"
                            + " 10,000 rows",
                    longest = LONGEST)
            String csv,

            @Arg(
                    "Contacts we know already: CHANGE gives them what the row says, LEAVE leaves them; CHANGE when left out")
            @Nullable KnownContacts known) {}

    /** A row that cannot be taken in; {@code line} is 1 for the first below the header. */
    public record Problem(int line, String problem) {}

    /** What {@code crm_contact_import} answers. */
    public record ContactsImported(
            String summary,
            UUID id,
            ImportState state,
            int rows,
            int added,
            int changed,
            int left,
            int failed,
            List<Problem> problems)
            implements Told {}

    /** The tool. */
    public Tool<?, ?> tool() {
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
                        ContactsImported.class,
                        new Importing())
                .example(
                        "Import these contacts: name,email\nJane Doe,jane@hooli.example",
                        new ContactImport("name,email\nJane Doe,jane@hooli.example", null))
                .example(
                        "Import this CSV of people, but leave those we know: name;company\nAnn Lee;Initech",
                        new ContactImport("name;company\nAnn Lee;Initech", KnownContacts.LEAVE));
    }

    private final class Importing implements LastingHandler<ContactImport, ContactsImported> {

        @Override
        public ContactsImported handle(Caller caller, Tx tx, ContactImport given) {
            var rows = ContactColumns.rows("csv", Csv.read("csv", given.csv(), MOST_ROWS));
            var known = given.known() == null ? KnownContacts.CHANGE : given.known();
            var id = imports.add(tx, known, caller.name(), rows);
            return expected(id, rows, new RowReading(tx, accounts, contacts, known));
        }

        @Override
        public Standing<ContactsImported> step(Caller caller, Tx tx, ContactsImported begun) {
            var order = imports.find(tx, begun.id(), true).orElseThrow();
            if (order.state() == ImportState.RUNNING) {
                var rows = imports.waiting(tx, order.id(), ROWS_A_STEP);
                var reading = new RowReading(tx, accounts, contacts, order.known());
                rows.forEach(row -> take(tx, order.id(), row.line(), reading.read(row)));
                if (rows.size() < ROWS_A_STEP) {
                    imports.end(tx, order.id(), ImportState.DONE);
                }
            }
            return standing(caller, tx, begun);
        }

        @Override
        public Standing<ContactsImported> standing(Caller caller, Tx tx, ContactsImported begun) {
            var order = imports.find(tx, begun.id(), false).orElseThrow();
            var counts = imports.counts(tx, order.id());
            var problems = imports.failed(tx, order.id(), PROBLEMS_SHOWN).stream()
                    .map(failed -> new Problem(failed.line(), failed.problem()))
                    .toList();
            var result = result(order.id(), order.state(), counts, problems);
            return new Standing<>(
                    result,
                    result.rows() - counts.getOrDefault(RowOutcome.WAITING, 0),
                    result.rows(),
                    order.state() != ImportState.RUNNING);
        }

        @Override
        public void stop(Caller caller, Tx tx, ContactsImported begun) {
            imports.end(tx, begun.id(), ImportState.STOPPED);
        }
    }

    private void take(Tx tx, UUID id, int line, RowReading.Meaning meaning) {
        switch (meaning) {
            case RowReading.Meaning.Add(Contact given) -> {
                var added = new Contact(
                        tx.newId(),
                        Numbers.CON.next(tx),
                        given.account(),
                        given.accountName(),
                        given.name(),
                        given.jobTitle(),
                        given.email(),
                        given.phone(),
                        Marks.none(),
                        tx.now());
                contacts.add(tx, List.of(added));
                imports.settle(tx, id, line, RowOutcome.ADDED, null, added.id());
            }
            case RowReading.Meaning.Change(Contact changed) -> {
                contacts.update(tx, changed);
                imports.settle(tx, id, line, RowOutcome.CHANGED, null, changed.id());
            }
            case RowReading.Meaning.Leave(UUID contact) -> imports.settle(tx, id, line, RowOutcome.LEFT, null, contact);
            case RowReading.Meaning.Fail(String problem) ->
                imports.settle(tx, id, line, RowOutcome.FAILED, problem, null);
        }
    }

    /** What the rows would come to, one after the other, without writing any of them. */
    private static ContactsImported expected(UUID id, List<ImportRow> rows, RowReading reading) {
        var counts = new EnumMap<RowOutcome, Integer>(RowOutcome.class);
        var problems = new ArrayList<Problem>();
        var addresses = new HashSet<String>();
        for (var row : rows) {
            var outcome =
                    switch (reading.read(row)) {
                        case RowReading.Meaning.Add(Contact given) ->
                            given.email() == null || addresses.add(given.email())
                                    ? RowOutcome.ADDED
                                    : RowOutcome.CHANGED;
                        case RowReading.Meaning.Change _ -> RowOutcome.CHANGED;
                        case RowReading.Meaning.Leave _ -> RowOutcome.LEFT;
                        case RowReading.Meaning.Fail(String problem) -> {
                            if (problems.size() < PROBLEMS_SHOWN) {
                                problems.add(new Problem(row.line(), problem));
                            }
                            yield RowOutcome.FAILED;
                        }
                    };
            counts.merge(outcome, 1, Integer::sum);
        }
        return result(id, ImportState.RUNNING, counts, problems);
    }

    private static ContactsImported result(
            UUID id, ImportState state, Map<RowOutcome, Integer> counts, List<Problem> problems) {
        int rows = counts.values().stream().mapToInt(Integer::intValue).sum();
        int waiting = counts.getOrDefault(RowOutcome.WAITING, 0);
        int added = counts.getOrDefault(RowOutcome.ADDED, 0);
        int changed = counts.getOrDefault(RowOutcome.CHANGED, 0);
        int left = counts.getOrDefault(RowOutcome.LEFT, 0);
        int failed = counts.getOrDefault(RowOutcome.FAILED, 0);
        String summary = "%,d %s: %,d new contacts, %,d changed, %,d left as they were, %,d with a problem%s."
                .formatted(
                        rows,
                        rows == 1 ? "row" : "rows",
                        added,
                        changed,
                        left,
                        failed,
                        waiting == 0
                                ? ""
                                : ", %,d %s"
                                        .formatted(
                                                waiting,
                                                state == ImportState.STOPPED
                                                        ? "not taken in, as it was stopped"
                                                        : "still to come"));
        return new ContactsImported(summary, id, state, rows, added, changed, left, failed, problems);
    }
}
