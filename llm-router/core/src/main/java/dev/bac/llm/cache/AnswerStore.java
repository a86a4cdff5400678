package dev.bac.llm.cache;

import java.util.Optional;

/** Keeps answers for a limited time, in a limited number. Losing one is always allowed, serving a wrong one never. */
public interface AnswerStore {

    /** The answer under this key, unless it is too old or cannot be read. */
    Optional<KeptAnswer> find(CacheKey key);

    /** Keeps or replaces; may forget others, or this one when it is too large. */
    void keep(CacheKey key, KeptAnswer answer);
}
