package dev.bac.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bac.identity.TenantId;
import dev.bac.store.testing.TestDatabase;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** A server by URL, whose user is no superuser. */
class ExternalDatabaseTest {
    /** So long the pool takes a connection to be alive without asking. */
    private static final int TRUSTED_MILLIS = 600;

    private static final SchemaSpec SPEC = new SchemaSpec("external_notes", List.of("dev/bac/store/notes"));

    private static Database connect(String url) {
        return Database.connect(
                PostgresAddress.parse(url), Clock.systemUTC(), new UuidV7(Clock.systemUTC(), new SecureRandom()));
    }

    @Test
    void worksForAUserWhoMayCreateRolesAndDatabasesOnly() {
        PostgresAddress admin = TestDatabase.address();
        Jdbi.create(admin.jdbcUrl(), admin.user(), admin.password()).useHandle(handle -> {
            handle.execute("CREATE ROLE hosting LOGIN CREATEROLE CREATEDB PASSWORD 'let me/in'");
            handle.execute("CREATE DATABASE hosted OWNER hosting");
        });
        String url = "postgresql://hosting:let%20me%2Fin@127.0.0.1:" + admin.port() + "/hosted";

        try (Database database = connect(url)) {
            Store store = database.open(SPEC);
            TenantId tenant = TestDatabase.newTenant(store);
            int added = store.write(
                    tenant, tx -> tx.sql().execute("INSERT INTO note (id, text) VALUES (?, 'x')", tx.newId()));

            assertThat(added).isEqualTo(1);
            assertThat(database.advice())
                    .contains("ALTER FUNCTION pg_catalog.ts_match_vq(tsvector, tsquery) LEAKPROOF");
        }
        try (Database again = connect(url)) {
            again.open(SPEC);
        }
    }

    @Test
    void anotherProcessDoesNotLockTheFirstOut() throws InterruptedException {
        String url = TestDatabase.address().jdbcUrl();
        PostgresAddress admin = TestDatabase.address();
        Clock clock = Clock.systemUTC();
        var ids = new UuidV7(clock, new SecureRandom());
        var spec = new SchemaSpec("two_processes", List.of("dev/bac/store/notes"));
        try (Database first = Database.connect(admin, clock, ids);
                Database second = Database.connect(admin, clock, ids)) {
            Store store = first.open(spec);
            TenantId tenant = TestDatabase.newTenant(store);
            second.open(spec);
            Jdbi.create(url, admin.user(), admin.password())
                    .useHandle(handle -> handle.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                            + " WHERE usename = 'two_processes_app'"));

            Thread.sleep(TRUSTED_MILLIS);
            int one = store.read(
                    tenant,
                    tx -> tx.sql().createQuery("SELECT 1").mapTo(int.class).one());
            assertThat(one).isEqualTo(1);
        }
    }

    @Test
    void saysWhatToCheckWhenTheServerIsNotThere() {
        assertThatThrownBy(() -> connect("postgresql://me:secret@127.0.0.1:1/none"))
                .isInstanceOf(StoreException.Unreachable.class)
                .hasMessageContaining("cannot prepare the database postgresql://me@127.0.0.1:1/none")
                .hasMessageContaining("check the address")
                .hasMessageNotContaining("secret");
    }

    @Test
    void readsAddressesWithoutRepeatingThem() {
        assertThat(PostgresAddress.parse("postgres://u:p%40w@db.example/bac"))
                .isEqualTo(new PostgresAddress("db.example", 5432, "bac", "u", "p@w"))
                .hasToString("postgresql://u@db.example:5432/bac");
        assertThatThrownBy(() -> PostgresAddress.parse("mysql://u:secret@db/bac"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("postgresql://user:password@host:5432/database")
                .hasMessageNotContaining("secret");
    }
}
