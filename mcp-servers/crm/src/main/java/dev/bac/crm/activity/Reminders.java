package dev.bac.crm.activity;

import dev.bac.crm.naming.Numbers;
import dev.bac.identity.TenantId;
import dev.bac.store.Store;
import dev.bac.store.Tenants;
import dev.bac.store.Tx;
import java.sql.Timestamp;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Tells of activities somebody wants to be reminded of, as events {@code crm.activity.due}. The event is written with the
 * note that it was, in one transaction, so that each is told once: after a restart too, and by however many nodes.
 */
public final class Reminders {
    private static final int AT_ONCE = 100;
    private static final int MOST_ROUNDS = 100;

    private final Store store;

    /** @param store of the CRM */
    public Reminders(Store store) {
        this.store = store;
    }

    private record Due(
            UUID id,
            int number,
            String kind,
            String subject,
            String owner,
            @Nullable String day,
            @Nullable String account,
            @Nullable String contact,
            @Nullable String lead,
            @Nullable String opportunity) {}

    /**
     * Tells of what is due now; nothing while nobody works for the tenant.
     *
     * @return of how many
     */
    public int tell(TenantId tenant) {
        int told = 0;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            int now = store.read(tenant, Reminders::due) ? store.write(tenant, Reminders::next) : 0;
            told += now;
            if (now < AT_ONCE) {
                break;
            }
        }
        return told;
    }

    private static boolean due(Tx tx) {
        return tx.state() == Tenants.State.ACTIVE
                && tx.sql()
                        .createQuery("""
                                SELECT EXISTS (SELECT 1 FROM activity WHERE remind_at <= :now AND remind_at IS NOT NULL
                                    AND reminded_at IS NULL AND done_at IS NULL)
                                """)
                        .bind("now", Timestamp.from(tx.now()))
                        .mapTo(Boolean.class)
                        .one();
    }

    private static int next(Tx tx) {
        // What another node is telling of at this moment is left to it.
        List<Due> all = tx.sql()
                .createQuery("""
                        UPDATE activity a SET reminded_at = :now FROM (
                            SELECT id FROM activity WHERE remind_at <= :now AND remind_at IS NOT NULL
                              AND reminded_at IS NULL AND done_at IS NULL
                            ORDER BY remind_at, id LIMIT :most FOR UPDATE SKIP LOCKED) AS d
                        WHERE a.id = d.id
                        RETURNING a.id, a.number, a.kind, a.subject, a.owner, CAST(a.due AS text) AS day,
                            CAST(a.account_id AS text) AS account, CAST(a.contact_id AS text) AS contact,
                            CAST(a.lead_id AS text) AS lead, CAST(a.opportunity_id AS text) AS opportunity
                        """)
                .bind("now", Timestamp.from(tx.now()))
                .bind("most", AT_ONCE)
                .map((row, _) -> new Due(
                        row.getObject("id", UUID.class),
                        row.getInt("number"),
                        row.getString("kind"),
                        row.getString("subject"),
                        row.getString("owner"),
                        row.getString("day"),
                        row.getString("account"),
                        row.getString("contact"),
                        row.getString("lead"),
                        row.getString("opportunity")))
                .list();
        all.forEach(one -> tx.publish(
                "crm.activity.due",
                one.id().toString(),
                JsonNodeFactory.instance
                        .objectNode()
                        .put("activity", Numbers.ACT.label(one.number()))
                        .put("kind", one.kind())
                        .put("subject", one.subject())
                        .put("owner", one.owner())
                        .put("due", one.day())
                        .put("account", one.account())
                        .put("contact", one.contact())
                        .put("lead", one.lead())
                        .put("opportunity", one.opportunity())));
        return all.size();
    }
}
