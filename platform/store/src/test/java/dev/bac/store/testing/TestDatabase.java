package dev.bac.store.testing;

import dev.bac.identity.TenantId;
import dev.bac.store.Database;
import dev.bac.store.EmbeddedPostgres;
import dev.bac.store.PostgresAddress;
import dev.bac.store.Store;
import dev.bac.store.TenantSettings;
import dev.bac.store.UuidV7;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Supplier;

/** One embedded PostgreSQL for all tests of a JVM, gone with it. */
public final class TestDatabase {
    private static final Supplier<UUID> IDS = new UuidV7(Clock.systemUTC(), new SecureRandom());

    private TestDatabase() {}

    private static final class Running {
        private static final EmbeddedPostgres POSTGRES = start();
        private static final Database DATABASE = connect(Clock.systemUTC());
    }

    /** The database, whose transactions take their time from the system's clock. */
    public static Database shared() {
        return Running.DATABASE;
    }

    /** The same database with a clock of the test's own. */
    public static Database connect(Clock clock) {
        return Database.connect(address(), clock, IDS);
    }

    /** The server, signed in as superuser. */
    public static PostgresAddress address() {
        return Running.POSTGRES.address();
    }

    /** A tenant that nobody else uses: EUR, Europe/Berlin, English. */
    public static TenantId newTenant(Store store) {
        return newTenant(List.of(store));
    }

    /** The same tenant in several schemas. */
    public static TenantId newTenant(List<Store> stores) {
        TenantId tenant = new TenantId(IDS.get());
        TenantSettings settings = new TenantSettings(
                "Test company", Currency.getInstance("EUR"), ZoneId.of("Europe/Berlin"), Locale.ENGLISH);
        stores.forEach(store -> store.tenants().admit(tenant, settings));
        return tenant;
    }

    private static EmbeddedPostgres start() {
        try {
            Path folder = Files.createTempDirectory("bac-test-");
            EmbeddedPostgres postgres = EmbeddedPostgres.start(folder);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                postgres.close();
                delete(folder);
            }));
            return postgres;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
