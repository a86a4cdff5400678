package dev.bac.llm.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.identity.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A call within its lease pays no commit: however busy a node is, it asks the bank a few times a tick. */
class SliceTest {
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration VALID = Duration.ofSeconds(7);
    private static final int CALLS_A_TICK = 1_000;

    private final TenantId tenant = new TenantId(UUID.randomUUID());
    private final Budget budget = new Budget(
            UUID.randomUUID(), Per.TENANT, Budget.EACH, Measure.REQUESTS, Period.MONTH, 1_000_000_000, List.of());
    private Instant now = Instant.parse("2026-11-21T12:00:00Z");
    private final Slice slice =
            new Slice(new Account(tenant, budget, Budget.EACH, Period.MONTH.window(now, ZoneOffset.UTC)));
    private final Bank bank = new MemoryBank(_ -> List.of(budget), ZoneId.of("UTC"), Duration.ofSeconds(10), () -> now);
    private int asked;

    private void renew(long need) {
        asked++;
        slice.renew(bank, "node", need, slice.demand(now, TICK), new Slice.Terms(now, VALID));
    }

    /** One after another, evenly over the tick; the reporter comes at its end. */
    private void tick(int calls) {
        for (int call = 0; call < calls; call++) {
            now = now.plus(TICK.dividedBy(calls));
            if (!slice.take(1, now)) {
                renew(1);
            }
            slice.end(1, 1);
            slice.ifMustReport(() -> renew(0));
        }
        if (slice.isDue(now, now.plus(TICK.multipliedBy(3)))) {
            renew(0);
        }
    }

    @Test
    void asksTheBankAFewTimesATickHoweverManyCallsAreMade() {
        for (int tick = 0; tick < 3; tick++) {
            tick(CALLS_A_TICK);
        }
        asked = 0;
        int ticks = 20;
        for (int tick = 0; tick < ticks; tick++) {
            tick(CALLS_A_TICK);
        }
        assertThat(asked).isLessThanOrEqualTo(3 * ticks);
    }

    @Test
    void findsItsSizeWithinATickOfAnyBusierOne() {
        tick(10);
        asked = 0;
        tick(100 * CALLS_A_TICK);
        assertThat(asked).as("each lease is larger than the one before").isLessThan(40);
    }

    @Test
    void wantsNothingOnceItIsIdle() {
        tick(CALLS_A_TICK);
        for (int tick = 0; tick < 2; tick++) {
            now = now.plus(TICK);
            slice.demand(now, TICK);
        }
        assertThat(slice.demand(now.plus(TICK), TICK)).isZero();
    }
}
