package dev.bac.store.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The server's settings: for a small machine, reachable from this machine only, and never fast at the cost of safe. */
final class Settings {
    private static final String INCLUDE = "include 'bac.conf'";

    private Settings() {}

    static void write(Path cluster, int port) throws IOException {
        Path main = cluster.resolve("postgresql.conf");
        if (Files.readAllLines(main).stream().noneMatch(INCLUDE::equals)) {
            Files.writeString(main, "\n" + INCLUDE + "\n", StandardOpenOption.APPEND);
        }
        Files.writeString(cluster.resolve("bac.conf"), text(port));
    }

    // Statements and error details may hold what customers wrote, so neither is logged.
    private static String text(int port) {
        return """
                # Written anew at each start.
                port = %d
                listen_addresses = '127.0.0.1'
                unix_socket_directories = ''
                password_encryption = 'scram-sha-256'
                fsync = on
                synchronous_commit = on
                full_page_writes = on
                max_connections = 200
                shared_buffers = 128MB
                work_mem = 8MB
                maintenance_work_mem = 64MB
                max_wal_size = 512MB
                max_prepared_transactions = 0
                random_page_cost = 1.1
                jit = off
                timezone = 'UTC'
                log_timezone = 'UTC'
                lc_messages = 'C'
                logging_collector = off
                log_min_messages = warning
                log_min_error_statement = panic
                log_error_verbosity = terse
                log_statement = 'none'
                """.formatted(port);
    }
}
