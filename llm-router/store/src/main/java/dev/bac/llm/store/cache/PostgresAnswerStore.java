package dev.bac.llm.store.cache;

import dev.bac.identity.TenantId;
import dev.bac.llm.cache.AnswerStore;
import dev.bac.llm.cache.CacheKey;
import dev.bac.llm.cache.CacheLimits;
import dev.bac.llm.cache.KeptAnswer;
import dev.bac.llm.cache.KeptAnswerCodec;
import dev.bac.llm.store.RouterStore;
import dev.bac.store.Tx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Answers in PostgreSQL, of each tenant its own rows. Every so many writes the old ones and those beyond the limit go. */
public final class PostgresAnswerStore implements AnswerStore {
    /** Writes between two clearings. */
    private static final int CLEAR_EVERY = 200;

    private final RouterStore store;
    private final CacheLimits limits;
    private final int answers;
    private final InstantSource clock;
    private final AtomicLong written = new AtomicLong();

    /** @param answers most that are kept of a tenant */
    public PostgresAnswerStore(RouterStore store, CacheLimits limits, int answers, InstantSource clock) {
        this.store = store;
        this.limits = limits;
        this.answers = answers;
        this.clock = clock;
    }

    @Override
    public Optional<KeptAnswer> find(CacheKey key) {
        Optional<String> text = store.read(key.tenant(), tx -> tx.sql()
                .createQuery("SELECT answer FROM kept_answer WHERE digest = :digest")
                .bind("digest", key.digest())
                .mapTo(String.class)
                .findOne());
        return text.flatMap(KeptAnswerCodec::read).filter(kept -> kept.at().isAfter(oldest()));
    }

    @Override
    public void keep(CacheKey key, KeptAnswer answer) {
        String text = KeptAnswerCodec.write(answer);
        if (text.length() > limits.answerCharacters()) {
            return;
        }
        store.write(key.tenant(), tx -> {
            put(tx, key, answer, text);
            if (written.incrementAndGet() % CLEAR_EVERY == 0) {
                clear(tx);
            }
            return text.length();
        });
    }

    /** Forgets what is too old, and the oldest beyond the limit. */
    public void clear(TenantId tenant) {
        store.write(tenant, tx -> {
            clear(tx);
            return tenant;
        });
    }

    private Instant oldest() {
        return clock.instant().minus(limits.age());
    }

    private static void put(Tx tx, CacheKey key, KeptAnswer answer, String text) {
        tx.sql()
                .createUpdate("""
                        INSERT INTO kept_answer (tenant_id, digest, answer, given_at)
                        VALUES (:tenant, :digest, :answer, :at)
                        ON CONFLICT (tenant_id, digest)
                        DO UPDATE SET answer = excluded.answer, given_at = excluded.given_at
                        """)
                .bind("tenant", tx.tenant().value())
                .bind("digest", key.digest())
                .bind("answer", text)
                .bind("at", answer.at())
                .execute();
    }

    private void clear(Tx tx) {
        tx.sql()
                .createUpdate("DELETE FROM kept_answer WHERE given_at <= :oldest")
                .bind("oldest", oldest())
                .execute();
        tx.sql().createUpdate("""
                        DELETE FROM kept_answer WHERE given_at <= (
                            SELECT given_at FROM kept_answer ORDER BY given_at DESC OFFSET :most LIMIT 1)
                        """).bind("most", answers).execute();
    }
}
