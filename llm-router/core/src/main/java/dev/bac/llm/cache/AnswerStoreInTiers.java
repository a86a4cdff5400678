package dev.bac.llm.cache;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A near store with a far one behind it that other nodes share. When the far one is out of order it is left alone for
 * {@link #PAUSE} and nothing is kept there: the answer is then asked for, never refused or waited for.
 */
public final class AnswerStoreInTiers implements AnswerStore {
    static final Duration PAUSE = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(AnswerStoreInTiers.class);

    private final AnswerStore near;
    private final AnswerStore far;
    private final CacheEvents events;
    private final InstantSource clock;
    private volatile Instant again = Instant.MIN;

    public AnswerStoreInTiers(AnswerStore near, AnswerStore far, CacheEvents events, InstantSource clock) {
        this.near = near;
        this.far = far;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public Optional<KeptAnswer> find(CacheKey key) {
        var found = near.find(key);
        if (found.isPresent()) {
            return found;
        }
        var behind = unlessOutOfOrder(() -> far.find(key));
        behind.ifPresent(answer -> near.keep(key, answer));
        return behind;
    }

    @Override
    public void keep(CacheKey key, KeptAnswer answer) {
        near.keep(key, answer);
        unlessOutOfOrder(() -> {
            far.keep(key, answer);
            return Optional.empty();
        });
    }

    private <T> Optional<T> unlessOutOfOrder(Supplier<Optional<T>> work) {
        Instant now = clock.instant();
        if (now.isBefore(again)) {
            return Optional.empty();
        }
        try {
            return work.get();
        } catch (RuntimeException outOfOrder) {
            again = now.plus(PAUSE);
            events.failed("shared");
            LOG.warn(
                    "The shared answer cache is skipped for {}: {}",
                    PAUSE,
                    outOfOrder.getClass().getSimpleName());
            return Optional.empty();
        }
    }
}
