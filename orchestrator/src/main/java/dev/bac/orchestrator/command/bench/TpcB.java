package dev.bac.orchestrator.command.bench;

import dev.bac.store.PostgresAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * The TPC-B-like script that pgbench runs unless told otherwise (its manual page, "What is the 'Transaction' Actually
 * Performed in pgbench?"), with prepared statements over JDBC. Its scale is the number of clients, as that page advises.
 */
final class TpcB implements AutoCloseable {
    private static final int ACCOUNTS = 100_000;
    private static final int TELLERS = 10;
    private static final String SCHEMA = "bench_tpcb";

    private final int scale;
    private final BlockingQueue<Session> idle;

    private TpcB(int scale, BlockingQueue<Session> idle) {
        this.scale = scale;
        this.idle = idle;
    }

    private record Session(Connection connection, List<PreparedStatement> steps) {
        static Session open(PostgresAddress address) throws SQLException {
            var connection = DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
            connection.setAutoCommit(false);
            return new Session(
                    connection,
                    List.of(
                            prepared(connection, "UPDATE %s.accounts SET abalance = abalance + ? WHERE aid = ?"),
                            prepared(connection, "SELECT abalance FROM %s.accounts WHERE aid = ?"),
                            prepared(connection, "UPDATE %s.tellers SET tbalance = tbalance + ? WHERE tid = ?"),
                            prepared(connection, "UPDATE %s.branches SET bbalance = bbalance + ? WHERE bid = ?"),
                            prepared(
                                    connection,
                                    "INSERT INTO %s.history (tid, bid, aid, delta, mtime) VALUES (?, ?, ?, ?, CURRENT_TIMESTAMP)")));
        }

        private static PreparedStatement prepared(Connection connection, String sql) throws SQLException {
            return connection.prepareStatement(sql.formatted(SCHEMA));
        }
    }

    static TpcB prepare(PostgresAddress address, int clients) throws SQLException {
        var idle = new ArrayBlockingQueue<Session>(clients);
        try (var connection = DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
                var statement = connection.createStatement()) {
            for (var sql : List.of(
                    "CREATE SCHEMA " + SCHEMA,
                    "CREATE TABLE %1$s.branches (bid int PRIMARY KEY, bbalance int, filler char(88)) WITH (fillfactor = 100)",
                    "CREATE TABLE %1$s.tellers (tid int PRIMARY KEY, bid int, tbalance int, filler char(84))",
                    "CREATE TABLE %1$s.accounts (aid int PRIMARY KEY, bid int, abalance int, filler char(84))",
                    "CREATE TABLE %1$s.history (tid int, bid int, aid int, delta int, mtime timestamp, filler char(22))",
                    "INSERT INTO %1$s.branches SELECT n, 0, '' FROM generate_series(1, " + clients + ") n",
                    "INSERT INTO %1$s.tellers SELECT n, (n - 1) / 10 + 1, 0, '' FROM generate_series(1, "
                            + clients * TELLERS + ") n",
                    "INSERT INTO %1$s.accounts SELECT n, (n - 1) / 100000 + 1, 0, '' FROM generate_series(1, "
                            + clients * ACCOUNTS + ") n",
                    "VACUUM ANALYZE %1$s.accounts")) {
                statement.execute(sql.formatted(SCHEMA));
            }
        }
        for (int i = 0; i < clients; i++) {
            idle.add(Session.open(address));
        }
        return new TpcB(clients, idle);
    }

    int once(SplittableRandom random) throws SQLException, InterruptedException {
        var session = idle.take();
        try {
            int account = random.nextInt(1, scale * ACCOUNTS + 1);
            int branch = random.nextInt(1, scale + 1);
            int teller = random.nextInt(1, scale * TELLERS + 1);
            int delta = random.nextInt(-5_000, 5_001);
            run(session.steps().get(0), delta, account);
            session.steps().get(1).setInt(1, account);
            try (ResultSet row = session.steps().get(1).executeQuery()) {
                row.next();
            }
            run(session.steps().get(2), delta, teller);
            run(session.steps().get(3), delta, branch);
            run(session.steps().get(4), teller, branch, account, delta);
            session.connection().commit();
            return 1;
        } finally {
            idle.add(session);
        }
    }

    private static void run(PreparedStatement statement, int... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setInt(i + 1, values[i]);
        }
        statement.executeUpdate();
    }

    @Override
    public void close() throws SQLException {
        for (var session : idle) {
            session.connection().close();
        }
    }
}
