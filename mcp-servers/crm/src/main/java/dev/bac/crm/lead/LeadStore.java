package dev.bac.crm.lead;

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

/** Leads in PostgreSQL. */
public final class LeadStore {
    private static final int CANDIDATES = 50;
    private static final int NEAR = 5;
    private static final PageOrder NEWEST = PageOrder.descending("newest", "created_at", "timestamptz", "number");
    private static final String SELECT = """
            SELECT id, number, name, company, email, phone, source, note, country, status, account_id, contact_id,
                   opportunity_id, converted_at, version, owner, team_id, tags, custom, created_at FROM lead
            """;

    /** Adds leads; those whose id is already there are left as they are. */
    public void add(Tx tx, List<Lead> leads) {
        var batch = tx.sql().prepareBatch("""
                INSERT INTO lead (id, number, name, folded, company, email, phone, source, note, country, status,
                                  account_id, contact_id, opportunity_id, converted_at, owner, team_id, tags, custom,
                                  created_at, search, sound)
                VALUES (:id, :number, :name, :folded, :company, :email, :phone, :source, :note, :country, :state, CAST(:account AS uuid),
                        CAST(:contact AS uuid), CAST(:opportunity AS uuid), CAST(:convertedAt AS timestamptz), :owner,
                        CAST(:team AS uuid), :tags, CAST(:custom AS jsonb), :createdAt, :search, :sound)
                ON CONFLICT (tenant_id, id) DO NOTHING
                """);
        for (Lead lead : leads) {
            var links = lead.links();
            bind(batch, lead)
                    .bind("account", links == null ? null : links.account())
                    .bind("contact", links == null ? null : links.contact())
                    .bind("opportunity", links == null ? null : links.opportunity())
                    .bind("convertedAt", links == null ? null : links.at())
                    .add();
        }
        if (!leads.isEmpty()) {
            batch.execute();
        }
    }

    private static <S extends SqlStatement<S>> S bind(S statement, Lead lead) {
        return statement
                .bindMethods(lead)
                .bind("folded", Fold.of(lead.name()))
                .bind("state", lead.status().name())
                .bind("owner", lead.marks().owner())
                .bind("team", lead.marks().team())
                .bind("tags", lead.marks().tags().toArray(String[]::new))
                .bind("custom", lead.marks().custom().toString())
                .bind("search", lead.search())
                .bind("sound", Sound.of(lead.name()));
    }

    /** Writes a lead's new particulars and status over the old; what it became stays. */
    public void update(Tx tx, Lead lead) {
        bind(tx.sql().createUpdate("""
                                UPDATE lead SET name = :name, folded = :folded, company = :company, email = :email,
                                    phone = :phone, source = :source, note = :note, country = :country,
                                    status = :state, search = :search, sound = :sound
                                WHERE id = :id
                                """), lead).execute();
    }

    /** The lead of an id that another of our rows holds. */
    public Lead byId(Tx tx, UUID id) {
        return by(tx, "id = :value", id).getFirst();
    }

    /** Holds the lead until the transaction ends, and reads it as it then is. */
    public Lead lock(Tx tx, UUID id) {
        Held.row(tx, "lead", id);
        return by(tx, "id = :value", id).getFirst();
    }

    /** Keeps what a lead became. */
    public void link(Tx tx, UUID lead, Lead.Links links) {
        tx.sql()
                .createUpdate("""
                        UPDATE lead SET status = 'CONVERTED', account_id = CAST(:account AS uuid), contact_id = CAST(:contact AS uuid),
                            opportunity_id = CAST(:opportunity AS uuid), converted_at = :at
                        WHERE id = :id
                        """)
                .bind("account", links.account())
                .bind("contact", links.contact())
                .bind("opportunity", links.opportunity())
                .bind("at", links.at())
                .bind("id", lead)
                .execute();
    }

    /** The lead of that id, number, e-mail or name; {@link dev.bac.mcp.ToolRefusal} when there is none or several. */
    public Lead named(Tx tx, String field, String given) {
        String folded = Fold.of(given);
        return new Lookup<>("lead", Lead::label)
                .one(
                        field,
                        given,
                        List.of(
                                () -> byIdOrNumber(tx, given),
                                () -> by(tx, "email = :value", given.strip().toLowerCase(Locale.ROOT)),
                                () -> by(tx, "status = 'OPEN' AND folded = :value", folded),
                                () -> by(tx, "folded = :value", folded),
                                () -> by(tx, "status = 'OPEN' AND folded LIKE :value", folded + " %"),
                                () -> by(tx, "status = 'OPEN' AND lower(company) = lower(:value)", given.strip()),
                                () -> byWords(tx, given)),
                        () -> near(tx, given));
    }

    /** Leads of that id or number: one or none. */
    public List<Lead> byIdOrNumber(Tx tx, String given) {
        var id = Lookup.id(given);
        var found = id.map(one -> by(tx, "id = :value", one)).orElseGet(() -> Numbers.LEAD
                .read(given)
                .map(number -> by(tx, "number = :value", number))
                .orElse(List.of()));
        return found.isEmpty()
                ? Merged.into(tx, "LEAD", Numbers.LEAD, given)
                        .map(one -> by(tx, "id = :value", one))
                        .orElse(List.of())
                : found;
    }

    /** Leads of that name; open ones alone. */
    public List<Lead> byName(Tx tx, String name) {
        return by(tx, "status = 'OPEN' AND folded = :value", Fold.of(name));
    }

    /** Open leads with the same e-mail address or telephone. */
    public List<Lead> alike(Tx tx, @Nullable String email, @Nullable String phone) {
        var byEmail = email == null ? List.<Lead>of() : by(tx, "status = 'OPEN' AND email = :value", email);
        return !byEmail.isEmpty() || phone == null ? byEmail : by(tx, "status = 'OPEN' AND phone = :value", phone);
    }

    private List<Lead> byWords(Tx tx, String given) {
        String query = Fold.query(given);
        return query.isEmpty()
                ? List.of()
                : Fold.holding(
                        given, by(tx, "status = 'OPEN' AND words @@ to_tsquery('simple', :value)", query), Lead::name);
    }

    private List<Lead> near(Tx tx, String given) {
        String query = Fold.nearQuery(given);
        List<Lead> like = query.isEmpty() ? List.of() : by(tx, "words @@ to_tsquery('simple', :value)", query);
        return Fold.nearest(given, like, Lead::name, NEAR);
    }

    private static Filter filter(@Nullable String words, @Nullable LeadStatus status, @Nullable String source) {
        return Sought.of(words)
                .where(new Filter(), "")
                .where("status = :status", "status", status)
                .where("lower(source) = lower(:source)", "source", source);
    }

    Page<Lead> search(
            Tx tx, @Nullable String words, @Nullable LeadStatus status, @Nullable String source, PageWanted wanted) {
        var filter = filter(words, status, source);
        return NEWEST.read(tx, SELECT + filter.sql(), filter::bindTo, wanted, (row, _) -> read(row));
    }

    long count(Tx tx, @Nullable String words, @Nullable LeadStatus status, @Nullable String source) {
        var filter = filter(words, status, source);
        return Totals.of(tx, "lead", "FROM lead", filter);
    }

    private List<Lead> by(Tx tx, String condition, Object value) {
        return tx.sql()
                .createQuery(SELECT + "WHERE " + condition + " ORDER BY number LIMIT :most")
                .bind("value", value)
                .bind("most", CANDIDATES)
                .map((row, _) -> read(row))
                .list();
    }

    private static Lead read(ResultSet row) throws SQLException {
        var contact = row.getObject("contact_id", UUID.class);
        return new Lead(
                row.getObject("id", UUID.class),
                row.getInt("number"),
                row.getString("name"),
                row.getString("company"),
                row.getString("email"),
                row.getString("phone"),
                row.getString("source"),
                row.getString("note"),
                row.getString("country"),
                LeadStatus.valueOf(row.getString("status")),
                contact == null
                        ? null
                        : new Lead.Links(
                                row.getObject("account_id", UUID.class),
                                contact,
                                row.getObject("opportunity_id", UUID.class),
                                row.getTimestamp("converted_at").toInstant()),
                Marks.read(row),
                row.getTimestamp("created_at").toInstant());
    }
}
