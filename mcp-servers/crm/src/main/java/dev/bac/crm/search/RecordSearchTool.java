package dev.bac.crm.search;

import dev.bac.crm.field.Fields;
import dev.bac.crm.mark.Marks;
import dev.bac.crm.naming.Totals;
import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.argument.PageOrder;
import dev.bac.mcp.argument.PageWanted;
import dev.bac.store.Tx;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The tool that finds records by groups of conditions. */
public final class RecordSearchTool {
    private static final int STANDARD = 20;
    private static final PageOrder BY_NAME = PageOrder.ascending("name", "folded", "text", "number");

    private final Fields fields = new Fields();

    /** A condition on a field. */
    public record Condition(
            @Arg("The field: any (words anywhere), name, email, phone, owner, team, tag, createdAt, custom.<key>; of"
                    + " accounts industry, city, country, domain; of contacts jobTitle, account, and its"
                    + " industry, city, country; of leads company, source, country, status")
            String field,

            @Arg("How it is compared") Is is,

            @Arg("With what; a day like 2026-02-28, a number like 12.5") @Nullable String value,

            @Arg("Conditions with the same number are alternatives; left out, the condition must hold") @Nullable Integer group) {}

    /** What {@code crm_record_search} takes. */
    public record RecordSearch(
            @Arg("What to search") SearchKind kind,

            @Arg("Conditions, at most 20; all must hold, or of each group one") @Nullable List<Condition> conditions,

            @Arg("Rows, 1 to 200; 20 when left out") @Nullable Integer limit,

            @Arg("The next of an earlier answer") @Nullable String cursor) {}

    /** A record that was found; {@code beside} is its city, account or company. */
    public record FoundRow(
            UUID id,
            String number,
            String name,
            @Nullable String beside,
            @Nullable String email,
            @Nullable String phone,
            @Nullable String owner,
            List<String> tags,
            ObjectNode custom,
            int version,
            Instant createdAt) {}

    /** What {@code crm_record_search} answers; a total of 10,000 means at least so many. */
    public record RecordsFound(
            String summary,
            List<FoundRow> items,
            long total,
            @Nullable String next) implements Told {}

    /** The tool. */
    public Tool<?, ?> tool() {
        return Tool.read(
                        "crm_record_search",
                        "Search with filters",
                        "Searches accounts, contacts or leads by groups of conditions on any field: words, likeness,"
                                + " tags, owner, team, day of creation, your own fields. For a single name use"
                                + " crm_contact_search, crm_account_search or crm_lead_list.",
                        RecordSearch.class,
                        RecordsFound.class,
                        this::search)
                .example(
                        "Find contacts tagged vip",
                        new RecordSearch(
                                SearchKind.CONTACT, List.of(new Condition("tag", Is.EQUAL, "vip", null)), null, null))
                .example(
                        "Search for accounts without an owner",
                        new RecordSearch(
                                SearchKind.ACCOUNT, List.of(new Condition("owner", Is.EMPTY, null, null)), null, null));
    }

    private RecordsFound search(Caller caller, Tx tx, RecordSearch given) {
        var wanted = PageWanted.of(given.limit(), given.cursor(), STANDARD);
        var kind = given.kind();
        var conditions = given.conditions() == null ? List.<Condition>of() : given.conditions();
        var filter = new ConditionSql(tx, kind, fields.of(tx, kind.records())).filter(conditions);
        String select = "SELECT t.id, t.number, t.name, t.folded, " + kind.beside
                + " AS beside, t.email, t.phone, t.version, t.owner, t.team_id, t.tags, t.custom, t.created_at "
                + kind.from + " " + filter.sql();
        var page = BY_NAME.read(tx, select, filter::bindTo, wanted, (row, _) -> {
            var marks = Marks.read(row);
            return new FoundRow(
                    row.getObject("id", UUID.class),
                    kind.prefix + "-" + row.getInt("number"),
                    row.getString("name"),
                    row.getString("beside"),
                    row.getString("email"),
                    row.getString("phone"),
                    marks.owner(),
                    marks.tags(),
                    marks.custom(),
                    marks.version(),
                    row.getTimestamp("created_at").toInstant());
        });
        long total = Totals.of(tx, kind.table(), kind.from, filter);
        String summary = total == 0
                ? "No " + kind.table() + " fits."
                : Totals.told(total) + " " + kind.table() + (total == 1 ? "" : "s")
                        + (page.items().size() < total ? ", " + page.items().size() + " of them shown." : ".");
        return new RecordsFound(summary, page.items(), total, page.next());
    }
}
