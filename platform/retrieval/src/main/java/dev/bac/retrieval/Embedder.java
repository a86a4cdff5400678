package dev.bac.retrieval;

import java.util.List;
import java.util.Optional;

/** Turns sentences into unit vectors whose inner product is their nearness in meaning. */
public interface Embedder {

    /** True when {@link #embed} answers without waiting for anything to load. */
    boolean ready();

    /** As {@link #ready}, but waits at most that long for what is loading. */
    default boolean readyWithin(java.time.Duration patience) {
        return ready();
    }

    /**
     * The vectors of the texts, in their order; empty while the embedder is not ready, or when it failed to load.
     * Texts are cut at 2,000 characters. Never blocks on loading.
     */
    Optional<List<float[]>> embed(List<String> texts);

    /** One text's vector. */
    default Optional<float[]> embed(String text) {
        return embed(List.of(text)).map(List::getFirst);
    }

    /** An embedder that is never ready: ranking is then by wording alone. */
    static Embedder none() {
        return new Embedder() {
            @Override
            public boolean ready() {
                return false;
            }

            @Override
            public Optional<List<float[]>> embed(List<String> texts) {
                return Optional.empty();
            }
        };
    }
}
