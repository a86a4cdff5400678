package dev.bac.orchestrator.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bac.identity.TenantId;
import dev.bac.orchestrator.access.Companies;
import dev.bac.orchestrator.access.GlobalRows;
import dev.bac.orchestrator.access.Members;
import dev.bac.orchestrator.access.Resumption;
import dev.bac.orchestrator.conversation.Rows;
import dev.bac.orchestrator.platform.Platform;
import dev.bac.orchestrator.servers.SealingKey;
import dev.bac.orchestrator.testing.TestPlatform;
import dev.bac.store.SchemaSpec;
import dev.bac.store.Store;
import dev.bac.store.TenantSettings;
import dev.bac.store.UuidV7;
import dev.bac.store.journal.Fence;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Two nodes on one PostgreSQL. One of them stops dead at each point of a run's journal, sends no sign of life, and wakes
 * when the other has taken over: nothing happens twice, nothing is lost, and what nobody can tell waits for a person.
 * {@code -Dzombies=200} for the long run.
 */
@Timeout(600)
class TwoNodesTest {
    /** The steps of the workflow. */
    private static final int CALLS = 5;
    /** The step whose server keeps no keys. */
    private static final int THEIRS = 3;
    /** Before its intent, before its call and after it. */
    private static final int POINTS = CALLS * World.When.values().length;

    private static final int ZOMBIES = Integer.getInteger("zombies", POINTS);
    private static final WorkflowLimits SHORT =
            new WorkflowLimits(16, Duration.ofMillis(400), Duration.ofMillis(100), 20, 100, 10_000);
    /** A node that gives no sign of life. */
    private static final WorkflowLimits SILENT =
            new WorkflowLimits(16, Duration.ofMillis(400), Duration.ofHours(1), 20, 100, 10_000);

    private static final String STEPS = """
            runAs: {service: tester, scopes: []}
            steps:
              - id: look
                tool: ours_thing_read
                args: {what: first}
              - id: make
                tool: ours_thing_make
                args: {what: "=run.id + ' make'"}
              - id: peek
                tool: theirs_thing_read
                args: {what: second}
              - id: send
                tool: theirs_thing_send
                args: {what: "=run.id + ' send'"}
              - id: last
                tool: ours_thing_make
                args: {what: "=run.id + ' last'"}
            """;

    private static final TenantId TENANT = new TenantId(UUID.randomUUID());
    private static Store store;
    private static Companies companies;
    private static SealingKey seal;

    @BeforeAll
    static void open(@TempDir Path folder) {
        var clock = Clock.systemUTC();
        var ids = new UuidV7(clock, new SecureRandom());
        store = TestPlatform.shared()
                .platform()
                .storage()
                .database()
                .open(new SchemaSpec("two_nodes", List.of("dev/bac/orchestrator/migrations", Fence.MIGRATIONS)));
        companies = new Companies(new GlobalRows(store, clock, ids));
        var settings = new TenantSettings("Two nodes", Currency.getInstance("EUR"), TestPlatform.ZONE, Locale.ENGLISH);
        store.tenants().admit(TENANT, settings);
        companies.create(TENANT, "two-nodes", settings);
        companies.activate(TENANT);
        seal = SealingKey.of(folder, new SecureRandom());
        new Catalogue(store).put(TENANT, Flows.HEAD.formatted("four-calls") + STEPS, "test");
    }

    @AfterAll
    static void forget() {
        companies.close(TENANT);
    }

    private static Workflows node(String name, World world, World.Point point, WorkflowLimits limits) {
        var clock = Clock.systemUTC();
        var rows = Rows.of(store);
        var members = new Members(new GlobalRows(store, clock, new UuidV7(clock, new SecureRandom())));
        return new Workflows(
                new Workflows.Ground(
                        store,
                        companies,
                        new Resumption(members),
                        world.seenBy(point),
                        Set.of("ours"),
                        TestPlatform.shared().platform().grants(),
                        Platform.POLICY,
                        Map.of(),
                        seal),
                new Catalogue(store),
                new Workflows.Chat(TestPlatform.shared().platform()::conversations, rows),
                new Engine.Node(name, limits, clock));
    }

    /** A node that stands still at one point until it is let go. */
    private static final class Zombie implements World.Point {
        private final AtomicBoolean seen = new AtomicBoolean();
        private final World.Place at;
        private final CountDownLatch standing = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);

        Zombie(World.Place at) {
            this.at = at;
        }

        @Override
        public void reached(World.Place place) {
            if (place.equals(at) && seen.compareAndSet(false, true)) {
                standing.countDown();
                try {
                    released.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    private static UUID begin(Workflows node) {
        return store.write(TENANT, tx -> node.starts()
                .start(
                        tx,
                        node.catalogue().find(TENANT, "four-calls").orElseThrow(),
                        new Starts.Begin(
                                WorkflowRun.Cause.EVENT,
                                java.util.Optional.empty(),
                                JsonNodeFactory.instance.objectNode(),
                                java.util.Optional.empty()))
                .orElseThrow());
    }

    private static WorkflowRun.State state(UUID run) {
        return store.read(TENANT, tx -> new WorkflowRuns(store).find(tx, run))
                .orElseThrow()
                .state();
    }

    private static World.Place point(int number) {
        var when = World.When.values();
        return new World.Place(number / when.length, when[number % when.length]);
    }

    private record Cycle(UUID run, long tookMillis) {}

    /** One node dies at the point, the other one takes over, the first wakes again. */
    private static Cycle cycle(World world, World.Place point) throws InterruptedException {
        return cycle(world, point, _ -> {});
    }

    /** @param meanwhile what becomes of the run's lease before the first wakes */
    private static Cycle cycle(World world, World.Place point, Consumer<UUID> meanwhile) throws InterruptedException {
        var zombie = new Zombie(point);
        try (var first = node("first", world, zombie, SILENT);
                var second = node("second", world, _ -> {}, SHORT)) {
            UUID run = begin(first);
            first.engine().take(TENANT, run);
            zombie.standing.await();
            long from = System.nanoTime();
            Flows.await(
                    () -> {
                        second.engine().takeUp();
                        return state(run) == WorkflowRun.State.DONE || state(run) == WorkflowRun.State.PARKED;
                    },
                    () -> "no take-over of " + run + " at " + point);
            long took = Duration.ofNanos(System.nanoTime() - from).toMillis();
            var before = journal(run);
            var was = state(run);
            meanwhile.accept(run);
            zombie.released.countDown();
            Flows.await(() -> !first.engine().atWork(), () -> "the zombie goes on");

            assertThat(state(run))
                    .as("the zombie changed the run at point " + point)
                    .isEqualTo(was);
            assertThat(journal(run)).as("the zombie wrote at point " + point).isEqualTo(before);
            return new Cycle(run, took);
        }
    }

    private static List<String> journal(UUID run) {
        return store.read(TENANT, tx -> tx.sql()
                .createQuery("SELECT step || ' ' || kind || ' ' || epoch FROM journal WHERE run = :run ORDER BY seq")
                .bind("run", run.toString())
                .mapTo(String.class)
                .list());
    }

    @Test
    void doublesNothingAndLosesNothingWhenANodeStandsStillAnywhere() throws InterruptedException {
        var world = new World(true);
        var times = new ArrayList<Long>();
        for (int i = 0; i < ZOMBIES; i++) {
            var point = point(i % POINTS);
            var cycle = cycle(world, point);
            times.add(cycle.tookMillis());
            String run = cycle.run().toString();
            boolean atTheirs = point.calls() == THEIRS && point.when() != World.When.BEFORE_INTENT;
            assertThat(state(cycle.run()))
                    .as("at point " + point)
                    .isEqualTo(atTheirs ? WorkflowRun.State.PARKED : WorkflowRun.State.DONE);
            assertThat(world.effects())
                    .contains("ours_thing_make " + run + " make", "theirs_thing_send " + run + " send");
            if (!atTheirs) {
                assertThat(world.effects()).contains("ours_thing_make " + run + " last");
            }
        }
        assertThat(world.doubled()).isEmpty();
        long[] sorted = times.stream().mapToLong(Long::longValue).sorted().toArray();
        System.out.printf(
                "%d zombies: 0 doubled of %d effects; taken over and ended after %d ms (median), %d ms (most)%n",
                ZOMBIES,
                world.effects().size(),
                sorted[sorted.length / 2],
                Arrays.stream(sorted).max().orElse(0));
    }

    @Test
    void wouldSeeADoubleIfAServerForgotItsKeys() throws InterruptedException {
        var world = new World(false);

        cycle(world, new World.Place(1, World.When.AFTER_CALL));

        assertThat(world.doubled()).isPresent();
    }

    @Test
    void wouldSeeAZombieThatNoFenceHolds() {
        var world = new World(true);
        // As though nobody had taken over: the epoch that every write of the first is held against is its own again.
        Consumer<UUID> unfenced =
                run -> store.shared(handle -> handle.createUpdate("UPDATE lease SET epoch = 1 WHERE name = :name")
                        .bind("name", "workflow/" + run)
                        .execute());

        assertThatThrownBy(() -> cycle(world, new World.Place(THEIRS, World.When.AFTER_CALL), unfenced))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("the zombie");
    }

    @Test
    void goesOnWhenAPersonSaysWhatBecameOfIt() throws InterruptedException {
        var world = new World(true);
        UUID run = cycle(world, new World.Place(THEIRS, World.When.AFTER_CALL)).run();
        var caller = dev.bac.orchestrator.access.TriggerEntrance.service(TENANT, "tester", Set.of());
        try (var node = node("third", world, _ -> {}, SHORT)) {
            node.desk().resolve(caller, run, "send", true, JsonNodeFactory.instance.objectNode());
            Flows.await(
                    () -> {
                        node.engine().takeUp();
                        return state(run) == WorkflowRun.State.DONE;
                    },
                    () -> "run " + state(run));
        }

        assertThat(world.effects().stream().filter(effect -> effect.endsWith(run + " send")))
                .hasSize(1);
    }
}
