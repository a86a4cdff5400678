package dev.bac.llm.cache;

import static dev.bac.llm.cache.Asked.FIXED;
import static dev.bac.llm.cache.Asked.JANE;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AnswerStoreInTiersTest {
    private final Counted counted = new Counted();
    private Instant now = Instant.parse("2026-11-21T12:00:00Z");

    private AnswerStore near() {
        return new AnswerStoreInMemory(CacheLimits.USUAL, () -> now);
    }

    @Test
    void aSecondNodeServesWhatTheFirstWasTold() {
        var far = near();
        var vendor = Vendor.numbering();
        var first = new ExactCache(vendor, new AnswerStoreInTiers(near(), far, counted, () -> now), counted, () -> now);
        var second =
                new ExactCache(vendor, new AnswerStoreInTiers(near(), far, counted, () -> now), counted, () -> now);
        first.chat(JANE, FIXED, _ -> {});

        assertThat(second.chat(JANE, FIXED, _ -> {}).message().text()).isEqualTo("answer 1");
        assertThat(vendor.asked).hasValue(1);
    }

    @Test
    void answersAllTheSameWhileTheFarStoreIsOutOfOrderAndLeavesItAloneForAWhile() {
        var looked = new AtomicInteger();
        var broken = new AnswerStore() {
            @Override
            public Optional<KeptAnswer> find(CacheKey key) {
                looked.incrementAndGet();
                throw new IllegalStateException("no connection");
            }

            @Override
            public void keep(CacheKey key, KeptAnswer answer) {
                looked.incrementAndGet();
                throw new IllegalStateException("no connection");
            }
        };
        var vendor = Vendor.numbering();
        var cache =
                new ExactCache(vendor, new AnswerStoreInTiers(near(), broken, counted, () -> now), counted, () -> now);

        for (int i = 0; i < 50; i++) {
            cache.chat(JANE, Asked.question("question " + i), _ -> {});
        }

        assertThat(vendor.asked).hasValue(50);
        assertThat(looked).hasValue(1);
        assertThat(counted.told).containsOnlyOnce("failed shared");
        now = now.plus(AnswerStoreInTiers.PAUSE);
        cache.chat(JANE, FIXED, _ -> {});
        assertThat(looked).as("tried again").hasValue(2);
    }
}
