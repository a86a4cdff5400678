package dev.bac.crm.account;

import dev.bac.crm.naming.Numbers;
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
import tools.jackson.databind.node.ObjectNode;

/** Tools on accounts. */
public final class AccountTools {
    private static final int STANDARD = 20;
    private final AccountStore accounts;

    public AccountTools(AccountStore accounts) {
        this.accounts = accounts;
    }

    /** What {@code crm_account_search} takes. */
    public record AccountSearch(
            @Arg("Words to look for in name, industry, city, domain, e-mail and phone; left out, all accounts")
            @Nullable String query,

            @Arg("Only accounts of this industry, such as retail") @Nullable String industry,

            @Arg("Only accounts in this country, ISO 3166-1 alpha-2, such as DE") @Nullable String country,

            @Arg("Only accounts this colleague looks after, by name") @Nullable String owner,

            @Arg("Rows, 1 to 200; 20 when left out") @Nullable Integer limit,

            @Arg("The next of an earlier answer") @Nullable String cursor) {}

    /** An account in a list. */
    public record AccountRow(
            UUID id,
            String number,
            String name,
            @Nullable String industry,
            @Nullable String city,
            @Nullable String country,
            @Nullable String email,
            @Nullable String phone,
            @Nullable String owner,
            List<String> tags,
            ObjectNode custom,
            int version) {
        /** The row of an account. */
        public static AccountRow of(Account account) {
            return new AccountRow(
                    account.id(),
                    Numbers.ACC.label(account.number()),
                    account.name(),
                    account.industry(),
                    account.city(),
                    account.country(),
                    account.email(),
                    account.phone(),
                    account.owner(),
                    account.marks().tags(),
                    account.marks().custom(),
                    account.marks().version());
        }
    }

    /** What {@code crm_account_search} answers. */
    public record AccountList(
            String summary,
            List<AccountRow> items,
            long total,
            @Nullable String next) implements Told {}

    /** Every tool on accounts. */
    public List<Tool<?, ?>> tools() {
        return List.of(Tool.read(
                        "crm_account_search",
                        "Find accounts",
                        "Finds companies we do business with (customers, prospects, accounts) by words, industry, country"
                                + " or the colleague who looks after them, by name. For people use crm_contact_search; for"
                                + " money a customer owes use the finance tools.",
                        AccountSearch.class,
                        AccountList.class,
                        this::search)
                .example("Which customers do we have in Rotterdam?", search("Rotterdam", null, null, null, null))
                .example("Find the company Globex", search("Globex", null, null, null, null))
                .example(
                        "List all our accounts in the hospitality industry",
                        search(null, "hospitality", null, null, null))
                .example("Show me 50 customers from the Netherlands", search(null, null, "NL", null, 50))
                .example("Which companies does Petra Lang look after?", search(null, null, null, "Petra Lang", null)));
    }

    private AccountList search(Caller caller, Tx tx, AccountSearch given) {
        var wantedPage = PageWanted.of(given.limit(), given.cursor(), STANDARD);
        var search = new AccountStore.Search(
                Given.lineOrNull("query", given.query(), 200),
                Given.lineOrNull("industry", given.industry(), 60),
                Given.lineOrNull("country", given.country(), 2),
                Given.lineOrNull("owner", given.owner(), 80));
        var named = search.words() == null ? List.<Account>of() : accounts.byIdOrNumber(tx, search.words());
        if (!named.isEmpty()) {
            var rows = named.stream().map(AccountRow::of).toList();
            return new AccountList(tell(rows, rows.size()), rows, rows.size(), null);
        }
        var page = accounts.search(tx, search, wantedPage);
        var items = page.items().stream().map(AccountRow::of).toList();
        long total = accounts.count(tx, search);
        return new AccountList(tell(items, total), items, total, page.next());
    }

    private static String tell(List<AccountRow> items, long total) {
        if (total == 0) {
            return "No account fits.";
        }
        if (total == 1) {
            return "1 account: " + items.getFirst().name() + " ("
                    + items.getFirst().number() + ").";
        }
        return Totals.told(total) + " accounts"
                + (items.size() < total ? ", " + items.size() + " of them shown." : ".");
    }

    private static AccountSearch search(
            @Nullable String query,
            @Nullable String industry,
            @Nullable String country,
            @Nullable String owner,
            @Nullable Integer limit) {
        return new AccountSearch(query, industry, country, owner, limit, null);
    }
}
