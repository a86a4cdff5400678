package dev.bac.crm.contact;

import dev.bac.crm.account.AccountStore;
import dev.bac.crm.naming.Totals;
import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.argument.Given;
import dev.bac.mcp.argument.PageWanted;
import dev.bac.store.Tx;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The tool that finds contacts. */
public final class ContactTools {
    private static final int STANDARD = 20;
    private final ContactStore contacts;
    private final AccountStore accounts;

    public ContactTools(ContactStore contacts, AccountStore accounts) {
        this.contacts = contacts;
        this.accounts = accounts;
    }

    /** What {@code crm_contact_search} takes. */
    public record ContactSearch(
            @Arg("Words to look for in name, company, job title, e-mail and phone; left out, all contacts") @Nullable String query,

            @Arg(value = "Only people of this account, by its id, number or name", ref = "account") @Nullable String account,

            @Arg("Rows, 1 to 200; 20 when left out") @Nullable Integer limit,

            @Arg("The next of an earlier answer") @Nullable String cursor) {}

    /** What {@code crm_contact_search} answers. */
    public record ContactList(
            String summary,
            List<ContactRow> items,
            long total,
            @Nullable String next) implements Told {}

    /** Every tool that reads contacts. */
    public List<Tool<?, ?>> tools() {
        return List.of(Tool.read(
                        "crm_contact_search",
                        "Find contacts",
                        "Finds people we know at companies, with e-mail, telephone and job title, by words or by their"
                                + " company. For companies use crm_account_search; for people not yet customers"
                                + " crm_lead_list.",
                        ContactSearch.class,
                        ContactList.class,
                        this::search)
                .example("Who do we know at Umbrella?", new ContactSearch(null, "Umbrella", null, null))
                .example("What is Peter Novak's phone number?", new ContactSearch("Peter Novak", null, null, null))
                .example("Find the e-mail of Maria at Soylent", new ContactSearch("Maria", "Soylent", null, null))
                .example("List our purchasing managers", new ContactSearch("purchasing manager", null, null, null))
                .example("Show 10 contacts", new ContactSearch(null, null, 10, null)));
    }

    private ContactList search(Caller caller, Tx tx, ContactSearch given) {
        var wantedPage = PageWanted.of(given.limit(), given.cursor(), STANDARD);
        String words = Given.lineOrNull("query", given.query(), 200);
        String account = Given.lineOrNull("account", given.account(), 200);
        UUID only =
                account == null ? null : accounts.named(tx, "account", account).id();
        var named = words == null ? List.<Contact>of() : contacts.byIdOrNumber(tx, words);
        if (!named.isEmpty()) {
            var rows = named.stream().map(ContactRow::of).toList();
            return new ContactList(tell(rows, rows.size()), rows, rows.size(), null);
        }
        var page = contacts.search(tx, words, only, wantedPage);
        var items = page.items().stream().map(ContactRow::of).toList();
        // What fits on the first page is counted with it.
        long total = given.cursor() == null && page.next() == null ? items.size() : contacts.count(tx, words, only);
        return new ContactList(tell(items, total), items, total, page.next());
    }

    private static String tell(List<ContactRow> items, long total) {
        if (total == 0) {
            return "No contact fits.";
        }
        if (total > 1) {
            return Totals.told(total) + " contacts"
                    + (items.size() < total ? ", " + items.size() + " of them shown." : ".");
        }
        var only = items.getFirst();
        return "1 contact: " + only.name() + (only.account() == null ? "" : " of " + only.account())
                + (only.email() == null ? "" : ", " + only.email())
                + (only.phone() == null ? "" : ", " + only.phone()) + ".";
    }
}
