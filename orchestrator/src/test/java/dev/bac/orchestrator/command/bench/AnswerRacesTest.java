package dev.bac.orchestrator.command.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.identity.Caller;
import dev.bac.identity.Channel;
import dev.bac.identity.Role;
import dev.bac.identity.TenantId;
import dev.bac.identity.UserId;
import dev.bac.orchestrator.command.instance.Nordlicht;
import dev.bac.orchestrator.platform.FirstStart;
import dev.bac.orchestrator.platform.Platform;
import dev.bac.orchestrator.platform.Servers;
import dev.bac.orchestrator.platform.Tenancy;
import dev.bac.orchestrator.testing.ScriptedModel;
import dev.bac.orchestrator.testing.TestPlatform;
import dev.bac.store.changes.ReadSet;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo company's tools, asked and changed by several connections at once. {@code bac bench answers} is the long form. */
class AnswerRacesTest {
    private static final int STEPS = 1_000;
    private static final int CONNECTIONS = 6;
    private static final int MOST_RACES = 16;

    @TempDir
    static Path data;

    private static Platform platform;
    private static RaceGround ground;

    @BeforeAll
    static void aCompanyWithRecords() {
        platform = Platform.start(
                new Platform.Outside(TestPlatform.settings(data), Map.of(), new ScriptedModel(), Clock.systemUTC()));
        var tenancy = new Tenancy(platform.access(), platform.toolbox(), Servers.NAMES);
        var admin = new FirstStart(platform.access(), tenancy, Clock.systemUTC()).ensure(Optional.of(new Nordlicht()));
        ground = RaceGround.on(platform, caller(admin.tenant()));
    }

    private static Caller caller(TenantId tenant) {
        return new Caller(
                tenant,
                new UserId(new UUID(0, 7)),
                "Racer",
                Set.of(Role.ADMIN),
                Role.scopesOf(Set.of(Role.ADMIN)),
                Channel.API,
                Optional.empty());
    }

    @AfterAll
    static void close() {
        ground.close();
        platform.close();
    }

    private AnswerRaces.Tally race(UnaryOperator<ReadSet> kept, String tools) throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        return ground.races(kept, tools).run(STEPS, CONNECTIONS, seed);
    }

    /**
     * Chance may miss a fault in one race, hardly in so many.
     *
     * @param tools those that the fault concerns: among all it would be met seldom
     */
    private AnswerRaces.Tally isCaught(UnaryOperator<ReadSet> kept, String tools) throws Exception {
        var tally = race(kept, tools);
        for (int again = 1; again < MOST_RACES && tally.stale.sum() == 0; again++) {
            tally = race(kept, tools);
        }
        assertThat(tally.stale.sum()).isPositive();
        return tally;
    }

    @Test
    void servesNothingStaleHoweverReadsAndWritesMeet() throws Exception {
        var tally = race(set -> set, "");

        assertThat(tally.shown).isEmpty();
        assertThat(tally.stale.sum()).isZero();
        assertThat(tally.fresh.sum()).as("it was worth it").isGreaterThan(STEPS / 10);
        assertThat(tally.committed.sum()).isPositive();
    }

    /** What the oracle is worth: each of these forgets one thing, and is caught. */
    @Test
    void isCaughtWhenItForgetsAKind() throws Exception {
        isCaught(set -> new ReadSet(Set.of("tenant"), set.snapshot(), set.date(), set.cluster()), "crm_");
    }

    @Test
    void isCaughtWhenItForgetsTheDay() throws Exception {
        isCaught(
                set -> {
                    assertThat(set.kinds()).contains("tenant");
                    return new ReadSet(set.kinds(), set.snapshot(), Optional.empty(), set.cluster());
                },
                "finance_invoice");
    }

    @Test
    void isCaughtWhenATriggerIsMissing() throws Exception {
        ground.asSuperuser("ALTER TABLE crm.activity DISABLE TRIGGER tracked_update");
        ground.asSuperuser("ALTER TABLE crm.activity DISABLE TRIGGER tracked_delete");
        try {
            var tally = isCaught(set -> set, "crm_activity");

            assertThat(tally.shown).allMatch(tool -> tool.startsWith("crm_"));
        } finally {
            ground.asSuperuser("ALTER TABLE crm.activity ENABLE ALWAYS TRIGGER tracked_update");
            ground.asSuperuser("ALTER TABLE crm.activity ENABLE ALWAYS TRIGGER tracked_delete");
        }
    }

    /** PostgreSQL counts for itself which tables a transaction scanned. */
    @Test
    void namesEveryTableThatThePlanTouches() {
        var missing = ground.unnamed();

        assertThat(missing).isEmpty();
        assertThat(ground.untold().stream().map(name -> name.split(":")[0]).distinct())
                .as(
                        "tools without a read set, of which no answer is served again: they ask the catalogue, the outbox or the clock")
                .containsExactlyInAnyOrder(
                        "crm_duplicate_find", "crm_export_read", "erp_stock_verify", "finance_books_verify");
    }
}
