package dev.bac.store.embedded;

import dev.bac.store.embedded.PostgresFailure.FolderUnusable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/** A PostgreSQL server that belongs to this process and stops with it. */
public final class Server implements AutoCloseable {
    private final Cluster cluster;
    private final FolderLock lock;
    private final int port;
    private final String password;

    private Server(Cluster cluster, FolderLock lock, int port, String password) {
        this.cluster = cluster;
        this.lock = lock;
        this.port = port;
        this.password = password;
    }

    /**
     * Starts the server of {@code folder}, which is created when it is not there. What an earlier process left running
     * on it is stopped first.
     *
     * @throws PostgresFailure when it cannot be had; the message says how to mend it
     */
    public static Server start(Path folder, InstantSource clock) {
        return start(folder, clock, Account.choose(Machine.current()));
    }

    static Server start(Path folder, InstantSource clock, Account account) {
        try {
            Folders.createPrivate(folder);
            Path real = folder.toRealPath();
            FolderLock lock = FolderLock.take(real, clock.instant());
            try {
                return start(real, lock, account);
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw new FolderUnusable(
                    "cannot use the data folder " + folder + " (" + e.getMessage()
                            + "); make it writable or choose another with --data",
                    e);
        }
    }

    private static Server start(Path folder, FolderLock lock, Account account) throws IOException {
        Machine machine = Machine.current();
        Path binaries = new Binaries(machine).unpackInto(programFolder(folder, machine, account));
        Cluster cluster = new Cluster(folder, new Programs(binaries, machine, account), account);
        cluster.prepare();
        new Orphan(cluster).clear();
        String password = cluster.password(); // before there is a server to stop
        return new Server(cluster, lock, cluster.start(), password);
    }

    private static Path programFolder(Path folder, Machine machine, Account account) {
        Path cache = machine.userCache(System.getenv());
        if (!account.sharesUserCache()) {
            return folder;
        }
        try {
            Files.createDirectories(cache);
            return Files.isWritable(cache) ? cache : folder;
        } catch (IOException e) {
            return folder; // a user without a home
        }
    }

    public int port() {
        return port;
    }

    public String user() {
        return Cluster.SUPERUSER;
    }

    public String password() {
        return password;
    }

    /** Rolls back what is open, stops the server and gives the folder free. */
    @Override
    public void close() {
        try (lock) {
            cluster.stop();
        } catch (IOException e) {
            throw new FolderUnusable("cannot release the data folder (" + e.getMessage() + ")", e);
        }
    }
}
