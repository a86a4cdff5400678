package dev.bac.llm.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class AnswerStoreInMemoryTest extends AnswerStoreContract {
    private final AnswerStoreInMemory store = new AnswerStoreInMemory(LIMITS, this::now);

    @Override
    protected AnswerStore store() {
        return store;
    }

    @Override
    protected void damage(CacheKey key) {
        store.damage(key, text -> text.replace("good", "gold"));
    }

    @Test
    void staysWithinItsBytes() {
        var limits = new CacheLimits(100_000, 20_000, Duration.ofHours(1));
        var small = new AnswerStoreInMemory(limits, Instant::now);
        for (int i = 0; i < 1_000; i++) {
            var key = new CacheKey(randomTenant(), String.format(Locale.ROOT, "%064d", i));
            small.keep(key, new KeptAnswer(Vendor.says("x".repeat(1_000)), Instant.now()));
        }
        assertThat(small.bytes()).isBetween(50_000L, 100_000L);
    }
}
