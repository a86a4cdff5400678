package dev.bac.crm.duplicate;

import dev.bac.crm.account.AccountStore;
import dev.bac.crm.contact.ContactStore;
import dev.bac.crm.lead.LeadStore;
import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Csv;
import dev.bac.mcp.argument.Given;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The tool that finds records, or rows of a table, that are there twice. */
public final class DuplicateFindTool {
    private static final int STANDARD = 20;
    private static final int ROWS = 10_000;
    private static final int LONGEST = 4_000_000;
    /** Records looked at in one call; the next goes on behind them. */
    private static final int LOOKED_AT = 500;

    private static final double LIKELY = 0.7;
    /** Of rows of a table; Fellegi and Sunter's posterior, above which they are taken for one. */
    private static final double LINKED = 0.5;

    private final DuplicateSearch search = new DuplicateSearch();
    private final AccountStore accounts;
    private final ContactStore contacts;
    private final LeadStore leads;

    public DuplicateFindTool(AccountStore accounts, ContactStore contacts, LeadStore leads) {
        this.accounts = accounts;
        this.contacts = contacts;
        this.leads = leads;
    }

    /** What {@code crm_duplicate_find} takes. */
    public record DuplicatesWanted(
            @Arg("What to look through; contacts when left out") @Nullable DuplicateKind kind,

            @Arg("Only duplicates of this record, by id, number or name; left out, all are looked through") @Nullable String record,

            @Arg("How likely they must be the same, 0 to 1; 0.7 when left out") @Nullable BigDecimal atLeast,

            @Arg(
                    value =
                            "A table to look through instead, as CSV with a header row of any columns, such as a list to"
                                    + " be imported; at most 10,000 rows",
                    longest = LONGEST)
            @Nullable String csv,

            @Arg("Pairs, 1 to 200; 20 when left out. Of a table all are answered") @Nullable Integer limit,

            @Arg("The next of an earlier answer") @Nullable String cursor) {}

    /**
     * Two that may be the same.
     *
     * @param one the record's number, or the row of the table, 1 for the first below the header
     * @param likeness 0 to 1
     */
    public record DuplicatePair(
            String one,
            @Nullable UUID oneId,
            String other,
            @Nullable UUID otherId,
            BigDecimal likeness,
            List<String> reasons) {}

    /** What {@code crm_duplicate_find} answers; {@code looked} counts the records looked at in this call. */
    public record DuplicatesFound(
            String summary,
            List<DuplicatePair> items,
            long total,
            long looked,
            @Nullable String next) implements Told {}

    /** The tool. */
    public Tool<?, ?> tool() {
        return Tool.read(
                        "crm_duplicate_find",
                        "Find duplicates",
                        "Finds contacts, accounts or leads that are there twice (same e-mail, phone, domain or company,"
                                + " names alike or sounding the same), or rows of a table that mean the same. To"
                                + " make them one use crm_merge_create.",
                        DuplicatesWanted.class,
                        DuplicatesFound.class,
                        this::find)
                .example("Do we have duplicate contacts?", wanted(null, null))
                .example("Find duplicate accounts", wanted(DuplicateKind.ACCOUNT, null))
                .example("Is CON-1042 there twice?", wanted(DuplicateKind.CONTACT, "CON-1042"))
                .example("Which leads are duplicates?", wanted(DuplicateKind.LEAD, null));
    }

    private DuplicatesFound find(Caller caller, Tx tx, DuplicatesWanted given) {
        var kind = given.kind() == null ? DuplicateKind.CONTACT : given.kind();
        if (given.csv() != null) {
            return ofTable(given.csv(), threshold(given, LINKED));
        }
        double atLeast = threshold(given, LIKELY);
        String record = Given.lineOrNull("record", given.record(), 200);
        return record == null ? ofAll(tx, kind, given, atLeast) : ofOne(tx, kind, record, given, atLeast);
    }

    private static double threshold(DuplicatesWanted given, double usual) {
        if (given.atLeast() == null) {
            return usual;
        }
        double atLeast = given.atLeast().doubleValue();
        if (atLeast < 0 || atLeast > 1) {
            throw ToolRefusal.invalid("atLeast", "is " + given.atLeast() + "; give 0 to 1");
        }
        return atLeast;
    }

    private static DuplicatesFound ofTable(String csv, double atLeast) {
        var table = Csv.read("csv", csv, ROWS);
        var pairs = new Linkage(TableRows.of(table))
                .pairs(atLeast).stream()
                        .map(pair -> new DuplicatePair(
                                "row " + (pair.one() + 1),
                                null,
                                "row " + (pair.other() + 1),
                                null,
                                rounded(pair.probability()),
                                List.of()))
                        .toList();
        int rows = table.rows().size();
        return new DuplicatesFound(
                "%,d of the table's %,d rows may be there twice.".formatted(pairs.size(), rows),
                pairs,
                pairs.size(),
                rows,
                null);
    }

    private DuplicatesFound ofOne(Tx tx, DuplicateKind kind, String record, DuplicatesWanted given, double atLeast) {
        UUID id =
                switch (kind) {
                    case ACCOUNT -> accounts.named(tx, "record", record).id();
                    case CONTACT -> contacts.named(tx, "record", record).id();
                    case LEAD -> leads.named(tx, "record", record).id();
                };
        var found = search.like(tx, kind, search.byIds(tx, kind, List.of(id)), true, atLeast);
        var pairs = found.stream()
                .limit(Given.rows(given.limit(), STANDARD))
                .map(DuplicateFindTool::pair)
                .toList();
        return new DuplicatesFound(tell(pairs), pairs, found.size(), 1, null);
    }

    /** A cursor is the number of the last record whose duplicates are all told. */
    private DuplicatesFound ofAll(Tx tx, DuplicateKind kind, DuplicatesWanted given, double atLeast) {
        int most = Given.rows(given.limit(), STANDARD);
        int after = after(given.cursor());
        var part = search.part(tx, kind, after, LOOKED_AT);
        var pairs = new ArrayList<DuplicatePair>();
        int looked = 0;
        String next = part.size() == LOOKED_AT ? part.getLast().number() : null;
        var found = search.like(tx, kind, part, false, atLeast);
        for (var one : part) {
            var own = found.stream().filter(pair -> pair.one().equals(one)).toList();
            if (!pairs.isEmpty() && pairs.size() + own.size() > most) {
                next = part.get(looked - 1).number();
                break;
            }
            own.stream().map(DuplicateFindTool::pair).forEach(pairs::add);
            looked++;
        }
        return new DuplicatesFound(tell(pairs), pairs, pairs.size(), looked, next);
    }

    private static int after(@Nullable String cursor) {
        if (cursor == null || cursor.isBlank()) {
            return 0;
        }
        String digits = cursor.strip().replaceFirst("^[A-Z]+-", "");
        if (!digits.matches("[0-9]{1,9}")) {
            throw ToolRefusal.invalid("cursor", "is not the \"next\" of a list with the same filters and order");
        }
        return Integer.parseInt(digits);
    }

    private static DuplicatePair pair(DuplicateSearch.Found found) {
        return new DuplicatePair(
                found.one().label(),
                found.one().id(),
                found.other().label(),
                found.other().id(),
                rounded(found.likeness()),
                found.reasons().stream().map(Likely::told).toList());
    }

    private static BigDecimal rounded(double likeness) {
        return BigDecimal.valueOf(likeness).setScale(3, RoundingMode.DOWN);
    }

    private static String tell(List<DuplicatePair> pairs) {
        if (pairs.isEmpty()) {
            return "No duplicate found.";
        }
        var first = pairs.getFirst();
        return "%d %s may be the same, such as %s and %s (%s)."
                .formatted(
                        pairs.size(),
                        pairs.size() == 1 ? "pair" : "pairs",
                        first.one(),
                        first.other(),
                        String.join(", ", first.reasons()));
    }

    private static DuplicatesWanted wanted(@Nullable DuplicateKind kind, @Nullable String record) {
        return new DuplicatesWanted(kind, record, null, null, null, null);
    }
}
