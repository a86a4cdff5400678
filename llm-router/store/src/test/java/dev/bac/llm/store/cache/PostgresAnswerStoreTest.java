package dev.bac.llm.store.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.identity.TenantId;
import dev.bac.llm.ChatResponse;
import dev.bac.llm.ChatResponse.Finish;
import dev.bac.llm.Message;
import dev.bac.llm.Part;
import dev.bac.llm.Usage;
import dev.bac.llm.cache.AnswerStore;
import dev.bac.llm.cache.AnswerStoreContract;
import dev.bac.llm.cache.CacheKey;
import dev.bac.llm.cache.KeptAnswer;
import dev.bac.llm.store.RouterStore;
import dev.bac.store.TenantSettings;
import dev.bac.store.testing.TestDatabase;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PostgresAnswerStoreTest extends AnswerStoreContract {
    private static final TenantSettings BERLIN =
            new TenantSettings("Ours", Currency.getInstance("EUR"), ZoneId.of("Europe/Berlin"), Locale.ENGLISH);
    private static final int MOST = 50;

    private final RouterStore router = RouterStore.open(TestDatabase.shared(), _ -> Optional.of(BERLIN));
    private final PostgresAnswerStore store = new PostgresAnswerStore(router, LIMITS, MOST, this::now);

    @Override
    protected AnswerStore store() {
        return store;
    }

    @Override
    protected void damage(CacheKey key) {
        router.write(key.tenant(), tx -> tx.sql()
                .createUpdate("UPDATE kept_answer SET answer = replace(answer, 'good', 'gold')")
                .execute());
    }

    @Test
    void aSecondNodeFindsWhatTheFirstKept() {
        var key = new CacheKey(randomTenant(), "c".repeat(64));
        store.keep(key, answer(1));
        var second = new PostgresAnswerStore(
                RouterStore.open(TestDatabase.shared(), _ -> Optional.of(BERLIN)), LIMITS, MOST, this::now);
        assertThat(second.find(key)).contains(answer(1));
    }

    @Test
    void forgetsTheOldestBeyondItsLimit() {
        var tenant = randomTenant();
        for (int i = 0; i < MOST + 20; i++) {
            store.keep(new CacheKey(tenant, String.format(Locale.ROOT, "%064d", i)), answer(i));
        }
        store.clear(tenant);

        assertThat(rows(tenant)).isEqualTo(MOST);
        assertThat(store.find(new CacheKey(tenant, "%064d".formatted(MOST + 19))))
                .isPresent();
        assertThat(store.find(new CacheKey(tenant, "%064d".formatted(0)))).isEmpty();
    }

    private long rows(TenantId tenant) {
        return router.read(tenant, tx -> tx.sql()
                .createQuery("SELECT count(*) FROM kept_answer")
                .mapTo(Long.class)
                .one());
    }

    private KeptAnswer answer(int second) {
        var message = new Message.Assistant(List.of(new Part.Text("answer")));
        Instant at = now().plusSeconds(second);
        return new KeptAnswer(new ChatResponse(message, Finish.STOP, Usage.NONE, "v/m", ""), at);
    }
}
