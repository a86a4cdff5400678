package dev.bac.store.embedded;

import dev.bac.store.embedded.PostgresFailure.ForeignServer;
import dev.bac.store.embedded.PostgresFailure.WillNotRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * The server that a killed process left running on the data folder. It is never attached to: nobody knows what it is
 * in the middle of. It is stopped when it proves to be this folder's own by its command, its data folder and its
 * password; anything else is left alone and reported.
 */
final class Orphan {
    private static final int ATTEMPTS = 100;
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final String CANNOT_CONNECT_NOW = "57P03";
    private static final String WRONG_PASSWORD = "28P01";

    private final Cluster cluster;

    Orphan(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Stops a server left behind; nothing happens when there is none. The folder's lock must be held. */
    void clear() throws IOException {
        Path data = cluster.data();
        PidFile left = PidFile.in(data).orElse(null);
        if (left == null) {
            return;
        }
        ProcessHandle process = left.process().orElse(null);
        if (process == null) {
            return; // the server knows best how to clear up after itself
        }
        if (!isPostgres(process)) {
            // The number belongs to another program by now: the machine was restarted. The server would not see that.
            Files.deleteIfExists(data.resolve("postmaster.pid"));
            return;
        }
        if (!Files.isSameFile(Path.of(left.dataFolder()), data) || !knowsPassword(left, process)) {
            throw new ForeignServer("a PostgreSQL server that is not this folder's own (process " + left.pid()
                    + ") runs on " + data + "; stop it, then start again");
        }
        try {
            cluster.stop();
        } catch (WillNotRun e) {
            stopAnothersServer(process, e);
        }
    }

    /** Root may have found the server of an ordinary user, whom it does not become to stop it. */
    private void stopAnothersServer(ProcessHandle process, WillNotRun failure) {
        process.destroy();
        for (int attempt = 0; PidFile.in(cluster.data()).isPresent(); attempt++) {
            if (attempt == ATTEMPTS) {
                throw failure;
            }
            Waiting.pause(PAUSE);
        }
    }

    private static boolean isPostgres(ProcessHandle process) {
        return process.info().command().map(Path::of).map(Path::getFileName).map(Path::toString).stream()
                .anyMatch(name -> name.equals("postgres") || name.equals("postgres.exe"));
    }

    private boolean knowsPassword(PidFile left, ProcessHandle process) throws IOException {
        String password = cluster.password();
        String url = "jdbc:postgresql://127.0.0.1:" + left.port() + "/postgres?connectTimeout=5&socketTimeout=10";
        for (int attempt = 0; attempt < ATTEMPTS && process.isAlive(); attempt++) {
            try (Connection connection = DriverManager.getConnection(url, Cluster.SUPERUSER, password);
                    Statement statement = connection.createStatement();
                    ResultSet answer = statement.executeQuery("SHOW data_directory")) {
                return answer.next() && Files.isSameFile(Path.of(answer.getString(1)), cluster.data());
            } catch (SQLException e) {
                if (WRONG_PASSWORD.equals(e.getSQLState())) {
                    return false;
                }
                if (!CANNOT_CONNECT_NOW.equals(e.getSQLState())) {
                    return !process.isAlive();
                }
                Waiting.pause(PAUSE); // it is still recovering, or on its way down
            }
        }
        return true;
    }
}
