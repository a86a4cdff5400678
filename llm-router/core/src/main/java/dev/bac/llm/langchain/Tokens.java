package dev.bac.llm.langchain;

import org.jspecify.annotations.Nullable;

/** LangChain4j's counts may be missing. */
public final class Tokens {
    private Tokens() {}

    public static long of(@Nullable Integer count) {
        return count == null ? 0 : count;
    }
}
