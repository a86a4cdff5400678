package dev.bac.llm.store.budget;

import dev.bac.identity.TenantId;
import dev.bac.llm.budget.Budget;
import dev.bac.llm.budget.Measure;
import dev.bac.llm.budget.Per;
import dev.bac.llm.budget.Period;
import dev.bac.llm.store.RouterStore;
import dev.bac.store.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** The budgets themselves, set in the configuration or by an admin. */
public final class PostgresBudgets {
    /** Most budgets of a tenant. */
    public static final int MOST = 1_000;

    private final RouterStore router;

    public PostgresBudgets(RouterStore router) {
        this.router = router;
    }

    /** Who set it: what the configuration sets, an admin cannot remove for good. */
    public enum Origin {
        CONFIGURATION,
        ADMIN
    }

    /** What is to hold. There is one of each kind: setting it again changes it, and what was spent stays spent. */
    public record Setting(Per per, String subject, Measure measure, Period period, long most, List<Integer> alerts) {
        public Setting {
            alerts = List.copyOf(alerts);
        }
    }

    /** Ordered by id, at most 1,000. */
    public List<Budget> of(TenantId tenant) {
        return router.read(tenant, tx -> tx.sql()
                .createQuery("SELECT * FROM budget ORDER BY id LIMIT :most")
                .bind("most", MOST)
                .map((row, _) -> budget(row))
                .list());
    }

    /** Sets one. @return as it now is */
    public Budget set(TenantId tenant, Setting setting, Origin origin) {
        return router.write(tenant, tx -> set(tx, setting, origin));
    }

    /** Sets what the configuration says, and removes what it said before and says no more. */
    public void configure(TenantId tenant, List<Setting> settings) {
        router.write(tenant, tx -> {
            var kept = settings.stream()
                    .map(setting -> set(tx, setting, Origin.CONFIGURATION).id())
                    .toList();
            return tx.sql()
                    .createUpdate("DELETE FROM budget WHERE origin = 'CONFIGURATION' AND NOT (id = ANY (:kept))")
                    .bindArray("kept", UUID.class, kept)
                    .execute();
        });
    }

    /** @return false when there is no such budget */
    public boolean remove(TenantId tenant, UUID id) {
        return router.write(tenant, tx -> tx.sql()
                        .createUpdate("DELETE FROM budget WHERE id = :id")
                        .bind("id", id)
                        .execute())
                == 1;
    }

    private static Budget set(Tx tx, Setting setting, Origin origin) {
        return tx.sql()
                .createQuery("""
                        INSERT INTO budget (id, per, subject, measure, period, most, alerts, origin, changed_at)
                        VALUES (:id, :per, :subject, :measure, :period, :most, :alerts, :origin, :now)
                        ON CONFLICT (tenant_id, per, subject, measure, period) DO UPDATE
                        SET most = excluded.most, alerts = excluded.alerts, origin = excluded.origin,
                            changed_at = excluded.changed_at
                        RETURNING *
                        """)
                .bind("id", tx.newId())
                .bind("per", setting.per().name())
                .bind("subject", setting.subject())
                .bind("measure", setting.measure().name())
                .bind("period", setting.period().name())
                .bind("most", setting.most())
                .bindArray("alerts", Integer.class, setting.alerts())
                .bind("origin", origin.name())
                .bind("now", tx.now())
                .map((row, _) -> budget(row))
                .one();
    }

    static Budget budget(ResultSet row) throws SQLException {
        return new Budget(
                row.getObject("id", UUID.class),
                Per.valueOf(row.getString("per")),
                row.getString("subject"),
                Measure.valueOf(row.getString("measure")),
                Period.valueOf(row.getString("period")),
                row.getLong("most"),
                Arrays.asList((Integer[]) row.getArray("alerts").getArray()));
    }
}
