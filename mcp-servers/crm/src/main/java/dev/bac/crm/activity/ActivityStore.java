package dev.bac.crm.activity;

import dev.bac.crm.naming.Fold;
import dev.bac.crm.naming.Held;
import dev.bac.crm.naming.Numbers;
import dev.bac.mcp.argument.Filter;
import dev.bac.mcp.argument.Lookup;
import dev.bac.mcp.argument.Page;
import dev.bac.mcp.argument.PageOrder;
import dev.bac.mcp.argument.PageWanted;
import dev.bac.store.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Activities in PostgreSQL. */
public final class ActivityStore {
    private static final PageOrder NEXT_DUE =
            PageOrder.ascending("next due", "coalesce(due, date 'infinity')", "date", "-number");
    private static final int CANDIDATES = 50;
    private static final int NEAR = 5;
    private static final String OPEN = "done_at IS NULL AND kind <> 'NOTE'";
    private static final String HOLDS = "to_tsvector('simple', subject) @@ to_tsquery('simple', :value)";
    private static final String SELECT = """
            SELECT id, number, kind, subject, body, due, done_at, remind_at, owner, account_id, contact_id, lead_id,
                   opportunity_id, created_at FROM activity
            """;

    /** Adds activities; those whose id is already there are left as they are. */
    public void add(Tx tx, List<Activity> activities) {
        var batch = tx.sql().prepareBatch("""
                INSERT INTO activity (id, number, kind, subject, body, due, done_at, remind_at, owner, account_id, contact_id,
                                      lead_id, opportunity_id, created_at)
                VALUES (:id, :number, :code, :subject, :body, CAST(:due AS date), CAST(:doneAt AS timestamptz), CAST(:remindAt AS timestamptz), :owner, CAST(:account AS uuid), CAST(:contact AS uuid), CAST(:lead AS uuid),
                        CAST(:opportunity AS uuid), :createdAt)
                ON CONFLICT (tenant_id, id) DO NOTHING
                """);
        for (Activity activity : activities) {
            batch.bindMethods(activity)
                    .bind("code", activity.kind().name())
                    .bind("account", activity.about().account())
                    .bind("contact", activity.about().contact())
                    .bind("lead", activity.about().lead())
                    .bind("opportunity", activity.about().opportunity())
                    .add();
        }
        if (!activities.isEmpty()) {
            batch.execute();
        }
    }

    /** Gives a lead's activities to what the lead became; answers how many. */
    public int follow(Tx tx, UUID lead, @Nullable UUID account, UUID contact) {
        return tx.sql()
                .createUpdate(
                        "UPDATE activity SET account_id = CAST(:account AS uuid), contact_id = :contact WHERE lead_id = :lead")
                .bind("account", account)
                .bind("contact", contact)
                .bind("lead", lead)
                .execute();
    }

    /** The activity of that id, number or subject, open ones first; {@link dev.bac.mcp.ToolRefusal} otherwise. */
    Activity named(Tx tx, String field, String given) {
        var text = given.strip();
        var words = Fold.query(given);
        return new Lookup<>("activity", Activity::label)
                .one(
                        field,
                        given,
                        List.of(
                                () -> byIdOrNumber(tx, given),
                                () -> by(tx, OPEN + " AND lower(subject) = lower(:value)", text),
                                () -> by(tx, OPEN + " AND starts_with(lower(subject), lower(:value) || ' ')", text),
                                () -> words.isEmpty() ? List.of() : by(tx, OPEN + " AND " + HOLDS, words),
                                () -> by(tx, "lower(subject) = lower(:value)", text)),
                        () -> near(tx, given));
    }

    /** Activities of that id or number: one or none. */
    List<Activity> byIdOrNumber(Tx tx, String given) {
        return Lookup.id(given)
                .map(id -> by(tx, "id = :value", id))
                .or(() -> Numbers.ACT.read(given).map(number -> by(tx, "number = :value", number)))
                .orElse(List.of());
    }

    private List<Activity> near(Tx tx, String given) {
        var query = Fold.nearQuery(given);
        return query.isEmpty()
                ? List.of()
                : Fold.nearest(given, by(tx, OPEN + " AND " + HOLDS, query), Activity::subject, NEAR);
    }

    /** The activity of an id that another of our rows holds. */
    Activity byId(Tx tx, UUID id) {
        return by(tx, "id = :value", id).getFirst();
    }

    /** Holds the activity until the transaction ends, and reads it as it then is. */
    Activity lock(Tx tx, UUID id) {
        Held.row(tx, "activity", id);
        return byId(tx, id);
    }

    /** Marks an activity as done now. */
    void complete(Tx tx, UUID id) {
        tx.sql()
                .createUpdate("UPDATE activity SET done_at = :now WHERE id = :id")
                .bind("now", tx.now())
                .bind("id", id)
                .execute();
    }

    /** Which activities are wanted; a null filters nothing. */
    record Wanted(
            @Nullable ActivityKind kind,
            boolean openOnly,
            @Nullable LocalDate dueFrom,
            @Nullable LocalDate dueTo,
            Activity.About about) {

        Filter filter() {
            var filter = new Filter()
                    .where("kind = :kind", "kind", kind)
                    .where("due >= :dueFrom", "dueFrom", dueFrom)
                    .where("due <= :dueTo", "dueTo", dueTo);
            if (openOnly) {
                filter.where(OPEN);
            }
            if (about.opportunity() != null) {
                return filter.where("opportunity_id = :about", "about", about.opportunity());
            }
            if (about.contact() != null) {
                return filter.where("contact_id = :about", "about", about.contact());
            }
            return about.lead() != null
                    ? filter.where("lead_id = :about", "about", about.lead())
                    : filter.where("account_id = :about", "about", about.account());
        }
    }

    Page<Activity> list(Tx tx, Wanted wanted, PageWanted page) {
        var filter = wanted.filter();
        return NEXT_DUE.read(tx, SELECT + filter.sql(), filter::bindTo, page, (row, _) -> read(row));
    }

    long count(Tx tx, Wanted wanted) {
        var filter = wanted.filter();
        return filter.bindTo(tx.sql().createQuery("SELECT count(*) FROM activity " + filter.sql()))
                .mapTo(Long.class)
                .one();
    }

    private static List<Activity> by(Tx tx, String condition, Object value) {
        return tx.sql()
                .createQuery(SELECT + "WHERE " + condition + " ORDER BY number LIMIT :most")
                .bind("value", value)
                .bind("most", CANDIDATES)
                .map((row, _) -> read(row))
                .list();
    }

    private static Activity read(ResultSet row) throws SQLException {
        var done = row.getTimestamp("done_at");
        var remind = row.getTimestamp("remind_at");
        return new Activity(
                row.getObject("id", UUID.class),
                row.getInt("number"),
                ActivityKind.valueOf(row.getString("kind")),
                row.getString("subject"),
                row.getString("body"),
                row.getObject("due", LocalDate.class),
                done == null ? null : done.toInstant(),
                remind == null ? null : remind.toInstant(),
                row.getString("owner"),
                new Activity.About(
                        row.getObject("account_id", UUID.class),
                        row.getObject("contact_id", UUID.class),
                        row.getObject("lead_id", UUID.class),
                        row.getObject("opportunity_id", UUID.class)),
                row.getTimestamp("created_at").toInstant());
    }
}
