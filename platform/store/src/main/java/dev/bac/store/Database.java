package dev.bac.store;

import dev.bac.store.changes.Tables;
import dev.bac.store.isolation.Leakproof;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/** A PostgreSQL database, embedded or external, that holds the schemas of one or more domains. */
public final class Database implements AutoCloseable {
    private static final List<String> EXTENSIONS = List.of("pg_trgm", "unaccent", "citext", "btree_gin");

    private final PostgresAddress server;
    private final Secrets secrets;
    private final Clock clock;
    private final Supplier<UUID> ids;
    private final List<Pools> open = new ArrayList<>();
    private final Traffic traffic = new Traffic();
    private final List<Store> stores = new CopyOnWriteArrayList<>();

    private Database(PostgresAddress server, Secrets secrets, Clock clock, Supplier<UUID> ids) {
        this.server = server;
        this.secrets = secrets;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * Connects, and installs the extensions that are not there.
     *
     * @param admin a superuser, or a user with CREATEROLE and with CREATE on the database
     * @throws StoreException.Unreachable when the database does not let us in
     */
    public static Database connect(PostgresAddress admin, Clock clock, Supplier<UUID> ids) {
        return new Database(admin, prepared(admin), clock, ids);
    }

    private static Secrets prepared(PostgresAddress server) {
        try {
            return Races.untilDecided(() -> Jdbi.create(server.jdbcUrl(), server.user(), server.password())
                    .inTransaction(handle -> {
                        install(handle);
                        return Secrets.of(handle);
                    }));
        } catch (JdbiException e) {
            throw new StoreException.Unreachable(
                    "cannot prepare the database " + server + " (" + e.getMessage()
                            + "); check the address, the password and that the user may create extensions",
                    e);
        }
    }

    private static void install(Handle handle) {
        List<String> missing = new ArrayList<>(EXTENSIONS);
        missing.removeAll(handle.createQuery("SELECT extname FROM pg_extension")
                .mapTo(String.class)
                .list());
        if (!missing.isEmpty()) {
            handle.execute("CREATE SCHEMA IF NOT EXISTS extensions");
            handle.execute("GRANT USAGE ON SCHEMA extensions TO PUBLIC");
            missing.forEach(extension -> handle.execute("CREATE EXTENSION " + extension + " SCHEMA extensions"));
        }
        Leakproof.mark(handle);
    }

    /** What a superuser has still to run so that searches use their indexes under row-level security. */
    public List<String> advice() {
        return Jdbi.create(server.jdbcUrl(), server.user(), server.password()).withHandle(Leakproof::missing);
    }

    /** Opens a schema with the usual limits. */
    public Store open(SchemaSpec spec) {
        return open(spec, StoreLimits.usual());
    }

    /**
     * Creates the schema and its roles where they are missing, runs the migrations that are missing, checks that
     * tenants are kept apart, and connects as the application role.
     *
     * @throws StoreException.UnsafeSchema when the check finds a leak
     */
    public Store open(SchemaSpec spec, StoreLimits limits) {
        Tables tables = new Schemas(server, secrets).prepare(spec);
        Pools pools = new Pools(server, spec, secrets, limits, traffic);
        synchronized (open) {
            open.add(pools);
        }
        Store store = new Store(spec.name(), pools, tables, limits, clock, ids);
        stores.add(store);
        return store;
    }

    /** Chains the audit and deletes what has served its time in all schemas opened so far and later; close it first. */
    public Upkeep startUpkeep(UpkeepLimits limits) {
        return new Upkeep(() -> stores, limits, clock);
    }

    /** How much was asked of it through the schemas opened here. */
    public Traffic traffic() {
        return traffic;
    }

    @Override
    public void close() {
        synchronized (open) {
            open.forEach(Pools::close);
            open.clear();
        }
    }
}
