package dev.bac.llm.store.budget;

import dev.bac.identity.TenantId;
import dev.bac.llm.budget.Account;
import dev.bac.llm.budget.Alert;
import dev.bac.llm.budget.Balance;
import dev.bac.llm.budget.Bank;
import dev.bac.llm.budget.Budget;
import dev.bac.llm.budget.Period;
import dev.bac.llm.store.RouterStore;
import dev.bac.store.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Accounts in PostgreSQL. An account's row is locked for as long as a lease is renewed; a call that is within its lease
 * comes nowhere near it. Leases last by the database's clock.
 */
public final class PostgresBank implements Bank {
    private static final int MOST = 1_000;
    private static final int KEPT_DAYS = 400;
    private static final Duration LIFE = Duration.ofSeconds(10);

    private final RouterStore router;
    private final PostgresBudgets budgets;
    private final Function<TenantId, List<PostgresBudgets.Setting>> configured;
    private final Set<TenantId> met = ConcurrentHashMap.newKeySet();
    private final Duration life;

    /** @param configured what the configuration sets for a tenant, whenever this process first meets it */
    public PostgresBank(RouterStore router, Function<TenantId, List<PostgresBudgets.Setting>> configured) {
        this(router, configured, LIFE);
    }

    /** @param life how long a lease lasts that is not renewed */
    PostgresBank(RouterStore router, Function<TenantId, List<PostgresBudgets.Setting>> configured, Duration life) {
        this.router = router;
        this.configured = configured;
        this.budgets = new PostgresBudgets(router);
        this.life = life;
    }

    @Override
    public List<Budget> budgets(TenantId tenant) {
        if (!met.contains(tenant)) {
            budgets.configure(tenant, configured.apply(tenant));
            met.add(tenant);
        }
        return budgets.of(tenant);
    }

    @Override
    public ZoneId zone(TenantId tenant) {
        return router.read(tenant, tx -> tx.settings().zone());
    }

    /** The account as it is locked, and this node's lease of it. */
    private record Row(long spent, long held, int alerted) {}

    private record Own(long reported, long charged) {}

    @Override
    public Lease renew(Account account, Report report) {
        return router.write(account.tenant(), tx -> {
            open(tx, account);
            if (!lock(tx, account)) {
                // The budget was removed: nothing holds any more.
                return new Lease(report.need(), 0, 0, 0, List.of());
            }
            chargeLost(tx, account);
            Own own = own(tx, account, report.node());
            long booked = Math.max(0, report.spent() - own.reported()) - own.charged();
            Row row = row(tx, account, report.node(), booked);
            long room = account.budget().most() - row.spent() - row.held() - report.inFlight();
            long free = Lease.share(room, report.need(), report.want());
            long units = report.inFlight() + free;
            keep(tx, account, report, units);
            List<Integer> reached = Alert.reached(account.budget(), row.spent(), row.alerted());
            close(tx, account, booked, reached.isEmpty() ? row.alerted() : reached.getLast());
            return new Lease(free, Lease.exposure(units), row.spent(), row.held(), reached);
        });
    }

    /** A new day or month; with it goes what is older than anybody asks for. */
    private static void open(Tx tx, Account account) {
        int opened = tx.sql()
                .createUpdate("""
                        INSERT INTO budget_account (budget, subject, starts, ends)
                        SELECT id, :subject, :starts, :ends FROM budget WHERE id = :budget ON CONFLICT DO NOTHING
                        """)
                .bindMap(key(account))
                .bind("ends", time(account.window().ends()))
                .execute();
        if (opened == 1) {
            tx.sql()
                    .createUpdate("DELETE FROM budget_account WHERE budget = :budget AND subject = :subject"
                            + " AND ends < :starts - :days * interval '1 day'")
                    .bindMap(key(account))
                    .bind("days", KEPT_DAYS)
                    .execute();
        }
    }

    private static boolean lock(Tx tx, Account account) {
        return tx.sql()
                .createQuery("""
                        SELECT 1 FROM budget_account
                        WHERE budget = :budget AND subject = :subject AND starts = :starts FOR UPDATE
                        """)
                .bindMap(key(account))
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    /** Frees what nodes held that are gone, but for what they may have spent and never reported. */
    private static void chargeLost(Tx tx, Account account) {
        tx.sql().createUpdate("""
                        WITH lost AS (
                            UPDATE budget_lease SET units = 0, charged = charged + exposure, exposure = 0
                            WHERE budget = :budget AND subject = :subject AND starts = :starts
                              AND units > 0 AND expires_at <= clock_timestamp()
                            RETURNING charged)
                        UPDATE budget_account SET spent = spent + (SELECT coalesce(sum(charged), 0) FROM lost)
                        WHERE budget = :budget AND subject = :subject AND starts = :starts AND EXISTS (SELECT FROM lost)
                        """).bindMap(key(account)).execute();
    }

    private static Own own(Tx tx, Account account, String node) {
        return tx.sql()
                .createQuery("""
                        SELECT reported, charged FROM budget_lease
                        WHERE budget = :budget AND subject = :subject AND starts = :starts AND node = :node
                        """)
                .bindMap(key(account))
                .bind("node", node)
                .map((row, _) -> new Own(row.getLong("reported"), row.getLong("charged")))
                .findOne()
                .orElse(new Own(0, 0));
    }

    private static Row row(Tx tx, Account account, String node, long booked) {
        return tx.sql()
                .createQuery("""
                        SELECT spent + :booked AS spent, alerted,
                               (SELECT coalesce(sum(units), 0) FROM budget_lease l
                                WHERE l.budget = a.budget AND l.subject = a.subject AND l.starts = a.starts
                                  AND l.node <> :node) AS held
                        FROM budget_account a
                        WHERE budget = :budget AND subject = :subject AND starts = :starts
                        """)
                .bindMap(key(account))
                .bind("node", node)
                .bind("booked", booked)
                .map((row, _) -> new Row(row.getLong("spent"), row.getLong("held"), row.getInt("alerted")))
                .one();
    }

    private void keep(Tx tx, Account account, Report report, long units) {
        tx.sql()
                .createUpdate("""
                        INSERT INTO budget_lease (budget, subject, starts, node, units, exposure, reported, expires_at)
                        VALUES (:budget, :subject, :starts, :node, :units, :exposure, :reported,
                                clock_timestamp() + :life * interval '1 millisecond')
                        ON CONFLICT (tenant_id, budget, subject, starts, node) DO UPDATE
                        SET units = excluded.units, exposure = excluded.exposure, charged = 0,
                            reported = greatest(budget_lease.reported, excluded.reported),
                            expires_at = excluded.expires_at
                        """)
                .bindMap(key(account))
                .bind("node", report.node())
                .bind("units", units)
                .bind("exposure", Lease.exposure(units))
                .bind("reported", report.spent())
                .bind("life", life.toMillis())
                .execute();
    }

    private static void close(Tx tx, Account account, long booked, int alerted) {
        tx.sql()
                .createUpdate("""
                        UPDATE budget_account SET spent = spent + :booked, alerted = :alerted
                        WHERE budget = :budget AND subject = :subject AND starts = :starts
                        """)
                .bindMap(key(account))
                .bind("booked", booked)
                .bind("alerted", alerted)
                .execute();
    }

    @Override
    public List<Balance> balances(TenantId tenant, Instant now) {
        return router.read(tenant, tx -> tx.sql()
                .createQuery("""
                        SELECT b.*, a.subject AS whose, a.starts, a.ends, a.alerted,
                               a.spent + l.lost AS spent, l.held
                        FROM budget_account a JOIN budget b ON b.id = a.budget
                        CROSS JOIN LATERAL (
                            SELECT coalesce(sum(units) FILTER (WHERE expires_at > clock_timestamp()), 0) AS held,
                                   coalesce(sum(exposure) FILTER (WHERE expires_at <= clock_timestamp()), 0) AS lost
                            FROM budget_lease
                            WHERE budget = a.budget AND subject = a.subject AND starts = a.starts) l
                        WHERE a.ends > :now AND a.starts <= :now ORDER BY b.id, a.subject LIMIT :most
                        """)
                .bind("now", time(now))
                .bind("most", MOST)
                .map((row, _) -> balance(tenant, row))
                .list());
    }

    private static Balance balance(TenantId tenant, ResultSet row) throws SQLException {
        var window = new Period.Window(
                row.getTimestamp("starts").toInstant(), row.getTimestamp("ends").toInstant());
        var account = new Account(tenant, PostgresBudgets.budget(row), row.getString("whose"), window);
        return new Balance(account, row.getLong("spent"), row.getLong("held"), row.getInt("alerted"));
    }

    private static Map<String, Object> key(Account account) {
        return Map.of(
                "budget",
                account.budget().id(),
                "subject",
                account.subject(),
                "starts",
                time(account.window().starts()));
    }

    private static OffsetDateTime time(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
