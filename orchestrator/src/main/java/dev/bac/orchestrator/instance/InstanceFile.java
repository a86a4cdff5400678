package dev.bac.orchestrator.instance;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a running instance leaves in its data folder, for its owner alone: where it answers, a key of its admin that works
 * as long as it runs, and its database.
 *
 * @param pid the process; the file of a dead one says nothing
 * @param began when that process began, in milliseconds since 1970, for a number is given again after a while; 0 where the
 *     system does not say
 */
public record InstanceFile(URI address, String key, String database, long pid, long began) {
    private static final String NAME = "instance.json";
    private static final JsonMapper JSON = JsonMapper.shared();

    /** The instance that runs on this data folder, if one does. */
    public static Optional<InstanceFile> find(Path data) {
        Path file = data.resolve(NAME);
        try {
            if (!Files.isReadable(file)) {
                return Optional.empty();
            }
            InstanceFile read = JSON.readValue(Files.readString(file), InstanceFile.class);
            return ProcessHandle.of(read.pid)
                    .filter(process -> process.isAlive() && began(process) == read.began)
                    .map(_ -> read);
        } catch (IOException | JacksonException e) {
            return Optional.empty();
        }
    }

    /** What this process leaves. */
    public static InstanceFile ofThisProcess(URI address, String key, String database) {
        ProcessHandle self = ProcessHandle.current();
        return new InstanceFile(address, key, database, self.pid(), began(self));
    }

    public void write(Path data) throws IOException {
        OwnerOnly.write(data.resolve(NAME), JSON.writeValueAsBytes(this));
    }

    public static void remove(Path data) throws IOException {
        Files.deleteIfExists(data.resolve(NAME));
    }

    private static long began(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    /** Hides the key and the database's password. */
    @Override
    public String toString() {
        return "InstanceFile[" + address + ", pid " + pid + "]";
    }
}
