package dev.bac.store.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bac.identity.TenantId;
import dev.bac.store.SchemaSpec;
import dev.bac.store.Store;
import dev.bac.store.StoreException;
import dev.bac.store.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.StringNode;

class JournalTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration OVER = Duration.ZERO;

    private final Store store = TestDatabase.shared().open(new SchemaSpec("runs", List.of(Fence.MIGRATIONS)));
    private final Leases leases = new Leases(store);
    private final TenantId tenant = TestDatabase.newTenant(store);
    private final String run = UUID.randomUUID().toString();
    private final Step step = new Step(run, "1/0", run + "/1/0", "hash");

    private Fence take(Duration length) {
        return leases.take("run/" + run, "node", length).orElseThrow();
    }

    private Progress intend(Fence fence, Step what) {
        return store.write(tenant, tx -> Journal.intend(tx, fence, what));
    }

    private void complete(Fence fence, String result) {
        store.write(tenant, tx -> {
            Journal.complete(tx, fence, step, StringNode.valueOf(result));
            return 0;
        });
    }

    @Test
    void givesALeaseToOneHolderUntilItsTimeIsOver() {
        Fence first = take(LONG);

        assertThat(leases.take("run/" + run, "other", LONG)).isEmpty();
        assertThat(leases.renew(first, OVER)).isTrue();

        Fence second = leases.take("run/" + run, "other", LONG).orElseThrow();
        assertThat(second.epoch()).isEqualTo(first.epoch() + 1);
        assertThat(leases.renew(first, LONG)).isFalse();
        leases.release(first); // too late to matter
        assertThat(leases.take("run/" + run, "third", LONG)).isEmpty();
    }

    @Test
    void aRenewalThatWasOnItsWayProlongsNothingThatWasGivenBack() {
        Fence first = take(LONG);
        leases.release(first);

        assertThat(leases.renewFree(List.of(first), LONG)).isEmpty();
        assertThat(leases.renew(first, LONG)).isFalse();
        assertThat(leases.take("run/" + run, "other", LONG)).isPresent();
    }

    @Test
    void givesALeaseToOneOfManyThatAskAtOnce() throws Exception {
        try (var threads = Executors.newFixedThreadPool(8)) {
            var asked = java.util.stream.IntStream.range(0, 8)
                    .mapToObj(i -> threads.submit(() -> leases.take("run/" + run, "node" + i, LONG)))
                    .toList();
            int taken = 0;
            for (var answer : asked) {
                taken += answer.get().isPresent() ? 1 : 0;
            }
            assertThat(taken).isEqualTo(1);
        }
    }

    @Test
    void stopsAHolderThatWakesBesideItsSuccessor() {
        Fence paused = take(OVER);
        Fence successor = take(LONG);

        assertThatThrownBy(() -> intend(paused, step)).isInstanceOf(FenceLost.class);
        assertThat(intend(successor, step)).isInstanceOf(Progress.Fresh.class);
        assertThatThrownBy(() -> complete(paused, "late")).isInstanceOf(FenceLost.class);
        assertThat(store.<List<Progress>>read(tenant, tx -> Journal.of(tx, run)))
                .containsExactly(new Progress.Pending(step, successor.epoch()));
    }

    /** Nor waits anybody for it: a node that is stopped in the middle of an effect must not stop those that look for work. */
    @Test
    void letsNobodyTakeOverWhileAnEffectIsBeingCommitted() throws Exception {
        Fence fence = take(OVER);
        CountDownLatch checked = new CountDownLatch(1);
        CountDownLatch commit = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var effect = threads.submit(() -> store.write(tenant, tx -> {
                fence.check(tx.sql());
                checked.countDown();
                await(commit);
                return "committed";
            }));
            checked.await();
            var meanwhile = leases.take("run/" + run, "other", LONG);
            boolean kept = leases.renew(fence, LONG);
            boolean waited = effect.isDone();
            commit.countDown();
            assertThat(kept).as("a write under it keeps it").isTrue();
            assertThat(meanwhile).isEmpty();
            assertThat(waited).isFalse();
            assertThat(effect.get()).isEqualTo("committed");
            assertThat(take(LONG).epoch()).isEqualTo(fence.epoch() + 1);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void tellsASuccessorHowFarAStepCame() {
        Fence first = take(OVER);
        assertThat(intend(first, step)).isEqualTo(new Progress.Fresh(step));

        Fence second = take(LONG);
        assertThat(intend(second, step)).isEqualTo(new Progress.Pending(step, first.epoch()));
        complete(second, "INV-1001");
        complete(second, "another");

        assertThat(intend(second, step)).isEqualTo(new Progress.Done(step, StringNode.valueOf("INV-1001")));
    }

    @Test
    void refusesAStepThatChangedItsRequest() {
        Fence fence = take(LONG);
        intend(fence, step);

        assertThatThrownBy(() -> intend(fence, new Step(run, "1/0", step.key(), "other")))
                .isInstanceOf(StoreException.KeyReused.class);
    }

    @Test
    void parksWhatNobodyKnowsAndTakesTheResultLater() {
        Fence fence = take(LONG);
        intend(fence, step);
        store.write(tenant, tx -> {
            Journal.park(tx, fence, step, "the vendor does not tell");
            return 0;
        });

        assertThat(intend(fence, step)).isEqualTo(new Progress.Parked(step, "the vendor does not tell"));
        complete(fence, "was sent");
        assertThat(intend(fence, step)).isInstanceOf(Progress.Done.class);
    }

    @Test
    void keepsRunsOfTenantsApart() {
        intend(take(LONG), step);
        TenantId other = TestDatabase.newTenant(store);

        assertThat(store.<List<Progress>>read(other, tx -> Journal.of(tx, run))).isEmpty();
    }
}
