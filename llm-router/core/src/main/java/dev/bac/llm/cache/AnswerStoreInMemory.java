package dev.bac.llm.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Answers in this process. Beyond its size the least used go; an answer is kept as text, so that its size is known. */
public final class AnswerStoreInMemory implements AnswerStore {
    /** What an entry takes beside its text, about, in bytes. */
    private static final int OVERHEAD = 300;

    private final Cache<CacheKey, String> answers;
    private final CacheLimits limits;
    private final InstantSource clock;

    public AnswerStoreInMemory(CacheLimits limits, InstantSource clock) {
        this.limits = limits;
        this.clock = clock;
        this.answers = Caffeine.newBuilder()
                .maximumWeight(limits.bytes())
                .weigher((CacheKey _, String text) -> OVERHEAD + text.length() * 2)
                .executor(Runnable::run)
                .build();
    }

    @Override
    public Optional<KeptAnswer> find(CacheKey key) {
        String text = answers.getIfPresent(key);
        if (text == null) {
            return Optional.empty();
        }
        Instant oldest = clock.instant().minus(limits.age());
        var kept = KeptAnswerCodec.read(text).filter(found -> found.at().isAfter(oldest));
        if (kept.isEmpty()) {
            answers.invalidate(key);
        }
        return kept;
    }

    @Override
    public void keep(CacheKey key, KeptAnswer answer) {
        String text = KeptAnswerCodec.write(answer);
        if (text.length() <= limits.answerCharacters()) {
            answers.put(key, text);
        }
    }

    /** Changes what is kept, so that a test can see a damaged answer refused. */
    void damage(CacheKey key, UnaryOperator<String> change) {
        answers.asMap().computeIfPresent(key, (_, text) -> change.apply(text));
    }

    /** Bytes that the answers take, about. */
    public long bytes() {
        answers.cleanUp();
        return answers.policy().eviction().orElseThrow().weightedSize().orElseThrow();
    }
}
