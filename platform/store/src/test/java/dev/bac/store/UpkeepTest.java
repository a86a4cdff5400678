package dev.bac.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.identity.TenantId;
import dev.bac.store.testing.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UpkeepTest {
    private static final AuditEntry READ =
            new AuditEntry("user", Optional.empty(), "MCP", "crm_contacts_search", "done", Json.parse("{\"rows\":3}"));

    private final Database database = TestDatabase.connect(Clock.systemUTC());
    private final Store store = database.open(new SchemaSpec("upkeep_test", java.util.List.of("dev/bac/store/notes")));
    private final TenantId tenant = TestDatabase.newTenant(store);

    @AfterEach
    void close() {
        database.close();
    }

    private int count(String sql) {
        return store.read(
                tenant, tx -> tx.sql().createQuery(sql).mapTo(Integer.class).one());
    }

    private static void until(BooleanSupplier holds) throws InterruptedException {
        for (int attempt = 0; attempt < 500; attempt++) {
            if (holds.getAsBoolean()) {
                return;
            }
            Thread.sleep(20);
        }
        throw new AssertionError("it never came true");
    }

    @Test
    void chainsTheAuditWithoutBeingAsked() throws Exception {
        UpkeepLimits quick = new UpkeepLimits(
                Duration.ofMillis(20), Duration.ofHours(1), Duration.ofDays(1), Duration.ofDays(1), 100);
        try (Upkeep _ = database.startUpkeep(quick)) {
            store.write(tenant, tx -> {
                Audit.write(tx, READ);
                return 0;
            });

            until(() -> store.auditChain().head(tenant).position() == 1);
        }
        assertThat(store.auditChain().verify(tenant, new AuditChain.Head(0, "")))
                .isEmpty();
    }

    @Test
    void recordsReadsInBatchesAndLosesNoneWhenItCloses() throws Exception {
        try (LaterWrites<AuditEntry> audit =
                new LaterWrites<>("audit", store, Duration.ofMillis(20), 10, Audit::write)) {
            for (int i = 0; i < 50; i++) {
                audit.add(tenant, READ); // more than there is room for
            }
            until(() -> count("SELECT count(*) FROM audit") == 50);
            audit.add(tenant, READ);
        }
        assertThat(count("SELECT count(*) FROM audit")).isEqualTo(51);
    }

    @Test
    void deletesOldKeysAndOldEventsThatEveryConsumerHasGot() throws Exception {
        store.write(tenant, tx -> {
            tx.publish("note.added", "1", Json.parse("{}"));
            return Idempotency.once(tx, "key", "hash", () -> Json.parse("{}"));
        });
        store.outbox().done("behind", OutboxEvent.Position.START);
        Instant tomorrow = Instant.now().plus(Duration.ofDays(1));

        assertThat(store.pruning().keys(Instant.EPOCH, 10)).isZero();
        assertThat(store.pruning().keys(tomorrow, 10)).isEqualTo(1);
        assertThat(store.pruning().events(tomorrow, 10)).isZero();
        until(() -> {
            store.outbox().deliver("behind", 10, _ -> {});
            return store.outbox().next("behind", 1).isEmpty() && store.pruning().events(tomorrow, 10) == 1;
        });
        assertThat(count("SELECT count(*) FROM outbox")).isZero();
    }
}
