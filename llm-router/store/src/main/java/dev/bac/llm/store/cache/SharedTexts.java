package dev.bac.llm.store.cache;

import dev.bac.identity.TenantId;
import dev.bac.llm.store.RouterStore;
import dev.bac.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Texts that nodes share under a digest, of each tenant its own rows, beside the answers of models and cleared as they are. */
public final class SharedTexts {
    private static final int CLEAR_EVERY = 200;

    private final RouterStore store;
    private final Limits limits;
    private final InstantSource clock;
    private final AtomicLong written = new AtomicLong();

    /**
     * @param age after which a text is gone
     * @param longest that is kept, in characters
     */
    public record Limits(Duration age, int longest) {}

    public SharedTexts(RouterStore store, Limits limits, InstantSource clock) {
        this.store = store;
        this.limits = limits;
        this.clock = clock;
    }

    /** @param digest SHA-256, in hexadecimal */
    public Optional<String> find(TenantId tenant, String digest) {
        return store.read(tenant, tx -> tx.sql()
                .createQuery("SELECT answer FROM kept_answer WHERE digest = :digest AND given_at > :oldest")
                .bind("digest", digest)
                .bind("oldest", oldest())
                .mapTo(String.class)
                .findOne());
    }

    /** Keeps a text in place of what was there; one that is too long is not kept. */
    public void keep(TenantId tenant, String digest, String text) {
        if (text.length() > limits.longest()) {
            return;
        }
        store.write(tenant, tx -> {
            int rows = put(tx, digest, text, clock.instant());
            if (written.incrementAndGet() % CLEAR_EVERY == 0) {
                rows += tx.sql()
                        .createUpdate("DELETE FROM kept_answer WHERE given_at <= :oldest")
                        .bind("oldest", oldest())
                        .execute();
            }
            return rows;
        });
    }

    private Instant oldest() {
        return clock.instant().minus(limits.age());
    }

    private static int put(Tx tx, String digest, String text, Instant now) {
        return tx.sql()
                .createUpdate("""
                        INSERT INTO kept_answer (tenant_id, digest, answer, given_at)
                        VALUES (:tenant, :digest, :answer, :at)
                        ON CONFLICT (tenant_id, digest)
                        DO UPDATE SET answer = excluded.answer, given_at = excluded.given_at
                        """)
                .bind("tenant", tx.tenant().value())
                .bind("digest", digest)
                .bind("answer", text)
                .bind("at", now)
                .execute();
    }
}
