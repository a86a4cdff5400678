package dev.bac.crm.opportunity;

import dev.bac.crm.mark.Marks;
import dev.bac.crm.naming.Fold;
import dev.bac.crm.naming.Held;
import dev.bac.crm.naming.Numbers;
import dev.bac.mcp.argument.Lookup;
import dev.bac.store.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Deals in PostgreSQL. */
public final class OpportunityStore {
    static final String FROM = """
             FROM opportunity o
             JOIN stage s ON s.tenant_id = o.tenant_id AND s.pipeline = o.pipeline AND s.code = o.stage
             LEFT JOIN account a ON a.tenant_id = o.tenant_id AND a.id = o.account_id
            """;
    static final String SELECT = """
            SELECT o.id, o.number, o.account_id, a.name AS account_name, o.name, o.stage, o.last_open_stage,
                   s.probability, o.amount, o.currency, o.close_date, o.owner, o.created_at,
                   o.pipeline, o.version, o.team_id, o.tags, o.custom
            """ + FROM;
    private static final int CANDIDATES = 50;

    /** Adds deals; those whose id is already there are left as they are. */
    public void add(Tx tx, List<Opportunity> deals) {
        var batch = tx.sql().prepareBatch("""
                INSERT INTO opportunity (id, number, account_id, name, folded, stage, last_open_stage, amount, currency,
                                         close_date, owner, pipeline, created_at, closed_at)
                VALUES (:id, :number, CAST(:account AS uuid), :name, :folded, :code, :lastCode, :amount, :currency,
                        :closeDate, :owner, :pipeline, :createdAt, CASE WHEN :code IN ('WON', 'LOST') THEN
                        greatest(CAST(:closeDate AS timestamptz), :createdAt) END)
                ON CONFLICT (tenant_id, id) DO NOTHING
                """);
        for (Opportunity deal : deals) {
            batch.bindMethods(deal)
                    .bind("folded", Fold.of(deal.name()))
                    .bind("code", deal.stage().name())
                    .bind("lastCode", deal.lastOpenStage().name())
                    .add();
        }
        if (!deals.isEmpty()) {
            batch.execute();
        }
    }

    /** Writes a deal's stage, amount and close date over the old. */
    void update(Tx tx, Opportunity deal) {
        tx.sql()
                .createUpdate("""
                        UPDATE opportunity SET stage = :code, last_open_stage = :lastCode, amount = :amount,
                            currency = :currency, close_date = :closeDate,
                            closed_at = CASE WHEN :code IN ('WON', 'LOST') THEN coalesce(closed_at, :now) END
                        WHERE id = :id
                        """)
                .bind("code", deal.stage().name())
                .bind("lastCode", deal.lastOpenStage().name())
                .bind("amount", deal.amount())
                .bind("currency", deal.currency())
                .bind("closeDate", deal.closeDate())
                .bind("now", tx.now())
                .bind("id", deal.id())
                .execute();
    }

    /** Gives a deal another name and account. */
    public void rename(Tx tx, UUID id, String name, @Nullable UUID account) {
        tx.sql()
                .createUpdate("""
                        UPDATE opportunity SET name = :name, folded = :folded, account_id = CAST(:account AS uuid)
                        WHERE id = :id
                        """)
                .bind("name", name)
                .bind("folded", Fold.of(name))
                .bind("account", account)
                .bind("id", id)
                .execute();
    }

    /** Holds the deal until the transaction ends, and reads it as it then is. */
    public Opportunity lock(Tx tx, UUID id) {
        Held.row(tx, "opportunity", id);
        return byId(tx, id);
    }

    /** The deal of an id that another of our rows holds. */
    public Opportunity byId(Tx tx, UUID id) {
        return by(tx, "o.id = :value", id).getFirst();
    }

    /** Deals of that id or number: one or none. */
    public List<Opportunity> byIdOrNumber(Tx tx, String given) {
        var id = Lookup.id(given);
        if (id.isPresent()) {
            return by(tx, "o.id = :value", id.get());
        }
        return Numbers.OPP
                .read(given)
                .map(number -> by(tx, "o.number = :value", number))
                .orElse(List.of());
    }

    /** Deals of that name; open ones first. */
    public List<Opportunity> byName(Tx tx, String name) {
        return by(tx, "o.folded = :value", Fold.of(name));
    }

    /** Open deals whose name begins with those words. */
    List<Opportunity> openByStart(Tx tx, String name) {
        return by(tx, "o.stage NOT IN ('WON', 'LOST') AND o.folded LIKE :value", Fold.of(name) + " %");
    }

    /** Open deals of accounts of that name, whatever their legal form, or beginning with it. */
    List<Opportunity> openOfAccount(Tx tx, String name) {
        return by(
                tx,
                "o.stage NOT IN ('WON', 'LOST') AND (a.core = :value OR a.folded LIKE :value || ' %')",
                Fold.core(name));
    }

    /** Deals, open or not, of accounts of that name. */
    List<Opportunity> ofAccount(Tx tx, String name) {
        return by(tx, "a.core = :value", Fold.core(name));
    }

    /** Open deals whose name and account's name together hold all those words. */
    List<Opportunity> openByWords(Tx tx, String given) {
        String query = Fold.query(given);
        return query.isEmpty()
                ? List.of()
                : by(
                        tx,
                        "o.stage NOT IN ('WON', 'LOST') AND to_tsvector('simple', o.folded || ' ' ||"
                                + " coalesce(a.folded, '')) @@ to_tsquery('simple', :value)",
                        query);
    }

    /** Deals whose name or account holds a word like one of these. */
    List<Opportunity> near(Tx tx, String given) {
        String query = Fold.nearQuery(given);
        return query.isEmpty()
                ? List.of()
                : by(tx, "to_tsvector('simple', o.folded) || a.words @@ to_tsquery('simple', :value)", query);
    }

    private List<Opportunity> by(Tx tx, String condition, Object value) {
        return tx.sql()
                .createQuery(SELECT + "WHERE " + condition + " ORDER BY o.number LIMIT :most")
                .bind("value", value)
                .bind("most", CANDIDATES)
                .map((row, _) -> read(row))
                .list();
    }

    static Opportunity read(ResultSet row) throws SQLException {
        return new Opportunity(
                row.getObject("id", UUID.class),
                row.getInt("number"),
                row.getObject("account_id", UUID.class),
                row.getString("account_name"),
                row.getString("name"),
                Stage.valueOf(row.getString("stage")),
                Stage.valueOf(row.getString("last_open_stage")),
                row.getInt("probability"),
                row.getBigDecimal("amount"),
                row.getString("currency"),
                row.getObject("close_date", LocalDate.class),
                row.getString("owner"),
                row.getString("pipeline"),
                Marks.read(row),
                row.getTimestamp("created_at").toInstant());
    }
}
