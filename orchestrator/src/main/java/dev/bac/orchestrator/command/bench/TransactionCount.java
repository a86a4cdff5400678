package dev.bac.orchestrator.command.bench;

import dev.bac.orchestrator.command.instance.Failed;
import dev.bac.store.PostgresAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * How many transactions the database has ended so far.
 *
 * @param writes transactions that wrote something, by PostgreSQL's count of transaction numbers
 * @param all transactions, with those that only read
 */
record TransactionCount(long writes, long all) {

    static TransactionCount of(PostgresAddress address) {
        try (Connection connection =
                        DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
                var statement = connection.createStatement();
                var row = statement.executeQuery("""
                        SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint, sum(xact_commit)::bigint
                        FROM pg_stat_database""")) {
            row.next();
            return new TransactionCount(row.getLong(1), row.getLong(2));
        } catch (SQLException e) {
            throw new Failed("the database does not tell what it did", e);
        }
    }

    TransactionCount since(TransactionCount before) {
        return new TransactionCount(writes - before.writes, all - before.all);
    }
}
