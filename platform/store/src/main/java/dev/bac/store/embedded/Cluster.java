package dev.bac.store.embedded;

import dev.bac.store.embedded.PostgresFailure.FolderUnusable;
import dev.bac.store.embedded.PostgresFailure.OtherVersion;
import dev.bac.store.embedded.PostgresFailure.WillNotRun;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;

/** The server's data: {@code cluster/} with its {@code password} and {@code server.log} beside it. */
final class Cluster {
    static final String SUPERUSER = "bac";

    private static final Duration INITDB_LIMIT = Duration.ofMinutes(2);
    private static final Duration START_LIMIT = Duration.ofMinutes(5);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    private static final int START_ATTEMPTS = 6;
    private static final Duration START_PAUSE = Duration.ofMillis(300);
    private static final long LOG_LIMIT = 10L << 20;

    private final Path folder;
    private final Programs programs;
    private final Account account;

    Cluster(Path folder, Programs programs, Account account) {
        this.folder = folder;
        this.programs = programs;
        this.account = account;
    }

    Path data() {
        return folder.resolve("cluster");
    }

    String password() throws IOException {
        Path file = folder.resolve("password");
        if (!Files.exists(file)) {
            throw new FolderUnusable(
                    file + " is missing, and without it the data cannot be opened; restore it from a backup", null);
        }
        return Files.readString(file).strip();
    }

    /** Creates the cluster unless there is one; refuses one of another major version. */
    void prepare() throws IOException {
        if (Files.isDirectory(data())) {
            refuseOtherVersion();
        } else {
            create();
        }
    }

    private void refuseOtherVersion() throws IOException {
        Path file = data().resolve("PG_VERSION");
        String version = Files.exists(file) ? Files.readString(file).strip() : "an unknown version";
        if (!version.equals(Binaries.MAJOR)) {
            throw new OtherVersion(data() + " was written by PostgreSQL " + version + ", this program brings "
                    + Binaries.MAJOR + "; dump it with the program that wrote it and load it into a new folder");
        }
    }

    private void create() throws IOException {
        Path fresh = folder.resolve("cluster.new");
        Folders.delete(fresh); // left by a creation that was interrupted
        Path password = folder.resolve("password");
        Files.deleteIfExists(password);
        Folders.createPrivateFile(password);
        Files.writeString(password, newPassword(), StandardOpenOption.WRITE);
        account.own(folder);
        Programs.Outcome outcome = programs.run(
                INITDB_LIMIT,
                "initdb",
                "--pgdata=" + fresh,
                "--username=" + SUPERUSER,
                "--pwfile=" + password,
                "--auth=scram-sha-256",
                "--data-checksums",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8");
        if (!outcome.succeeded()) {
            throw new FolderUnusable("cannot create a database in " + folder + ": " + lastLine(outcome.output()), null);
        }
        Files.move(fresh, data(), StandardCopyOption.ATOMIC_MOVE);
    }

    private static String newPassword() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Starts the server and returns its port. */
    int start() throws IOException {
        rotateLog();
        Path log = folder.resolve("server.log");
        for (int attempt = 1; ; attempt++) {
            long logged = Files.exists(log) ? Files.size(log) : 0;
            int port = freePort();
            Settings.write(data(), port);
            account.own(folder);
            Programs.Outcome outcome = programs.run(
                    START_LIMIT.plusSeconds(10),
                    "pg_ctl",
                    "start",
                    "--wait",
                    "--silent",
                    "--timeout=" + START_LIMIT.toSeconds(),
                    "--pgdata=" + data(),
                    "--log=" + log);
            if (outcome.succeeded()) {
                return port;
            }
            String said = Programs.since(log, logged);
            boolean passes = said.contains("could not bind") || said.contains("still in use");
            if (!passes || attempt == START_ATTEMPTS) {
                throw new WillNotRun(
                        "PostgreSQL does not start: " + firstFatal(said, outcome.output()) + "; see " + log, null);
            }
            Waiting.pause(START_PAUSE);
        }
    }

    /** Stops the server: open transactions are rolled back, and what is committed is on disk. */
    void stop() {
        Programs.Outcome outcome = stop("fast");
        if (!outcome.succeeded() && PidFile.in(data()).flatMap(PidFile::process).isPresent()) {
            Programs.Outcome harder = stop("immediate");
            if (!harder.succeeded()) {
                throw new WillNotRun(
                        "PostgreSQL on " + data() + " does not stop: " + lastLine(harder.output())
                                + "; stop it by hand",
                        null);
            }
        }
    }

    private Programs.Outcome stop(String mode) {
        return programs.run(
                STOP_LIMIT.plusSeconds(10),
                "pg_ctl",
                "stop",
                "--wait",
                "--silent",
                "--mode=" + mode,
                "--timeout=" + STOP_LIMIT.toSeconds(),
                "--pgdata=" + data());
    }

    private void rotateLog() throws IOException {
        Path log = folder.resolve("server.log");
        if (Files.exists(log) && Files.size(log) > LOG_LIMIT) {
            Files.move(log, folder.resolve("server.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String firstFatal(String log, String output) {
        return log.lines()
                .filter(line -> line.contains("FATAL") || line.contains("PANIC") || line.contains("ERROR"))
                .findFirst()
                .orElseGet(() -> lastLine(log.isBlank() ? output : log));
    }

    private static String lastLine(String text) {
        return text.lines()
                .filter(line -> !line.isBlank())
                .reduce((_, last) -> last)
                .orElse("it said nothing");
    }
}
