package dev.bac.orchestrator.platform;

import dev.bac.orchestrator.config.ConfigRefused;
import dev.bac.orchestrator.config.Settings;
import dev.bac.store.Database;
import dev.bac.store.EmbeddedPostgres;
import dev.bac.store.PostgresAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** PostgreSQL, our own or somebody else's, and the database in it. */
public final class Storage implements AutoCloseable {
    private final Optional<EmbeddedPostgres> embedded;
    private final PostgresAddress address;
    private final Database database;

    private Storage(Optional<EmbeddedPostgres> embedded, PostgresAddress address, Database database) {
        this.embedded = embedded;
        this.address = address;
        this.database = database;
    }

    /** Starts or reaches PostgreSQL. */
    public static Storage open(Settings settings, Clock clock, Supplier<UUID> ids) {
        Path data = settings.server().data();
        Optional<PostgresAddress> external = settings.database().url().map(Storage::external);
        if (external.isPresent()) {
            return at(external.get(), clock, ids);
        }
        EmbeddedPostgres postgres = EmbeddedPostgres.start(data);
        try {
            var database = Database.connect(postgres.address(), clock, ids);
            return new Storage(Optional.of(postgres), postgres.address(), database);
        } catch (RuntimeException e) {
            postgres.close();
            throw e;
        }
    }

    /** Reaches the PostgreSQL of an instance that runs on this data folder. */
    public static Storage beside(PostgresAddress address, Clock clock, Supplier<UUID> ids) {
        return at(address, clock, ids);
    }

    private static Storage at(PostgresAddress address, Clock clock, Supplier<UUID> ids) {
        return new Storage(Optional.empty(), address, Database.connect(address, clock, ids));
    }

    public Database database() {
        return database;
    }

    /** True when no other process can work on this database: it is our own, and the data folder's lock is held. */
    boolean alone() {
        return embedded.isPresent();
    }

    /** Signed in as the user who may create schemas. */
    public PostgresAddress address() {
        return address;
    }

    @Override
    public void close() {
        database.close();
        embedded.ifPresent(EmbeddedPostgres::close);
    }

    private static PostgresAddress external(String url) {
        try {
            return PostgresAddress.parse(url);
        } catch (IllegalArgumentException e) {
            throw new ConfigRefused("database.url: " + e.getMessage());
        }
    }
}
