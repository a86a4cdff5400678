package dev.bac.store.changes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.identity.TenantId;
import dev.bac.store.Database;
import dev.bac.store.EmbeddedPostgres;
import dev.bac.store.PostgresAddress;
import dev.bac.store.Store;
import dev.bac.store.UuidV7;
import dev.bac.store.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that was brought back knows nothing of what was read before. */
class RestoredTest {
    @TempDir
    Path folder;

    private static Database connect(PostgresAddress address) {
        return Database.connect(address, Clock.systemUTC(), new UuidV7(Clock.systemUTC(), new SecureRandom()));
    }

    private static ReadSet read(Store store, TenantId tenant) {
        return Ledger.reading(store, tenant, "SELECT count(*) FROM book").orElseThrow();
    }

    @Test
    void standsInNoCopyOfADatabaseOnTheSameServer() {
        PostgresAddress original = TestDatabase.address().inDatabase("original");
        var admin = Jdbi.create(
                TestDatabase.address().jdbcUrl(),
                TestDatabase.address().user(),
                TestDatabase.address().password());
        admin.useHandle(handle -> handle.execute("CREATE DATABASE original"));
        TenantId tenant;
        ReadSet set;
        try (Database database = connect(original)) {
            Store store = Ledger.open(database, "restored");
            tenant = TestDatabase.newTenant(store);
            store.write(tenant, tx -> Ledger.addBook(tx, "kept"));
            set = read(store, tenant);
            assertThat(Ledger.stands(store, tenant, set)).isTrue();
        }
        admin.useHandle(handle -> handle.execute("CREATE DATABASE restored TEMPLATE original"));
        try (Database database = connect(TestDatabase.address().inDatabase("restored"))) {
            Store store = Ledger.open(database, "restored");

            assertThat(Ledger.stands(store, tenant, set)).isFalse();
            assertThat(Ledger.stands(store, tenant, read(store, tenant))).isTrue();
        }
    }

    /** The copy's transactions go on from where the original's were, so the numbers alone would fit. */
    @Test
    void standsInNoCopiedFolder() throws IOException {
        Path before = folder.resolve("before");
        Path after = folder.resolve("after");
        TenantId tenant;
        ReadSet set;
        try (var postgres = EmbeddedPostgres.start(before);
                Database database = connect(postgres.address())) {
            Store store = Ledger.open(database);
            tenant = TestDatabase.newTenant(store);
            store.write(tenant, tx -> Ledger.addBook(tx, "kept"));
            set = read(store, tenant);
        }
        copy(before, after);
        try (var postgres = EmbeddedPostgres.start(after);
                Database database = connect(postgres.address())) {
            Store store = Ledger.open(database);

            assertThat(Ledger.stands(store, tenant, set)).isFalse();
            assertThat(Ledger.stands(store, tenant, read(store, tenant))).isTrue();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try {
            int exit = new ProcessBuilder("cp", "-a", from.toString(), to.toString())
                    .inheritIO()
                    .start()
                    .waitFor();
            assertThat(exit).isZero();
        } catch (InterruptedException e) {
            throw new UncheckedIOException(new IOException(e));
        }
        assertThat(Files.isDirectory(to)).isTrue();
    }
}
