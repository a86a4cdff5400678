package dev.bac.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerTest {

    @TempDir
    Path folder;

    @Test
    void runsAsNobodyWhereRootMayNotMakeUserNamespaces() throws Exception {
        assumeTrue(Machine.current().isRoot(), "only root needs it");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path data = folder.resolve("postgres");

        try (Server server = Server.start(data, InstantSource.system(), new Account.Nobody())) {
            assertThat(server.port()).isPositive();
            assertThat(Files.getOwner(data.resolve("cluster")).getName()).isEqualTo("nobody");
        }
        // The way may differ from start to start.
        Server.start(data, InstantSource.system(), new Account.UserNamespace()).close();
    }

    @Test
    void knowsTheMachinesForWhichProgramsArePublished() {
        assertThat(List.of(
                        Machine.of("Linux", "amd64"),
                        Machine.of("Linux", "aarch64"),
                        Machine.of("Mac OS X", "x86_64"),
                        Machine.of("Mac OS X", "aarch64"),
                        Machine.of("Windows 11", "amd64")))
                .extracting(Machine::archive)
                .containsExactly(
                        "/postgres-linux-x86_64.txz",
                        "/postgres-linux-arm_64.txz",
                        "/postgres-darwin-x86_64.txz",
                        "/postgres-darwin-arm_64.txz",
                        "/postgres-windows-x86_64.txz");
    }

    @Test
    void unpacksOnceWhenManyWantTheProgramsAtTheSameTime() throws Exception {
        Binaries binaries = new Binaries(Machine.current());

        List<Path> places = List.of(1, 2).parallelStream()
                .map(_ -> binaries.unpackInto(folder))
                .toList();

        assertThat(places).containsOnly(folder.resolve("bin-18.6"));
        try (var left = Files.list(folder)) {
            assertThat(left).containsExactly(folder.resolve("bin-18.6"));
        }
        assertThat(folder.resolve("bin-18.6").resolve("bin").resolve("postgres"))
                .isExecutable();
    }
}
