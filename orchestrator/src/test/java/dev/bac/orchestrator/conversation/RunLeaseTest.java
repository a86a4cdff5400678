package dev.bac.orchestrator.conversation;

import static dev.bac.orchestrator.testing.ScriptedModel.after;
import static dev.bac.orchestrator.testing.ScriptedModel.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bac.orchestrator.run.RunWrites;
import dev.bac.orchestrator.testing.Talk;
import dev.bac.orchestrator.testing.TestPlatform;
import dev.bac.store.Store;
import dev.bac.store.journal.Fence;
import dev.bac.store.journal.FenceLost;
import dev.bac.store.journal.Leases;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who may work on a run: one node at a time, and another one when that is gone. */
@Timeout(60)
class RunLeaseTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final TestPlatform house = TestPlatform.shared();
    private final Store store = house.platform().access().store();
    private final Leases leases = new Leases(store);
    private final Rows rows = Rows.of(store);

    /** Says something to a model that stays silent until the latch is open. */
    private UUID begin(Talk talk, String said, CountDownLatch latch) {
        house.model().when(said, after(latch, answer("At last.")), answer("Answered by the next one."));
        talk.web()
                .open(talk.web()
                        .request(talk.path() + "/messages")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(Talk.message(said))));
        return store.read(house.ours().id(), tx -> rows.runs().latest(tx, UUID.fromString(talk.id())))
                .orElseThrow()
                .id();
    }

    /** As if the holder had been silent for too long and another node had come. */
    private Fence steal(UUID run) {
        long epoch = store.shared(handle -> handle.createQuery("""
                        UPDATE lease SET holder = 'another node', epoch = epoch + 1,
                            expires_at = clock_timestamp() + interval '1 minute'
                        WHERE name = :name RETURNING epoch
                        """)
                .bind("name", "run/" + run)
                .mapTo(Long.class)
                .one());
        return new Fence("run/" + run, epoch);
    }

    @Test
    void keepsOthersOffARunThatIsAtWork() {
        var latch = new CountDownLatch(1);
        Talk talk = house.clerk().talk("receivables");
        UUID run = begin(talk, "Who has it?", latch);

        assertThat(leases.take("run/" + run, "another node", LONG)).isEmpty();

        latch.countDown();
        assertThat(Talk.end(talk.after(0))).isEqualTo("answered");
        House.eventually(() -> leases.take("run/" + run, "another node", LONG).isPresent());
    }

    @Test
    void writesNothingMoreOnceAnotherNodeHasTheRun() {
        var latch = new CountDownLatch(1);
        Talk talk = house.clerk().talk("receivables");
        UUID run = begin(talk, "Who is late to notice?", latch);
        Fence other = steal(run);

        latch.countDown();
        java.util.concurrent.locks.LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());

        assertThat(types(talk)).doesNotContain("text", "done");
        leases.release(other);
        // The next sweep takes it up, and this time it ends.
        assertThat(Talk.end(talk.after(0))).isEqualTo("answered");
        // Once, and never the words of both: the first holder may have lost the run before it asked the model.
        assertThat(Talk.text(talk.after(0))).isIn("At last.", "Answered by the next one.");
    }

    @Test
    void refusesTheWritesOfAnEarlierHolder() {
        String name = "run/" + UUID.randomUUID();
        var first = new RunWrites(
                store, house.ours().id(), leases.take(name, "one", LONG).orElseThrow());
        String written = first.write(_ -> "written");
        assertThat(written).isEqualTo("written");
        store.shared(handle -> handle.execute("UPDATE lease SET expires_at = '-infinity' WHERE name = ?", name));
        leases.take(name, "two", LONG).orElseThrow();

        assertThatThrownBy(() -> first.write(_ -> "written")).isInstanceOf(FenceLost.class);
    }

    @Test
    void endsARunThatSomebodyCancelledOnAnotherNode() {
        Talk talk = house.clerk().talk("receivables");
        begin(talk, "Who hears me?", new CountDownLatch(1));

        store.write(house.ours().id(), tx -> {
            rows.progress().askToEnd(tx, UUID.fromString(talk.id()));
            return true;
        });

        assertThat(Talk.end(talk.after(0))).isEqualTo("cancelled");
    }

    @Test
    void breaksOffAQuestionToTheModelWhenThePersonCancels() {
        Talk talk = house.clerk().talk("receivables");
        begin(talk, "Stop thinking?", new CountDownLatch(1));

        assertThat(talk.web().post(talk.path() + "/cancel", "{}").status()).isLessThan(300);

        assertThat(Talk.end(talk.after(0))).isEqualTo("cancelled");
    }

    @Test
    void givesUpARunThatNoNodeSurvives() {
        Talk talk = house.clerk().talk("receivables");
        UUID run = begin(talk, "Who dies of this?", new CountDownLatch(1));
        store.write(house.ours().id(), tx -> tx.sql()
                .createUpdate("UPDATE run SET takeovers = 5 WHERE id = :run")
                .bind("run", run)
                .execute());
        leases.release(steal(run));

        var events = talk.after(0);
        assertThat(Talk.end(events)).isEqualTo("failed");
        assertThat(Talk.last(events, "error").at("/problem/detail").asString()).contains("interrupted 5 times");
    }

    private List<String> types(Talk talk) {
        return rows.log().after(house.ours().id(), UUID.fromString(talk.id()), 0).stream()
                .map(EventLog.Event::type)
                .toList();
    }

    /** Waits. */
    private static final class House {
        static void eventually(java.util.function.BooleanSupplier wanted) {
            for (int look = 0; look < 100 && !wanted.getAsBoolean(); look++) {
                java.util.concurrent.locks.LockSupport.parkNanos(100_000_000);
            }
        }
    }
}
