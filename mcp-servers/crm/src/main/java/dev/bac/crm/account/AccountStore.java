package dev.bac.crm.account;

import dev.bac.crm.mark.Marks;
import dev.bac.crm.naming.Fold;
import dev.bac.crm.naming.Held;
import dev.bac.crm.naming.Merged;
import dev.bac.crm.naming.Numbers;
import dev.bac.crm.naming.Sound;
import dev.bac.crm.naming.Totals;
import dev.bac.mcp.argument.Filter;
import dev.bac.mcp.argument.Lookup;
import dev.bac.mcp.argument.Page;
import dev.bac.mcp.argument.PageOrder;
import dev.bac.mcp.argument.PageWanted;
import dev.bac.store.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/** Accounts in PostgreSQL. */
public final class AccountStore {
    private static final int CANDIDATES = 50;
    private static final int NEAR = 5;
    private static final PageOrder BY_NAME = PageOrder.ascending("name", "folded", "text", "number");
    private static final String SELECT = """
            SELECT id, number, name, folded, industry, domain, email, phone, city, country, version, owner,
                   team_id, tags, custom, created_at FROM account
            """;

    /** Adds accounts; those whose id is already there are left as they are. */
    public void add(Tx tx, List<Account> accounts) {
        var batch = tx.sql().prepareBatch("""
                INSERT INTO account (id, number, name, folded, core, industry, domain, email, phone, city, country,
                                     owner, team_id, tags, custom, created_at, search, sound)
                VALUES (:id, :number, :name, :folded, :core, :industry, :domain, :email, :phone, :city, :country,
                        :owner, CAST(:team AS uuid), :tags, CAST(:custom AS jsonb), :createdAt, :search, :sound)
                ON CONFLICT (tenant_id, id) DO NOTHING
                """);
        for (Account account : accounts) {
            bind(batch, account).add();
        }
        if (!accounts.isEmpty()) {
            batch.execute();
        }
    }

    /** True when there is an account of that id. */
    public boolean has(Tx tx, UUID id) {
        return tx.sql()
                .createQuery("SELECT EXISTS (SELECT FROM account WHERE id = :id)")
                .bind("id", id)
                .mapTo(Boolean.class)
                .one();
    }

    private static <S extends SqlStatement<S>> S bind(S statement, Account account) {
        return statement
                .bindMethods(account)
                .bind("folded", Fold.of(account.name()))
                .bind("core", Fold.core(account.name()))
                .bind("team", account.marks().team())
                .bind("tags", account.marks().tags().toArray(String[]::new))
                .bind("custom", account.marks().custom().toString())
                .bind("search", account.search())
                .bind("sound", Sound.of(Fold.core(account.name())));
    }

    /** Writes an account's new particulars over the old. */
    public void update(Tx tx, Account account) {
        bind(tx.sql().createUpdate("""
                                UPDATE account SET name = :name, folded = :folded, core = :core, industry = :industry,
                                    domain = :domain, email = :email, phone = :phone, city = :city, country = :country,
                                    owner = :owner, search = :search, sound = :sound
                                WHERE id = :id
                                """), account).execute();
    }

    /** Holds the account until the transaction ends, and reads it as it then is. */
    public Account lock(Tx tx, UUID id) {
        Held.row(tx, "account", id);
        return byId(tx, id);
    }

    /** Adds a new account and tells the other domains, who keep copies of its id and name. */
    public void create(Tx tx, Account account) {
        add(tx, List.of(account));
        publish(tx, "crm.account.created", account);
    }

    /** Tells the other domains of an account's id and name. */
    public void publish(Tx tx, String type, Account account) {
        var body = JsonNodeFactory.instance
                .objectNode()
                .put("account", account.id().toString())
                .put("name", account.name());
        tx.publish(type, account.id().toString(), body);
    }

    /** The account of that id, number or name; {@link dev.bac.mcp.ToolRefusal} when there is none or several. */
    public Account named(Tx tx, String field, String given) {
        String folded = Fold.of(given);
        return new Lookup<>("account", Account::label)
                .one(
                        field,
                        given,
                        List.of(
                                () -> byIdOrNumber(tx, given),
                                () -> by(tx, "folded = :value", folded),
                                () -> byCore(tx, given),
                                () -> startingWith(tx, given),
                                () -> byWords(tx, given)),
                        () -> near(tx, given));
    }

    /** The account of an id that another of our rows holds. */
    public Account byId(Tx tx, UUID id) {
        return by(tx, "id = :value", id).getFirst();
    }

    /** Accounts of that id or number: one or none. */
    public List<Account> byIdOrNumber(Tx tx, String given) {
        var id = Lookup.id(given);
        var found = id.map(one -> by(tx, "id = :value", one)).orElseGet(() -> Numbers.ACC
                .read(given)
                .map(number -> by(tx, "number = :value", number))
                .orElse(List.of()));
        return found.isEmpty()
                ? Merged.into(tx, "ACCOUNT", Numbers.ACC, given)
                        .map(one -> by(tx, "id = :value", one))
                        .orElse(List.of())
                : found;
    }

    /** Accounts of that name, whatever their legal form. */
    public List<Account> byCore(Tx tx, String name) {
        return by(tx, "core = :value", Fold.core(name));
    }

    /** Accounts whose web site or e-mail is at that domain. */
    public List<Account> byDomain(Tx tx, String domain) {
        return by(tx, "domain = :value", domain);
    }

    /** Accounts whose name begins with those words. */
    public List<Account> startingWith(Tx tx, String name) {
        return by(tx, "folded LIKE :value", Fold.of(name) + " %");
    }

    private List<Account> byWords(Tx tx, String given) {
        String query = Fold.query(given);
        return query.isEmpty()
                ? List.of()
                : Fold.holding(given, by(tx, "words @@ to_tsquery('simple', :value)", query), Account::name);
    }

    /** Accounts that someone who wrote {@code given} may have meant. */
    public List<Account> near(Tx tx, String given) {
        String query = Fold.nearQuery(given);
        List<Account> like = query.isEmpty() ? List.of() : by(tx, "words @@ to_tsquery('simple', :value)", query);
        return Fold.nearest(given, like, Account::name, NEAR);
    }

    /** What an account search may filter by; a null filters nothing. */
    record Search(
            @Nullable String words,
            @Nullable String industry,
            @Nullable String country,
            @Nullable String owner) {

        Filter filter() {
            String query = words == null ? "" : Fold.query(words);
            return new Filter()
                    .where("words @@ to_tsquery('simple', :words)", "words", query.isEmpty() ? null : query)
                    .where("lower(industry) = lower(:industry)", "industry", industry)
                    .where("country = upper(:country)", "country", country)
                    .where("position(lower(:owner) in lower(owner)) > 0", "owner", owner);
        }
    }

    Page<Account> search(Tx tx, Search search, PageWanted wanted) {
        var filter = search.filter();
        return BY_NAME.read(tx, SELECT + filter.sql(), filter::bindTo, wanted, (row, _) -> read(row));
    }

    long count(Tx tx, Search search) {
        var filter = search.filter();
        return Totals.of(tx, "account", "FROM account", filter);
    }

    private List<Account> by(Tx tx, String condition, Object value) {
        return tx.sql()
                .createQuery(SELECT + "WHERE " + condition + " ORDER BY number LIMIT :most")
                .bind("value", value)
                .bind("most", CANDIDATES)
                .map((row, _) -> read(row))
                .list();
    }

    private static Account read(ResultSet row) throws SQLException {
        return new Account(
                row.getObject("id", UUID.class),
                row.getInt("number"),
                row.getString("name"),
                row.getString("industry"),
                row.getString("domain"),
                row.getString("email"),
                row.getString("phone"),
                row.getString("city"),
                row.getString("country"),
                row.getString("owner"),
                Marks.read(row),
                row.getTimestamp("created_at").toInstant());
    }
}
