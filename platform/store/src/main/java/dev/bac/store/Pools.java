package dev.bac.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.math.BigDecimal;
import java.time.Duration;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;

/** A schema's connections, one pool for each of its roles. */
final class Pools implements AutoCloseable {
    private static final int FEW = 2;
    private static final Duration UNUSED = Duration.ofMinutes(1);

    private final HikariDataSource appSource;
    private final HikariDataSource ownerSource;
    private final HikariDataSource relaySource;
    private final Jdbi app;
    private final Jdbi owner;
    private final Jdbi relay;

    Pools(PostgresAddress server, SchemaSpec spec, Secrets secrets, StoreLimits limits, Traffic traffic) {
        appSource = source(secrets.signIn(server, spec.app()), spec.name(), limits, limits.connections());
        ownerSource = source(secrets.signIn(server, spec.owner()), spec.name(), limits, FEW);
        relaySource = source(secrets.signIn(server, spec.relay()), spec.name(), limits, FEW);
        app = traffic.watched(discreet(appSource));
        owner = traffic.watched(discreet(ownerSource));
        relay = traffic.watched(discreet(relaySource));
    }

    /** Messages of failed statements end in logs, so they hold neither the arguments nor the row at fault. */
    private static Jdbi discreet(DataSource source) {
        Jdbi jdbi = Jdbi.create(source).registerArrayType(BigDecimal.class, "numeric");
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(StatementExceptions.MessageRendering.NONE);
        return jdbi;
    }

    private static HikariDataSource source(PostgresAddress signIn, String schema, StoreLimits limits, int size) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(signIn.user());
        config.setJdbcUrl(signIn.jdbcUrl());
        config.setUsername(signIn.user());
        config.setPassword(signIn.password());
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(0);
        config.setIdleTimeout(UNUSED.toMillis());
        config.setConnectionTimeout(limits.acquire().toMillis());
        config.setInitializationFailTimeout(-1);
        config.addDataSourceProperty("currentSchema", Schemas.searchPath(schema));
        config.addDataSourceProperty("options", limits.options());
        config.addDataSourceProperty("ApplicationName", signIn.user());
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        config.addDataSourceProperty("logServerErrorDetail", "false");
        return new HikariDataSource(config);
    }

    Jdbi app() {
        return app;
    }

    DataSource appSource() {
        return appSource;
    }

    Jdbi owner() {
        return owner;
    }

    Jdbi relay() {
        return relay;
    }

    @Override
    public void close() {
        appSource.close();
        ownerSource.close();
        relaySource.close();
    }
}
