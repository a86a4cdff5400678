package dev.bac.llm.store.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.identity.TenantId;
import dev.bac.llm.cache.CacheKey;
import dev.bac.llm.cache.Taught;
import dev.bac.llm.cache.TaughtLog.Kept;
import dev.bac.llm.store.RouterStore;
import dev.bac.store.TenantSettings;
import dev.bac.store.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PostgresTaughtLogTest {
    private static final TenantSettings BERLIN =
            new TenantSettings("Ours", Currency.getInstance("EUR"), ZoneId.of("Europe/Berlin"), Locale.ENGLISH);
    private static final PostgresTaughtLog.Limits LIMITS = new PostgresTaughtLog.Limits(Duration.ofDays(7), 30);

    private Instant now = Instant.parse("2026-11-21T12:00:00Z");
    private final CacheKey ours = new CacheKey(new TenantId(UUID.randomUUID()), "a".repeat(64));
    private final CacheKey theirs = new CacheKey(new TenantId(UUID.randomUUID()), "a".repeat(64));

    private PostgresTaughtLog node() {
        return new PostgresTaughtLog(
                RouterStore.open(TestDatabase.shared(), _ -> Optional.of(BERLIN)), LIMITS, () -> now);
    }

    private static Taught taught(Optional<Taught.Trial> trial) {
        return new Taught(UUID.randomUUID().toString(), new float[] {0.5f, -0.25f}, "4711", "group", trial);
    }

    private static void keep(PostgresTaughtLog log, CacheKey partition, List<Taught> some) {
        some.forEach(one -> log.add(partition, one));
        log.flush();
    }

    @Test
    void anotherNodeReadsWhatOneLearnedAndAnotherTenantOrPartitionDoesNot() {
        var tried = taught(Optional.of(
                new Taught.Trial("other", new double[] {1, 0.5}, Optional.of(new double[] {1, 0.25}), 20, true)));
        var alone = taught(Optional.empty());
        try (var one = node();
                var other = node()) {
            keep(one, ours, List.of(tried, alone, tried));

            var read = other.since(ours, 0, 10);
            assertThat(read.stream().map(Kept::taught))
                    .usingRecursiveFieldByFieldElementComparator()
                    .containsExactly(tried, alone);
            assertThat(other.since(ours, read.getFirst().number(), 10)).hasSize(1);
            assertThat(other.since(ours, 0, 1))
                    .singleElement()
                    .satisfies(kept -> assertThat(kept.taught().id()).isEqualTo(alone.id()));
            assertThat(other.since(theirs, 0, 10)).isEmpty();
            assertThat(other.since(new CacheKey(ours.tenant(), "b".repeat(64)), 0, 10))
                    .isEmpty();
        }
    }

    @Test
    void forgetsWhatIsOldAndTheOldestBeyondItsLimit() {
        try (var log = node()) {
            for (int i = 0; i < LIMITS.rows() + 5; i++) {
                keep(log, ours, List.of(taught(Optional.empty())));
            }
            log.clear(ours.tenant());
            assertThat(log.since(ours, 0, 100)).hasSize(LIMITS.rows());

            now = now.plus(LIMITS.age());
            assertThat(log.since(ours, 0, 100)).isEmpty();
        }
    }

    @Test
    void keepsNoQuestionWithAFloodOfFigures() {
        try (var log = node()) {
            keep(
                    log,
                    ours,
                    List.of(new Taught(
                            UUID.randomUUID().toString(), new float[] {1}, "1 ".repeat(600), "g", Optional.empty())));
            assertThat(log.since(ours, 0, 10)).isEmpty();
        }
    }
}
