package dev.bac.orchestrator.command.bench;

import dev.bac.orchestrator.command.instance.Failed;
import dev.bac.orchestrator.instance.InstanceFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the embedded PostgreSQL of a data folder has done so far. It is no child of the instance that started it, so its
 * processes are found by the file that it writes about itself.
 *
 * @param worked of its processes that live now
 * @param transactions ended, whichever way
 * @param logged bytes of write-ahead log
 */
record DatabaseWork(Optional<ProcessorTime> worked, long transactions, long logged) {
    private static final int DEEP = 4;

    /** As it stands now, of the instance that runs on a data folder. */
    static DatabaseWork of(Path data) {
        try {
            var running = InstanceFile.find(data).orElseThrow(() -> new Failed("no instance runs"));
            var address = URI.create(running.database());
            String[] who = address.getUserInfo().split(":", 2);
            String url = "jdbc:postgresql://" + address.getHost() + ":" + address.getPort() + address.getPath();
            try (var connection = DriverManager.getConnection(url, who[0], who[1]);
                    var statement = connection.createStatement();
                    var row = statement.executeQuery(
                            "SELECT (SELECT xact_commit + xact_rollback FROM pg_stat_database WHERE datname = current_database()),"
                                    + " pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')")) {
                row.next();
                return new DatabaseWork(processes(data), row.getLong(1), row.getLong(2));
            }
        } catch (SQLException | IOException e) {
            throw new Failed("the database cannot be asked what it has done", e);
        }
    }

    private static Optional<ProcessorTime> processes(Path data) throws IOException {
        try (Stream<Path> files = Files.find(data, DEEP, (path, _) -> path.endsWith("postmaster.pid"))) {
            Optional<Path> file = files.findFirst();
            if (file.isEmpty()) {
                return Optional.empty();
            }
            List<String> lines = Files.readAllLines(file.get());
            return ProcessHandle.of(Long.parseLong(lines.getFirst().strip())).map(ProcessorTime::of);
        }
    }

    /** What {@code messages} took of it since then, in words. */
    String since(DatabaseWork before, int messages) {
        String time = worked.flatMap(now -> before.worked().map(then -> now.since(then)))
                .map(took -> "%.0f ms of PostgreSQL's processor time".formatted(took.toNanos() / 1e3 / messages))
                .orElse("PostgreSQL's processes are not to be seen");
        return "of 1,000 messages: %s, %.0f transactions, %.1f MB of its log"
                .formatted(
                        time,
                        (transactions - before.transactions()) * 1e3 / messages,
                        (logged - before.logged()) / 1e3 / messages);
    }
}
