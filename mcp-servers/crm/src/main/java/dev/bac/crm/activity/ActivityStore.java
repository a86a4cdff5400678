package dev.bac.crm.activity;

import dev.bac.mcp.Filter;
import dev.bac.mcp.Paging;
import dev.bac.store.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Activities in PostgreSQL. */
public final class ActivityStore {
    private static final String SELECT = """
            SELECT id, number, kind, subject, body, due, done_at, owner, account_id, contact_id, lead_id,
                   opportunity_id, created_at FROM activity
            """;

    /** Adds activities; those whose id is already there are left as they are. */
    public void add(Tx tx, List<Activity> activities) {
        var batch = tx.sql().prepareBatch("""
                INSERT INTO activity (id, number, kind, subject, body, due, done_at, owner, account_id, contact_id,
                                      lead_id, opportunity_id, created_at)
                VALUES (:id, :number, :code, :subject, :body, CAST(:due AS date), CAST(:doneAt AS timestamptz), :owner, CAST(:account AS uuid), CAST(:contact AS uuid), CAST(:lead AS uuid),
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
                filter.where("done_at IS NULL AND kind <> 'NOTE'");
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

    List<Activity> list(Tx tx, Wanted wanted, Paging paging) {
        var filter = wanted.filter();
        return filter.bindTo(tx.sql()
                        .createQuery(SELECT + filter.sql()
                                + " ORDER BY due NULLS LAST, created_at DESC, id LIMIT :limit OFFSET :offset"))
                .bind("limit", paging.limit())
                .bind("offset", paging.offset())
                .map((row, _) -> read(row))
                .list();
    }

    long count(Tx tx, Wanted wanted) {
        var filter = wanted.filter();
        return filter.bindTo(tx.sql().createQuery("SELECT count(*) FROM activity " + filter.sql()))
                .mapTo(Long.class)
                .one();
    }

    private static Activity read(ResultSet row) throws SQLException {
        var done = row.getTimestamp("done_at");
        return new Activity(
                row.getObject("id", UUID.class),
                row.getInt("number"),
                ActivityKind.valueOf(row.getString("kind")),
                row.getString("subject"),
                row.getString("body"),
                row.getObject("due", LocalDate.class),
                done == null ? null : done.toInstant(),
                row.getString("owner"),
                new Activity.About(
                        row.getObject("account_id", UUID.class),
                        row.getObject("contact_id", UUID.class),
                        row.getObject("lead_id", UUID.class),
                        row.getObject("opportunity_id", UUID.class)),
                row.getTimestamp("created_at").toInstant());
    }
}
