package dev.bac.llm.cache;

import dev.bac.llm.ChatModel;
import java.time.InstantSource;
import java.util.function.UnaryOperator;

/** The caches as one wrapper: equal requests first, then those that mean the same. */
@FunctionalInterface
public interface AnswerCaches {
    AnswerCaches NONE = model -> model;

    ChatModel around(ChatModel model);

    /** @param byMeaning the cache by meaning around the model, or nothing */
    static AnswerCaches of(
            AnswerStore store, CacheEvents events, InstantSource clock, UnaryOperator<ChatModel> byMeaning) {
        return model -> new ExactCache(byMeaning.apply(model), store, events, clock);
    }
}
