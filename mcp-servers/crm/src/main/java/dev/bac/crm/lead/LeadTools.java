package dev.bac.crm.lead;

import dev.bac.crm.mark.Marks;
import dev.bac.crm.naming.Country;
import dev.bac.crm.naming.Email;
import dev.bac.crm.naming.Numbers;
import dev.bac.crm.naming.Phone;
import dev.bac.crm.naming.Totals;
import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Effect;
import dev.bac.mcp.Risk;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.argument.Given;
import dev.bac.mcp.argument.Page;
import dev.bac.mcp.argument.PageWanted;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tools that add and list leads. */
public final class LeadTools {
    private static final int STANDARD = 20;
    private static final int RANKED = 1_000;
    private final LeadStore leads;
    private final LeadScores scores = new LeadScores();

    public LeadTools(LeadStore leads) {
        this.leads = leads;
    }

    /** What {@code crm_lead_create} takes. */
    public record LeadCreate(
            @Arg("The person's full name") String name,
            @Arg("The company they are from") @Nullable String company,

            @Arg(value = "E-mail address", format = "email") @Nullable String email,

            @Arg(value = "Telephone with + and the country's code", format = "phone") @Nullable String phone,

            @Arg("Where the lead came from, such as web, trade fair or referral") @Nullable String source,

            @Arg("Anything else worth keeping, such as what they asked for") @Nullable String note,

            @Arg("Where they are, ISO 3166-1 alpha-2, such as DE") @Nullable String country) {}

    /** What {@code crm_lead_create} answers; {@code alike} names open leads with the same e-mail or telephone. */
    public record LeadCreated(String summary, LeadRow lead, List<String> alike) implements Told {}

    /** What {@code crm_lead_list} takes. */
    public record LeadsWanted(
            @Arg("Words to look for in name, company, e-mail and source") @Nullable String query,

            @Arg("Only leads of this status; all when left out") @Nullable LeadStatus status,

            @Arg("Only leads from this source, such as web") @Nullable String source,

            @Arg("Order: NEWEST first when left out, or SCORE, the open ones most likely to be won first") @Nullable LeadSort sort,

            @Arg("Rows, 1 to 200; 20 when left out") @Nullable Integer limit,

            @Arg("The next of an earlier answer") @Nullable String cursor) {}

    /** What {@code crm_lead_list} answers. */
    public record LeadList(
            String summary,
            List<LeadRow> items,
            long total,
            @Nullable String next) implements Told {}

    /** Every tool of this kind. */
    public List<Tool<?, ?>> tools() {
        return List.of(create(), list());
    }

    private Tool<?, ?> create() {
        return Tool.write(
                        "crm_lead_create",
                        "Add a lead",
                        "Adds a person who may become a customer (a lead, a prospect, somebody interested). For somebody"
                                + " at a company we already deal with use crm_contact_save.",
                        Effect.WRITE,
                        Risk.NONE,
                        LeadCreate.class,
                        LeadCreated.class,
                        this::create)
                .example(
                        "New lead: Omar Haddad from Falcon Logistics, omar@falcon.example",
                        new LeadCreate(
                                "Omar Haddad", "Falcon Logistics", "omar@falcon.example", null, null, null, null))
                .example(
                        "Put Sofia Rossi, +39 02 5550 1234, into our leads; she came by the trade fair",
                        new LeadCreate("Sofia Rossi", null, null, "+39 02 5550 1234", "trade fair", null, null))
                .example(
                        "Someone called Liam Byrne at Emerald Foods is interested in monitors, add him as a prospect",
                        new LeadCreate("Liam Byrne", "Emerald Foods", null, null, null, "interested in monitors", null))
                .example(
                        "Create a lead for Chen Wei, chen.wei@lotus.example",
                        new LeadCreate("Chen Wei", null, "chen.wei@lotus.example", null, null, null, null));
    }

    private Tool<?, ?> list() {
        return Tool.read(
                        "crm_lead_list",
                        "List leads",
                        "Lists leads, the newest first, by words, status (open, converted, lost) or source.",
                        LeadsWanted.class,
                        LeadList.class,
                        this::list)
                .example("Which leads are still open?", new LeadsWanted(null, LeadStatus.OPEN, null, null, null, null))
                .example("Show the latest 10 leads", new LeadsWanted(null, null, null, null, 10, null))
                .example("Did we get leads from the web?", new LeadsWanted(null, null, "web", null, null, null))
                .example(
                        "Find the lead from Falcon Logistics",
                        new LeadsWanted("Falcon Logistics", null, null, null, null, null))
                .example(
                        "Which leads are the most promising?",
                        new LeadsWanted(null, null, null, LeadSort.SCORE, null, null))
                .example(
                        "How many prospects became customers?",
                        new LeadsWanted(null, LeadStatus.CONVERTED, null, null, null, null));
    }

    private LeadCreated create(Caller caller, Tx tx, LeadCreate given) {
        String email = Email.normal("email", given.email());
        String phone = Phone.e164("phone", given.phone(), tx.settings().locale());
        var alike = leads.alike(tx, email, phone).stream().map(Lead::label).toList();
        var lead = new Lead(
                tx.newId(),
                Numbers.LEAD.next(tx),
                Given.line("name", given.name(), 120),
                Given.lineOrNull("company", given.company(), 200),
                email,
                phone,
                Given.lineOrNull("source", given.source(), 60),
                Given.textOrNull("note", given.note(), 4000),
                Country.code("country", given.country()),
                LeadStatus.OPEN,
                null,
                Marks.ownedBy(caller.name()),
                tx.now());
        leads.add(tx, List.of(lead));
        String twin = alike.isEmpty() ? "" : " An open lead looks the same: " + String.join("; ", alike) + ".";
        return new LeadCreated("Added " + lead.label() + "." + twin, LeadRow.of(tx, lead), alike);
    }

    private LeadList list(Caller caller, Tx tx, LeadsWanted given) {
        var wantedPage = PageWanted.of(given.limit(), given.cursor(), STANDARD);
        String words = Given.lineOrNull("query", given.query(), 200);
        String source = Given.lineOrNull("source", given.source(), 60);
        var named = words == null ? List.<Lead>of() : leads.byIdOrNumber(tx, words);
        if (!named.isEmpty()) {
            var rows = scored(tx, named);
            return new LeadList("1 lead: " + rows.getFirst().name(), rows, rows.size(), null);
        }
        boolean best = given.sort() == LeadSort.SCORE;
        var page = best
                ? new Page<>(best(tx, words, source, wantedPage.limit()), null)
                : leads.search(tx, words, given.status(), source, wantedPage);
        var items = scored(tx, page.items());
        long total = leads.count(tx, words, best ? LeadStatus.OPEN : given.status(), source);
        String summary = total == 0
                ? "No lead fits."
                : Totals.told(total)
                        + (total == 1 ? " lead: " : " leads: ")
                        + items.stream().limit(3).map(LeadRow::name).collect(Collectors.joining(", "))
                        + (total > 3 ? " and more." : ".");
        return new LeadList(summary, items, total, page.next());
    }

    private List<LeadRow> scored(Tx tx, List<Lead> found) {
        return LeadRow.of(tx, found, scores.of(tx, found));
    }

    /** The most likely to be won of the newest {@value #RANKED} open ones. */
    private List<Lead> best(Tx tx, @Nullable String words, @Nullable String source, int limit) {
        var open = leads.search(tx, words, LeadStatus.OPEN, source, new PageWanted(RANKED, null))
                .items();
        var learned = scores.of(tx, open);
        return open.stream()
                .sorted(Comparator.comparing((Lead lead) -> learned.getOrDefault(lead.id(), BigDecimal.ZERO))
                        .reversed()
                        .thenComparingInt(Lead::number))
                .limit(limit)
                .toList();
    }
}
