package dev.bac.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bac.store.embedded.PostgresFailure;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {

    @TempDir
    Path folder;

    @AfterEach
    void killWhatAFailedTestLeaves() throws IOException {
        Path file = folder.resolve("postgres").resolve("cluster").resolve("postmaster.pid");
        if (Files.exists(file)) {
            orphan().destroyForcibly();
        }
    }

    private static String ask(EmbeddedPostgres postgres, String sql) throws SQLException {
        PostgresAddress address = postgres.address();
        try (var connection = DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private static void execute(EmbeddedPostgres postgres, String sql) throws SQLException {
        PostgresAddress address = postgres.address();
        try (var connection = DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void isDurableAndReachableFromThisMachineOnly() throws Exception {
        try (var postgres = EmbeddedPostgres.start(folder)) {
            assertThat(ask(postgres, "SHOW fsync")).isEqualTo("on");
            assertThat(ask(postgres, "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(ask(postgres, "SHOW full_page_writes")).isEqualTo("on");
            assertThat(ask(postgres, "SHOW data_checksums")).isEqualTo("on");
            assertThat(ask(postgres, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(ask(postgres, "SHOW unix_socket_directories")).isEmpty();
            assertThat(ask(postgres, "SHOW server_version")).startsWith("18.6");
            assertThat(ask(postgres, "SELECT string_agg(DISTINCT auth_method, ',') FROM pg_hba_file_rules"))
                    .isEqualTo("scram-sha-256");
            PostgresAddress address = postgres.address();
            assertThatThrownBy(() -> DriverManager.getConnection(address.jdbcUrl(), address.user(), "guessed"))
                    .hasMessageContaining("password authentication failed");
        }
    }

    @Test
    void keepsItsPasswordForTheFoldersOwnerAndItsDataOverARestart() throws Exception {
        try (var postgres = EmbeddedPostgres.start(folder)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(
                            folder.resolve("postgres").resolve("password"))))
                    .isEqualTo("rw-------");
            execute(postgres, "CREATE TABLE kept AS SELECT 7 AS n");
        }
        try (var postgres = EmbeddedPostgres.start(folder)) {
            assertThat(ask(postgres, "SELECT n FROM kept")).isEqualTo("7");
        }
    }

    @Test
    void refusesAFolderOfAnotherMajorVersion() throws Exception {
        Path cluster = Files.createDirectories(folder.resolve("postgres").resolve("cluster"));
        Files.writeString(cluster.resolve("PG_VERSION"), "16\n");

        assertThatThrownBy(() -> EmbeddedPostgres.start(folder))
                .isInstanceOf(PostgresFailure.OtherVersion.class)
                .hasMessageContaining("was written by PostgreSQL 16, this program brings 18; dump it");
    }

    @Test
    void saysWhichProcessHoldsTheFolderAndSinceWhen() throws Exception {
        try (HeldFolder held = HeldFolder.by(folder).untilAcknowledged(1)) {
            assertThatThrownBy(() -> EmbeddedPostgres.start(folder))
                    .isInstanceOf(PostgresFailure.FolderInUse.class)
                    .hasMessageMatching(Pattern.quote(
                                    "the data folder " + folder.toRealPath().resolve("postgres"))
                            + " is used by process " + held.pid() + " since 20\\d\\d-.*; stop that process or.*");
            held.kill();
        }
        EmbeddedPostgres.start(folder).close();
    }

    @Test
    void refusesASecondServerOfTheSameProcess() {
        try (var _ = EmbeddedPostgres.start(folder)) {
            assertThatThrownBy(() -> EmbeddedPostgres.start(folder)).isInstanceOf(PostgresFailure.FolderInUse.class);
        }
    }

    @Test
    void stopsTheServerThatAKilledProcessLeftAndLosesNothing() throws Exception {
        int acknowledged;
        try (HeldFolder held = HeldFolder.by(folder).untilAcknowledged(50)) {
            acknowledged = held.kill();
        }
        ProcessHandle orphan = orphan();
        assertThat(orphan.isAlive()).isTrue();

        try (var postgres = EmbeddedPostgres.start(folder)) {
            assertThat(orphan()).isNotEqualTo(orphan);
            assertThat(Integer.parseInt(ask(postgres, "SELECT max(n) FROM kept")))
                    .isBetween(acknowledged, acknowledged + 1);
            assertThat(ask(postgres, "SELECT count(*) = max(n) FROM kept")).isEqualTo("t");
        }
    }

    @Test
    void leavesAServerAloneThatDoesNotKnowItsPassword() throws Exception {
        try (HeldFolder held = HeldFolder.by(folder).untilAcknowledged(1)) {
            held.kill();
        }
        Path password = folder.resolve("postgres").resolve("password");
        String right = Files.readString(password);
        Files.writeString(password, "another");

        assertThatThrownBy(() -> EmbeddedPostgres.start(folder))
                .isInstanceOf(PostgresFailure.ForeignServer.class)
                .hasMessageContaining("(process " + orphan().pid() + ")");
        assertThat(orphan().isAlive()).isTrue();

        Files.writeString(password, right);
        EmbeddedPostgres.start(folder).close();
    }

    @Test
    void takesNoHarmFromAPidThatBelongsToAnotherProgramByNow() throws Exception {
        EmbeddedPostgres.start(folder).close();
        Files.writeString(
                folder.resolve("postgres").resolve("cluster").resolve("postmaster.pid"),
                ProcessHandle.current().pid() + "\n/elsewhere\n1\n5432\n\n127.0.0.1\n0 0\nready\n");

        EmbeddedPostgres.start(folder).close();
    }

    @Test
    void namesAMissingPassword() throws Exception {
        EmbeddedPostgres.start(folder).close();
        Files.delete(folder.resolve("postgres").resolve("password"));

        assertThatThrownBy(() -> EmbeddedPostgres.start(folder))
                .isInstanceOf(PostgresFailure.FolderUnusable.class)
                .hasMessageContaining("password is missing");
    }

    @Test
    void beginsAgainWhenItsCreationWasInterrupted() throws Exception {
        Files.createDirectories(
                folder.resolve("postgres").resolve("cluster.new").resolve("base"));

        EmbeddedPostgres.start(folder).close();
    }

    @Test
    void runsForAnOrdinaryUserWithoutAHome() throws Exception {
        assumeTrue(Files.getOwner(Path.of("/proc/self")).getName().equals("root"), "only root can become another user");
        Path place = Files.createDirectory(folder.resolve("open"));
        open(folder);
        Path data = Files.createDirectory(place.resolve("data"));
        var nobody = folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
        Files.setOwner(data, nobody);

        try (HeldFolder held = HeldFolder.by(
                List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"),
                readableClassPath(place),
                data)) {
            held.untilAcknowledged(1);
            assertThat(Files.getOwner(data.resolve("postgres").resolve("cluster")))
                    .isEqualTo(nobody);
            held.kill();
        }
        // Root may take a folder over from whoever had it.
        EmbeddedPostgres.start(data).close();
    }

    /** The class path, copied to where everybody can read it. */
    private static String readableClassPath(Path place) throws IOException {
        List<String> copies = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path original = Path.of(entry);
            Path copy = place.resolve(copies.size() + ".jar");
            if (Files.isRegularFile(original)) {
                Files.copy(original, copy);
                open(copy);
                copies.add(copy.toString());
            } else if (Files.isDirectory(original)) {
                try (var files = Files.walk(original)) {
                    for (Path file : files.toList()) {
                        Path target = copy.resolve(original.relativize(file).toString());
                        Files.copy(file, target);
                        open(target);
                    }
                }
                copies.add(copy.toString());
            }
        }
        open(place);
        return String.join(File.pathSeparator, copies);
    }

    private static void open(Path path) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private ProcessHandle orphan() throws IOException {
        Path file = folder.resolve("postgres").resolve("cluster").resolve("postmaster.pid");
        return ProcessHandle.of(
                        Long.parseLong(Files.readAllLines(file).getFirst().strip()))
                .orElseThrow();
    }
}
