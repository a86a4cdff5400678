package dev.bac.llm.cache;

import dev.bac.identity.Caller;
import java.math.BigDecimal;
import java.util.Optional;

/** Hears what the caches do, to count it. */
public interface CacheEvents {
    CacheEvents NONE = new CacheEvents() {
        @Override
        public void hit(Caller caller, Kind kind, String model, Optional<BigDecimal> saved) {}

        @Override
        public void miss(Kind kind) {}

        @Override
        public void audited(boolean same) {}

        @Override
        public void failed(String part) {}
    };

    /** Which cache. */
    enum Kind {
        EXACT,
        SEMANTIC
    }

    /** @param saved what the answer cost when it was made, in US dollars; empty when nobody knows */
    void hit(Caller caller, Kind kind, String model, Optional<BigDecimal> saved);

    /** A request that might have been answered from the cache was not. */
    void miss(Kind kind);

    /** An answer by meaning was compared with a fresh one. */
    void audited(boolean same);

    /** A part of the cache was out of order and was skipped, such as {@code postgresql}. */
    void failed(String part);
}
