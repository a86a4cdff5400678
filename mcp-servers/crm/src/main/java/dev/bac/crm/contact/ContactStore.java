package dev.bac.crm.contact;

import dev.bac.crm.mark.Marks;
import dev.bac.crm.naming.Fold;
import dev.bac.crm.naming.Held;
import dev.bac.crm.naming.Merged;
import dev.bac.crm.naming.Numbers;
import dev.bac.crm.naming.Sought;
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
import java.util.Locale;
import java.util.UUID;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** Contacts in PostgreSQL. */
public final class ContactStore {
    private static final int CANDIDATES = 50;
    private static final int NEAR = 5;
    private static final PageOrder BY_NAME = PageOrder.ascending("name", "folded", "text", "number");
    private static final String FROM =
            " FROM contact c LEFT JOIN account a ON a.tenant_id = c.tenant_id AND a.id = c.account_id ";
    private static final String SELECT = """
            SELECT c.id, c.number, c.account_id, a.name AS account_name, c.name, c.folded, c.job_title, c.email, c.phone,
                   c.version, c.owner, c.team_id, c.tags, c.custom, c.created_at
            """ + FROM;

    /** Adds contacts; those whose id is already there are left as they are. */
    public void add(Tx tx, List<Contact> contacts) {
        var batch = tx.sql().prepareBatch("""
                INSERT INTO contact (id, number, account_id, name, folded, job_title, email, phone, owner, team_id, tags,
                                     custom, created_at, search, sound)
                VALUES (:id, :number, CAST(:account AS uuid), :name, :folded, :jobTitle, :email, :phone, :owner,
                        CAST(:team AS uuid), :tags, CAST(:custom AS jsonb), :createdAt, :search, :sound)
                ON CONFLICT (tenant_id, id) DO NOTHING
                """);
        for (Contact contact : contacts) {
            bind(batch, contact).add();
        }
        if (!contacts.isEmpty()) {
            batch.execute();
        }
    }

    /** Writes a contact's new particulars over the old. */
    public void update(Tx tx, Contact contact) {
        bind(tx.sql().createUpdate("""
                                UPDATE contact SET account_id = CAST(:account AS uuid), name = :name, folded = :folded,
                                    job_title = :jobTitle, email = :email, phone = :phone, search = :search,
                                    sound = :sound
                                WHERE id = :id
                                """), contact).execute();
    }

    private static <S extends SqlStatement<S>> S bind(S statement, Contact contact) {
        return statement
                .bindMethods(contact)
                .bind("folded", Fold.of(contact.name()))
                .bind("owner", contact.marks().owner())
                .bind("team", contact.marks().team())
                .bind("tags", contact.marks().tags().toArray(String[]::new))
                .bind("custom", contact.marks().custom().toString())
                .bind("search", contact.search())
                .bind("sound", Sound.of(contact.name()));
    }

    /** The contact of that id, number, e-mail or name; {@link dev.bac.mcp.ToolRefusal} when there is none or several. */
    public Contact named(Tx tx, String field, String given) {
        return new Lookup<>("contact", Contact::label)
                .one(
                        field,
                        given,
                        List.of(
                                () -> byIdOrNumber(tx, given),
                                () -> byEmail(tx, given.strip().toLowerCase(Locale.ROOT)),
                                () -> byName(tx, given),
                                () -> startingWith(tx, given),
                                () -> byWords(tx, given)),
                        () -> near(tx, given));
    }

    /** Holds the contact until the transaction ends, and reads it as it then is. */
    public Contact lock(Tx tx, UUID id) {
        Held.row(tx, "contact", id);
        return byId(tx, id);
    }

    /** Makes the contacts of an account go by its name as it now is. */
    public void follow(Tx tx, UUID account) {
        var contacts = tx.sql()
                .createQuery(SELECT + "WHERE c.account_id = :account")
                .bind("account", account)
                .map((row, _) -> read(row))
                .list();
        var batch = tx.sql().prepareBatch("UPDATE contact SET search = :search WHERE id = :id AND search <> :search");
        contacts.forEach(
                one -> batch.bind("search", one.search()).bind("id", one.id()).add());
        if (!contacts.isEmpty()) {
            batch.execute();
        }
    }

    /** The contact of an id that another of our rows holds. */
    public Contact byId(Tx tx, UUID id) {
        return by(tx, "c.id = :value", id).getFirst();
    }

    /** Contacts of that id or number: one or none. */
    public List<Contact> byIdOrNumber(Tx tx, String given) {
        var id = Lookup.id(given);
        var found = id.map(one -> by(tx, "c.id = :value", one)).orElseGet(() -> Numbers.CON
                .read(given)
                .map(number -> by(tx, "c.number = :value", number))
                .orElse(List.of()));
        return found.isEmpty()
                ? Merged.into(tx, "CONTACT", Numbers.CON, given)
                        .map(one -> by(tx, "c.id = :value", one))
                        .orElse(List.of())
                : found;
    }

    /** Contacts with that e-mail address, given in lower case. */
    public List<Contact> byEmail(Tx tx, String email) {
        return by(tx, "c.email = :value", email);
    }

    /** Contacts with that E.164 number. */
    public List<Contact> byPhone(Tx tx, String phone) {
        return by(tx, "c.phone = :value", phone);
    }

    /** Contacts of that name. */
    public List<Contact> byName(Tx tx, String name) {
        return by(tx, "c.folded = :value", Fold.of(name));
    }

    /** Contacts whose name begins with those words. */
    public List<Contact> startingWith(Tx tx, String name) {
        return by(tx, "c.folded LIKE :value", Fold.of(name) + " %");
    }

    private List<Contact> byWords(Tx tx, String given) {
        String query = Fold.query(given);
        return query.isEmpty()
                ? List.of()
                : Fold.holding(given, by(tx, "c.words @@ to_tsquery('simple', :value)", query), Contact::name);
    }

    private List<Contact> near(Tx tx, String given) {
        String query = Fold.nearQuery(given);
        List<Contact> like = query.isEmpty() ? List.of() : by(tx, "c.words @@ to_tsquery('simple', :value)", query);
        return Fold.nearest(given, like, Contact::name, NEAR);
    }

    private static Filter filter(@Nullable String words, @Nullable UUID account) {
        return Sought.of(words).where(new Filter(), "c.").where("c.account_id = :account", "account", account);
    }

    Page<Contact> search(Tx tx, @Nullable String words, @Nullable UUID account, PageWanted wanted) {
        var filter = filter(words, account);
        return BY_NAME.read(tx, SELECT + filter.sql(), filter::bindTo, wanted, (row, _) -> read(row));
    }

    long count(Tx tx, @Nullable String words, @Nullable UUID account) {
        var filter = filter(words, account);
        return Totals.of(tx, "contact", "FROM contact c", filter);
    }

    private List<Contact> by(Tx tx, String condition, Object value) {
        return tx.sql()
                .createQuery(SELECT + "WHERE " + condition + " ORDER BY c.number LIMIT :most")
                .bind("value", value)
                .bind("most", CANDIDATES)
                .map((row, _) -> read(row))
                .list();
    }

    private static Contact read(ResultSet row) throws SQLException {
        return new Contact(
                row.getObject("id", UUID.class),
                row.getInt("number"),
                row.getObject("account_id", UUID.class),
                row.getString("account_name"),
                row.getString("name"),
                row.getString("job_title"),
                row.getString("email"),
                row.getString("phone"),
                Marks.read(row),
                row.getTimestamp("created_at").toInstant());
    }
}
