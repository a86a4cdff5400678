package dev.bac.store;

import dev.bac.store.changes.Changes;
import dev.bac.store.changes.Tables;
import dev.bac.store.isolation.Leaks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.postgresql.ds.PGSimpleDataSource;

/** Makes a schema with its three roles and brings it up to date. Repeating it changes nothing. */
final class Schemas {
    private static final String PLATFORM = "dev/bac/store/migrations";

    private final PostgresAddress server;
    private final Secrets secrets;

    Schemas(PostgresAddress server, Secrets secrets) {
        this.server = server;
        this.secrets = secrets;
    }

    static String searchPath(String schema) {
        return schema + ",extensions,public";
    }

    /** @return which of its tables' changes are noted */
    Tables prepare(SchemaSpec spec) {
        Jdbi admin = Jdbi.create(dataSource(server, "public"));
        Races.untilDecided(() -> admin.useTransaction(handle -> createRoles(handle, spec)));
        Races.untilDecided(() -> migrate(spec));
        Tables tables = Races.untilDecided(() -> track(spec));
        List<String> leaks = admin.withHandle(
                handle -> Leaks.in(handle, spec.name(), List.of(spec.app(), spec.owner(), spec.relay())));
        if (!leaks.isEmpty()) {
            throw new StoreException.UnsafeSchema(spec.name(), leaks);
        }
        return tables;
    }

    private void createRoles(Handle handle, SchemaSpec spec) {
        for (String role : List.of(spec.owner(), spec.app(), spec.relay())) {
            boolean exists = handle.createQuery("SELECT count(*) FROM pg_roles WHERE rolname = :role")
                            .bind("role", role)
                            .mapTo(Integer.class)
                            .one()
                    > 0;
            // Names are checked by SchemaSpec, and the password is hexadecimal.
            // A user who is no superuser may not name the attributes it does not grant; the check names what is wrong.
            handle.execute((exists ? "ALTER ROLE " : "CREATE ROLE ") + role + " LOGIN PASSWORD '"
                    + secrets.passwordOf(role) + "'");
        }
        boolean made = handle.createQuery("SELECT count(*) FROM pg_namespace WHERE nspname = :schema")
                        .bind("schema", spec.name())
                        .mapTo(Integer.class)
                        .one()
                > 0;
        if (!made) {
            handle.execute("CREATE SCHEMA " + spec.name());
            handle.execute("GRANT ALL ON SCHEMA " + spec.name() + " TO " + spec.owner());
        }
        handle.execute("GRANT USAGE ON SCHEMA " + spec.name() + " TO " + spec.app() + ", " + spec.relay());
    }

    private void migrate(SchemaSpec spec) {
        List<String> folders = new ArrayList<>(List.of(PLATFORM));
        folders.addAll(spec.migrationFolders());
        Flyway.configure(getClass().getClassLoader())
                .dataSource(dataSource(secrets.signIn(server, spec.owner()), searchPath(spec.name())))
                .schemas(spec.name())
                .defaultSchema(spec.name())
                .createSchemas(false)
                .table("schema_history")
                .locations(folders.stream().map(folder -> "classpath:" + folder).toArray(String[]::new))
                .placeholders(Map.of("schema", spec.name(), "app", spec.app(), "relay", spec.relay()))
                // The store's own versions are below 1 and may come after a domain's first ones.
                .outOfOrder(true)
                .failOnMissingLocations(true)
                .cleanDisabled(true)
                .load()
                .migrate();
    }

    private Tables track(SchemaSpec spec) {
        if (!spec.migrationFolders().contains(Changes.MIGRATIONS)) {
            return Tables.untold();
        }
        return Jdbi.create(dataSource(secrets.signIn(server, spec.owner()), searchPath(spec.name())))
                .inTransaction(owner -> Changes.track(owner, spec.name()));
    }

    private static PGSimpleDataSource dataSource(PostgresAddress signIn, String searchPath) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(signIn.jdbcUrl());
        source.setUser(signIn.user());
        source.setPassword(signIn.password());
        source.setCurrentSchema(searchPath);
        return source;
    }
}
