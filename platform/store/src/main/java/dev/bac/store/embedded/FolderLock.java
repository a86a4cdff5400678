package dev.bac.store.embedded;

import dev.bac.store.embedded.PostgresFailure.FolderInUse;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One process per data folder. The operating system holds the lock, so that it dies with its process and is never
 * stale. Who holds it stands in a second file: closing any channel on a locked file gives the lock away.
 */
final class FolderLock implements AutoCloseable {
    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    static FolderLock take(Path folder, Instant now) throws IOException {
        FileChannel channel =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean taken = false;
        try {
            taken = tryLock(channel) != null;
            if (!taken) {
                throw new FolderInUse("the data folder " + folder + " is used by " + holder(folder)
                        + "; stop that process or choose another folder with --data");
            }
            Files.writeString(
                    folder.resolve("holder"),
                    "process " + ProcessHandle.current().pid() + " since " + now + System.lineSeparator());
            return new FolderLock(channel);
        } finally {
            if (!taken) {
                channel.close();
            }
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // this very process holds it
        }
    }

    private static String holder(Path folder) throws IOException {
        Path file = folder.resolve("holder");
        return Files.exists(file) ? Files.readString(file).strip() : "another process";
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
