package dev.bac.orchestrator.command.bench;

import dev.bac.orchestrator.command.instance.Failed;
import dev.bac.orchestrator.instance.InstanceFile;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * What the least that could keep a message would cost on the same PostgreSQL at the same time: a row in a table with a
 * key and nothing else, a batch a commit, one connection. No state, no report, nobody is asked.
 *
 * @param database as the instance's file names it
 */
record PlainInserts(URI database) {

    /** Measures and tells, on the database of the instance that runs on a data folder. */
    static void show(Path data, int messages, int batch) {
        try {
            var running = InstanceFile.find(data).orElseThrow();
            var took = new PlainInserts(URI.create(running.database())).run(messages, batch);
            System.out.printf(
                    "baseline, plain inserts of %d a commit into a bare table on the same PostgreSQL: %,.0f rows/s; load of the machine %.1f%n",
                    batch, messages / (took.toNanos() / 1e9), load());
        } catch (SQLException e) {
            throw new Failed("the baseline did not run", e);
        }
    }

    /** Of the last minute, of everybody on it. */
    static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    /** @return how long it took */
    Duration run(int messages, int batch) throws SQLException {
        String[] who = database.getUserInfo().split(":", 2);
        String address = "jdbc:postgresql://" + database.getHost() + ":" + database.getPort() + database.getPath()
                + "?reWriteBatchedInserts=true";
        try (var connection = DriverManager.getConnection(address, who[0], who[1]);
                var setup = connection.createStatement()) {
            setup.execute("CREATE TABLE public.plain_message (id uuid PRIMARY KEY, recipient text NOT NULL,"
                    + " body text NOT NULL, state text NOT NULL, created_at timestamptz NOT NULL)");
            connection.setAutoCommit(false);
            long began = System.nanoTime();
            for (int from = 0; from < messages; from += batch) {
                insert(connection, Math.min(batch, messages - from));
            }
            var took = Duration.ofNanos(System.nanoTime() - began);
            setup.execute("DROP TABLE public.plain_message");
            connection.commit();
            return took;
        }
    }

    private static void insert(Connection connection, int batch) throws SQLException {
        try (var insert = connection.prepareStatement("INSERT INTO public.plain_message VALUES (?, ?, ?, ?, ?)")) {
            var now = Timestamp.from(Instant.now());
            for (int i = 0; i < batch; i++) {
                insert.setObject(1, UUID.randomUUID());
                insert.setString(2, "+4915112345678");
                insert.setString(3, "Your order " + i + " is on its way");
                insert.setString(4, "QUEUED");
                insert.setTimestamp(5, now);
                insert.addBatch();
            }
            insert.executeBatch();
            connection.commit();
        }
    }
}
