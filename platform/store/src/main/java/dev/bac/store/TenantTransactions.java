package dev.bac.store;

import dev.bac.identity.TenantId;
import dev.bac.store.changes.Reading;
import dev.bac.store.changes.Tables;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The transaction of one tenant. The tenant is set for the transaction only: a setting of the session would reach the
 * connection's next borrower. It goes out in one round trip with the question for what is known of the tenant.
 */
final class TenantTransactions {
    private static final String SERIALIZATION_FAILURE = "40001";
    private static final String DEADLOCK = "40P01";
    /** The session was ended because this node stood still; nothing of the transaction is there. */
    private static final String STOOD_STILL = "25P03";

    private static final Set<String> AGAIN = Set.of(SERIALIZATION_FAILURE, DEADLOCK, STOOD_STILL);
    private static final String ENTER =
            "SELECT set_config('app.tenant', ?, true); SELECT name, currency, zone, locale, state, rules FROM tenant";
    // With which snapshot, and of which database at which run of its server: the path of a table names the database and
    // the table by numbers that a restore changes.
    private static final String ENTER_SNAPSHOT = """
            SET TRANSACTION ISOLATION LEVEL REPEATABLE READ;
            SELECT set_config('app.tenant', ?, true), set_config('idle_in_transaction_session_timeout', ?, true);
            SELECT name, currency, zone, locale, state, rules, pg_current_snapshot()::text AS snapshot,
                concat_ws(' ', extract(epoch FROM pg_postmaster_start_time()), pg_relation_filepath(tableoid), tableoid)
                AS cluster
            FROM tenant""";
    private static final long PAUSE_MILLIS = 10;

    private final String schema;
    private final Jdbi jdbi;
    private final Tables tables;
    private final StoreLimits limits;
    private final InstantSource clock;
    private final Supplier<UUID> ids;

    TenantTransactions(
            String schema, Jdbi jdbi, Tables tables, StoreLimits limits, InstantSource clock, Supplier<UUID> ids) {
        this.schema = schema;
        this.jdbi = jdbi;
        this.tables = tables;
        this.limits = limits;
        this.clock = clock;
        this.ids = ids;
    }

    enum Kind {
        READ,
        WRITE,
        PREVIEW
    }

    <T> T run(TenantId tenant, Kind kind, TxWork<T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return once(tenant, kind, work);
            } catch (RuntimeException e) {
                if (!collided(e)) {
                    throw e;
                }
                if (attempt == limits.attempts()) {
                    throw new StoreException.Contended(attempt, e);
                }
                pause(attempt);
            }
        }
    }

    private <T> T once(TenantId tenant, Kind kind, TxWork<T> work) {
        try (Handle handle = jdbi.open()) {
            handle.setReadOnly(kind == Kind.READ);
            handle.begin();
            try {
                T result = work.run(enter(handle, tenant, kind));
                if (kind == Kind.PREVIEW) {
                    handle.rollback();
                } else {
                    handle.commit();
                }
                return result;
            } catch (Throwable failure) {
                takeBack(handle, failure);
                throw failure;
            }
        }
    }

    private static void takeBack(Handle handle, Throwable failure) {
        try {
            handle.rollback();
        } catch (RuntimeException gone) {
            failure.addSuppressed(gone);
        }
    }

    private Tx enter(Handle handle, TenantId tenant, Kind kind) {
        try (PreparedStatement statement =
                handle.getConnection().prepareStatement(kind == Kind.READ ? ENTER_SNAPSHOT : ENTER)) {
            statement.setString(1, tenant.toString());
            if (kind == Kind.READ) {
                statement.setString(2, Long.toString(limits.reading().toMillis()));
            }
            statement.execute();
            if (kind == Kind.READ) {
                statement.getMoreResults();
            }
            statement.getMoreResults();
            try (ResultSet row = statement.getResultSet()) {
                if (!row.next()) {
                    throw new StoreException.UnknownTenant(tenant, schema);
                }
                Reading reading = kind == Kind.READ
                        ? Reading.begin(tables, handle, row.getString("snapshot"), row.getString("cluster"))
                        : Reading.untold();
                return new Tx(
                        tenant,
                        Tenants.settings(row),
                        Tenants.state(row),
                        Optional.ofNullable(row.getString("rules")),
                        handle,
                        clock.instant(),
                        ids,
                        reading);
            }
        } catch (SQLException e) {
            throw new StoreException.Unreachable("cannot begin a transaction in schema " + schema, e);
        }
    }

    private static boolean collided(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql
                    && AGAIN.contains(Optional.ofNullable(sql.getSQLState()).orElse(""))) {
                return true;
            }
        }
        return false;
    }

    private static void pause(int attempt) {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(1, PAUSE_MILLIS << attempt));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException.Contended(attempt, e);
        }
    }
}
