package dev.bac.store.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bac.identity.TenantId;
import dev.bac.store.Store;
import dev.bac.store.Tx;
import dev.bac.store.testing.TestDatabase;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChangesTest {
    private static final Store STORE = Ledger.open(TestDatabase.shared());
    private final Store store = STORE;
    private final TenantId tenant = TestDatabase.newTenant(store);
    private UUID book = UUID.randomUUID();
    private UUID line = UUID.randomUUID();

    @BeforeEach
    void aBookWithALine() {
        store.write(tenant, tx -> {
            book = Ledger.addBook(tx, "sales");
            line = Ledger.addLine(tx, book, 7);
            return true;
        });
    }

    private ReadSet lines() {
        return Ledger.reading(store, tenant, "SELECT sum(amount) FROM line").orElseThrow();
    }

    private ReadSet books() {
        return Ledger.reading(store, tenant, "SELECT count(*) FROM book").orElseThrow();
    }

    private boolean stands(ReadSet set) {
        return Ledger.stands(store, tenant, set);
    }

    private void write(Consumer<Tx> work) {
        store.write(tenant, tx -> {
            work.accept(tx);
            return true;
        });
    }

    private static Jdbi superuser() {
        var address = TestDatabase.address();
        return Jdbi.create(address.jdbcUrl(), address.user(), address.password());
    }

    @Test
    void standsWhileNothingOfItsKindsChanges() {
        var lines = lines();

        write(tx -> Ledger.addBook(tx, "another"));

        assertThat(stands(lines)).isTrue();
        assertThat(stands(books())).isTrue();
    }

    @Test
    void fallsWithAnInsertAnUpdateAndADelete() {
        var before = lines();
        write(tx -> Ledger.addLine(tx, book, 1));
        assertThat(stands(before)).isFalse();

        before = lines();
        write(tx -> tx.sql().execute("UPDATE line SET amount = 8 WHERE id = ?", line));
        assertThat(stands(before)).isFalse();

        before = lines();
        write(tx -> tx.sql().execute("DELETE FROM line WHERE id = ?", line));
        assertThat(stands(before)).isFalse();
    }

    @Test
    void fallsWhenRowsGoAlongWithOthers() {
        var before = lines();

        write(tx -> tx.sql().execute("DELETE FROM book WHERE id = ?", book));

        assertThat(stands(before)).isFalse();
    }

    @Test
    void fallsWhenTheOwnerPurgesOrAnAdministratorDeletesByHand() {
        var before = lines();
        store.asOwner(tenant, tx -> tx.sql().execute("DELETE FROM line"));
        assertThat(stands(before)).isFalse();

        var books = books();
        superuser().useHandle(hand -> {
            hand.execute("SET session_replication_role = replica");
            hand.execute("DELETE FROM ledger.book WHERE tenant_id = ?", tenant.value());
        });
        assertThat(stands(books)).isFalse();
    }

    @Test
    void fallsWhenTheCompanysSettingsChange() {
        var before = lines();

        TestDatabase.shared();
        store.tenants().set(tenant, dev.bac.store.Tenants.State.SUSPENDED);

        assertThat(stands(before)).isFalse();
    }

    @Test
    void standsWhenAWriteIsTakenBackOrTouchesNothing() {
        var before = lines();

        store.preview(tenant, tx -> Ledger.addLine(tx, book, 1));
        write(tx -> tx.sql().execute("DELETE FROM line WHERE amount = -1"));

        assertThat(stands(before)).isTrue();
    }

    @Test
    void standsWhenAnotherCompanyWrites() {
        var before = lines();
        var other = TestDatabase.newTenant(store);

        store.write(other, tx -> Ledger.addLine(tx, Ledger.addBook(tx, "theirs"), 3));

        assertThat(stands(before)).isTrue();
    }

    /** The writer began and drew its number before the reader looked, and committed after: no sequence tells. */
    @Test
    void fallsByACommitThatTheReaderCouldNotSeeYet() throws Exception {
        var written = new CountDownLatch(1);
        var read = new CountDownLatch(1);
        var writer = CompletableFuture.runAsync(() -> write(tx -> {
            Ledger.addLine(tx, book, 100);
            written.countDown();
            await(read);
        }));
        await(written);
        // Someone else commits in between, so that a later number than the writer's is visible to the reader.
        write(tx -> Ledger.addLine(tx, book, 10));
        var seen = lines();
        assertThat(stands(seen)).as("while the writer has not committed").isTrue();
        read.countDown();
        writer.get();

        assertThat(stands(seen)).as("after it has").isFalse();
        assertThat(stands(byNumber(seen)))
                .as("a comparison of numbers is deceived")
                .isTrue();
        assertThat(stands(lines())).isTrue();
    }

    /** As a version or a sequence has it: everything up to a number is known. */
    private static ReadSet byNumber(ReadSet set) {
        String next = set.snapshot().split(":", -1)[1];
        return new ReadSet(set.kinds(), next + ":" + next + ":", set.date(), set.cluster());
    }

    @Test
    void fallsAtTheCompanysMidnightWhereTheDayMattered() {
        var evening = Ledger.open(TestDatabase.connect(at("2026-03-01T22:59:59Z")));
        var midnight = Ledger.open(TestDatabase.connect(at("2026-03-01T23:00:00Z")));
        var dated = Ledger.reading(evening, tenant, tx -> {
                    assertThat(tx.today()).isEqualTo(LocalDate.of(2026, 3, 1));
                    tx.sql().createQuery("SELECT id FROM line").mapToMap().list();
                })
                .orElseThrow();
        var undated = Ledger.reading(evening, tenant, "SELECT id FROM line").orElseThrow();

        assertThat(Ledger.stands(evening, tenant, dated)).isTrue();
        assertThat(Ledger.stands(midnight, tenant, dated))
                .as("it is 2 March in Berlin")
                .isFalse();
        assertThat(Ledger.stands(midnight, tenant, undated)).isTrue();
    }

    private static Clock at(String instant) {
        return Clock.fixed(Instant.parse(instant), ZoneOffset.UTC);
    }

    @Test
    void fallsWhenItIsOfAnotherServerOrOfAFutureThatNeverCame() {
        var ours = lines();

        assertThat(stands(new ReadSet(ours.kinds(), ours.snapshot(), ours.date(), ours.cluster() + "1")))
                .isFalse();
        assertThat(stands(new ReadSet(ours.kinds(), "900000000:900000000:", ours.date(), ours.cluster())))
                .isFalse();
        assertThat(stands(new ReadSet(Set.of("tenant", "nothing"), ours.snapshot(), ours.date(), ours.cluster())))
                .isFalse();
    }

    @Test
    void answersForManyAtOnce() {
        var first = lines();
        var books = books();
        write(tx -> Ledger.addLine(tx, book, 1));
        var second = lines();

        Set<Integer> stale = store.read(
                tenant, tx -> Changes.stale(tx.sql(), tx.reading(), tx.today(), List.of(first, books, second, first)));

        assertThat(stale).containsExactly(0, 3);
    }

    @Test
    void saysTheSameAfterOldChangesWereRemoved() {
        var first = lines();
        write(tx -> Ledger.addLine(tx, book, 1));
        var second = lines();
        write(tx -> Ledger.addBook(tx, "other"));
        write(tx -> Ledger.addBook(tx, "third"));
        write(tx -> Ledger.addLine(tx, book, 2));
        var third = lines();

        int removed = superuser().inTransaction(relay -> {
            relay.execute("SET LOCAL search_path = ledger");
            return Changes.compact(relay, 1_000);
        });

        assertThat(removed).isPositive();
        assertThat(stands(first)).isFalse();
        assertThat(stands(second)).isFalse();
        assertThat(stands(third)).isTrue();
        assertThat(rows("line")).isEqualTo(1);
    }

    private long rows(String kind) {
        return store.read(tenant, tx -> tx.sql()
                .createQuery("SELECT count(*) FROM change_log WHERE kind = ?")
                .bind(0, kind)
                .mapTo(Long.class)
                .one());
    }

    @Test
    void refusesToEmptyATableOfAllCompanies() {
        assertThatThrownBy(() -> superuser().useHandle(hand -> hand.execute("TRUNCATE ledger.line")))
                .hasMessageContaining("does not say whose rows go");
    }

    @Test
    void findsTheAnswerWithItsIndex() {
        String plan = store.read(tenant, tx -> {
            tx.sql().execute("SET LOCAL enable_seqscan = off");
            return String.join(
                    "\n",
                    tx.sql()
                            .createQuery(
                                    "EXPLAIN SELECT FROM change_log c WHERE c.kind = 'line' AND c.xid >= '5'::xid8")
                            .mapTo(String.class)
                            .list());
        });

        assertThat(plan).containsPattern("Index Cond: .*tenant_id.*kind.*xid >=");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
