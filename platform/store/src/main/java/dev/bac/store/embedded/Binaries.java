package dev.bac.store.embedded;

import dev.bac.store.embedded.PostgresFailure.NoPrograms;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The published PostgreSQL programs, unpacked once. */
final class Binaries {
    static final String VERSION = "18.6";
    static final String MAJOR = "18";

    private final Machine machine;

    Binaries(Machine machine) {
        this.machine = machine;
    }

    /**
     * Unpacks the programs into {@code parent/bin-18.6} unless they are there. They arrive by a rename, so a folder of
     * that name is complete, whoever was interrupted or unpacked at the same time.
     */
    Path unpackInto(Path parent) {
        Path target = parent.resolve("bin-" + VERSION);
        if (Files.isDirectory(target)) {
            return target;
        }
        try (InputStream archive = Binaries.class.getResourceAsStream(machine.archive())) {
            if (archive == null) {
                throw new NoPrograms(
                        "no PostgreSQL programs for " + machine.os() + " on " + machine.arch()
                                + " are in this build; set the address of a PostgreSQL server of your own",
                        null);
            }
            Files.createDirectories(parent);
            Path fresh = Files.createTempDirectory(parent, "unpacking-");
            try {
                extract(archive, fresh);
                publish(fresh, target);
            } finally {
                Folders.delete(fresh);
            }
            return target;
        } catch (IOException e) {
            throw new NoPrograms(
                    "cannot unpack PostgreSQL into " + target + " (" + e.getMessage()
                            + "); free some space there or make the folder writable",
                    e);
        }
    }

    private static void publish(Path fresh, Path target) throws IOException {
        // Others may have to run what root unpacked.
        if (Folders.isPosix(fresh)) {
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        try {
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (!Files.isDirectory(target)) {
                throw e;
            }
        }
    }

    private static void extract(InputStream archive, Path folder) throws IOException {
        try (var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = folder.resolve(entry.getName()).normalize();
                if (!path.startsWith(folder)) {
                    throw new FileAlreadyExistsException(entry.getName() + " would leave the folder");
                }
                write(tar, entry, path);
            }
        }
    }

    private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path path) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, path);
        if (Folders.isPosix(path)) {
            boolean runs = (entry.getMode() & 0111) != 0;
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(runs ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }
}
