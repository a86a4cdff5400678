package dev.bac.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bac.identity.TenantId;
import dev.bac.store.testing.TestDatabase;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StoreTest {
    private static final SchemaSpec SPEC = new SchemaSpec("notes", List.of("dev/bac/store/notes"));

    // One connection: whatever a transaction leaves behind meets the next one.
    private static final StoreLimits NARROW = new StoreLimits(
            Duration.ofMillis(500),
            Duration.ofMillis(300),
            Duration.ofMillis(400),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            1,
            3);

    private final Store store = TestDatabase.shared().open(SPEC);
    private TenantId ours;
    private TenantId theirs;

    @BeforeEach
    void twoTenants() {
        ours = TestDatabase.newTenant(store);
        theirs = TestDatabase.newTenant(store);
    }

    private static int add(Tx tx, String text) {
        return tx.sql().execute("INSERT INTO note (id, text) VALUES (?, ?)", tx.newId(), text);
    }

    private static List<String> texts(Tx tx) {
        return tx.sql()
                .createQuery("SELECT text FROM note ORDER BY text")
                .mapTo(String.class)
                .list();
    }

    @Test
    void tellsNothingOfARowThatCannotBeWritten() {
        UUID id = UUID.randomUUID();
        assertThatThrownBy(() -> store.write(ours, tx -> {
                    for (int time = 0; time < 2; time++) {
                        tx.sql()
                                .createUpdate("INSERT INTO note (id, text) VALUES (:id, :text)")
                                .bind("id", id)
                                .bind("text", "a private matter")
                                .execute();
                    }
                    return 2;
                }))
                .hasStackTraceContaining("note_pkey")
                .satisfies(thrown -> {
                    var trace = new StringWriter();
                    thrown.printStackTrace(new PrintWriter(trace));
                    assertThat(trace.toString()).doesNotContain("a private matter", id.toString());
                });
    }

    @Test
    void showsATenantItsOwnRowsOnly() {
        store.write(ours, tx -> add(tx, "ours"));
        store.write(theirs, tx -> add(tx, "theirs"));

        List<String> seen = store.read(ours, StoreTest::texts);
        List<String> seenByTheOwner = store.asOwner(ours, StoreTest::texts);
        List<String> seenByNobody = store.shared(handle ->
                handle.createQuery("SELECT text FROM note").mapTo(String.class).list());

        assertThat(seen).containsExactly("ours");
        assertThat(seenByTheOwner).containsExactly("ours");
        assertThat(seenByNobody).isEmpty();
    }

    @Test
    void letsNoTenantWriteForAnother() {
        store.write(theirs, tx -> add(tx, "theirs"));

        assertThatThrownBy(() -> store.write(ours, tx -> tx.sql()
                        .execute(
                                "INSERT INTO note (tenant_id, id, text) VALUES (?, ?, 'planted')",
                                theirs.value(),
                                tx.newId())))
                .hasMessageContaining("row-level security");
        int changed = store.write(ours, tx -> tx.sql().execute("UPDATE note SET text = 'changed'"));
        int deleted = store.asOwner(ours, tx -> tx.sql().execute("DELETE FROM note"));

        assertThat(changed).isZero();
        assertThat(deleted).isZero();
    }

    @Test
    void forgetsTheTenantWithTheTransaction() {
        Store narrow = TestDatabase.shared().open(SPEC, NARROW);
        narrow.write(ours, tx -> add(tx, "ours"));

        String left = narrow.shared(handle -> handle.createQuery("SELECT current_setting('app.tenant', true)")
                .mapTo(String.class)
                .one());
        int seen = narrow.shared(handle -> handle.createQuery("SELECT count(*) FROM note")
                .mapTo(Integer.class)
                .one());

        assertThat(left).isEmpty(); // '' and not NULL: the policies must know
        assertThat(seen).isZero();
    }

    @Test
    void readsWithoutWriting() {
        assertThatThrownBy(() -> store.read(ours, tx -> add(tx, "sly"))).hasMessageContaining("read-only transaction");
    }

    @Test
    void readsOneSnapshot() throws Exception {
        List<String> second = store.read(ours, tx -> {
            assertThat(texts(tx)).isEmpty();
            try (var thread = Executors.newVirtualThreadPerTaskExecutor()) {
                thread.submit(() -> store.write(ours, other -> add(other, "meanwhile")));
            }
            return texts(tx);
        });

        assertThat(second).isEmpty();
    }

    @Test
    void showsWhatWouldHappenAndLeavesNothing() {
        List<String> preview = store.preview(ours, tx -> {
            add(tx, "perhaps");
            return texts(tx);
        });
        List<String> after = store.read(ours, StoreTest::texts);

        assertThat(preview).containsExactly("perhaps");
        assertThat(after).isEmpty();
    }

    @Test
    void takesBackWhatFails() {
        assertThatThrownBy(() -> store.write(ours, tx -> {
                    add(tx, "half");
                    throw new IllegalStateException("no");
                }))
                .isInstanceOf(IllegalStateException.class);
        List<String> after = store.read(ours, StoreTest::texts);

        assertThat(after).isEmpty();
    }

    @Test
    void namesATenantItIsNotPreparedFor() {
        TenantId stranger = new TenantId(UUID.randomUUID());

        assertThatThrownBy(() -> store.read(stranger, StoreTest::texts))
                .isInstanceOf(StoreException.UnknownTenant.class)
                .hasMessage("tenant " + stranger + " is not prepared in schema notes");
    }

    @Test
    void repeatsATransactionThatADeadlockEnded() throws Exception {
        UUID first = store.write(ours, StoreTest::addOne);
        UUID second = store.write(ours, StoreTest::addOne);
        CountDownLatch bothHoldOne = new CountDownLatch(2);
        AtomicInteger runs = new AtomicInteger();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var one = threads.submit(() -> crossed(first, second, bothHoldOne, runs));
            var other = threads.submit(() -> crossed(second, first, bothHoldOne, runs));
            assertThat(one.get() + other.get()).isEqualTo(4);
        }
        assertThat(runs).hasValueGreaterThan(2);
    }

    private static UUID addOne(Tx tx) {
        UUID id = tx.newId();
        tx.sql().execute("INSERT INTO note (id, text) VALUES (?, 'x')", id);
        return id;
    }

    private int crossed(UUID first, UUID second, CountDownLatch bothHoldOne, AtomicInteger runs) {
        return store.write(ours, tx -> {
            runs.incrementAndGet();
            int changed = tx.sql().execute("UPDATE note SET text = 'y' WHERE id = ?", first);
            bothHoldOne.countDown();
            try {
                bothHoldOne.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return changed + tx.sql().execute("UPDATE note SET text = 'z' WHERE id = ?", second);
        });
    }

    @Test
    void givesUpATransactionThatAlwaysCollides() {
        AtomicInteger runs = new AtomicInteger();

        assertThatThrownBy(() -> TestDatabase.shared().open(SPEC, NARROW).write(ours, tx -> {
                    runs.incrementAndGet();
                    return tx.sql().execute("DO $$ BEGIN RAISE SQLSTATE '40001'; END $$");
                }))
                .isInstanceOf(StoreException.Contended.class)
                .hasMessageContaining("3 times");
        assertThat(runs).hasValue(3);
    }

    @Test
    void writesAgainWhatItHeldTooLongWhileItStoodStill() {
        Store narrow = TestDatabase.shared().open(SPEC, NARROW);
        UUID id = store.write(ours, StoreTest::addOne);
        var runs = new AtomicInteger();

        narrow.write(ours, tx -> {
            int changed = tx.sql().execute("UPDATE note SET text = text || '!' WHERE id = ?", id);
            if (runs.incrementAndGet() == 1) {
                pause();
                // Another one has the row meanwhile, although this transaction has not ended on its side.
                store.write(ours, other -> other.sql().execute("UPDATE note SET text = 'theirs' WHERE id = ?", id));
            }
            return changed;
        });

        assertThat(runs).hasValue(2);
        assertThat(store.read(ours, StoreTest::texts)).containsExactly("theirs!");
    }

    @Test
    void givesReadersMoreTimeThanWriters() {
        Store narrow = TestDatabase.shared().open(SPEC, NARROW);
        store.write(ours, StoreTest::addOne);

        List<String> read = narrow.read(ours, tx -> {
            texts(tx);
            pause();
            return texts(tx);
        });

        assertThat(read).hasSize(1);
    }

    /** Longer than {@link #NARROW} lets a writer be idle. */
    private static void pause() {
        LockSupport.parkNanos(Duration.ofMillis(800).toNanos());
    }

    @Test
    void endsAStatementThatTakesTooLong() {
        assertThatThrownBy(() -> TestDatabase.shared().open(SPEC, NARROW).read(ours, tx -> tx.sql()
                        .execute("SELECT pg_sleep(5)")))
                .rootCause()
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("57014"));
    }

    @Test
    void endsAWaitForALockThatTakesTooLong() {
        Store narrow = TestDatabase.shared().open(SPEC, NARROW);
        UUID id = store.write(ours, StoreTest::addOne);

        store.write(ours, tx -> {
            tx.sql().execute("UPDATE note SET text = 'held'");
            assertThatThrownBy(
                            () -> narrow.write(ours, other -> other.sql().execute("DELETE FROM note WHERE id = ?", id)))
                    .rootCause()
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("55P03"));
            return 0;
        });
    }

    @Test
    void tellsTodayInTheTenantsZone() {
        Clock lateEvening = Clock.fixed(Instant.parse("2026-03-01T23:30:00Z"), ZoneOffset.UTC);
        try (Database database = TestDatabase.connect(lateEvening)) {
            LocalDate today = database.open(SPEC).read(ours, Tx::today);

            assertThat(today).isEqualTo(LocalDate.of(2026, 3, 2));
        }
    }

    @Test
    void keepsAppendOnlyTablesFromTheApplication() {
        store.write(ours, tx -> {
            tx.publish("note.added", "1", Json.parse("{}"));
            return 0;
        });

        assertThatThrownBy(() -> store.write(ours, tx -> tx.sql().execute("DELETE FROM outbox")))
                .hasMessageContaining("permission denied");
        int purged = store.asOwner(ours, tx -> tx.sql().execute("DELETE FROM outbox"));
        assertThat(purged).isEqualTo(1);
    }

    @Test
    void remembersWhetherATenantIsSuspended() {
        assertThat(store.tenants().state(ours)).contains(Tenants.State.ACTIVE);
        store.tenants().set(ours, Tenants.State.SUSPENDED);
        assertThat(store.tenants().state(ours)).contains(Tenants.State.SUSPENDED);
        assertThat(store.tenants().state(theirs)).contains(Tenants.State.ACTIVE);
    }
}
