package dev.bac.llm.store.routing;

/** Who says how good an answer was. */
public enum OutcomeSource {
    THUMBS,
    TOOLS,
    TEST,
    JUDGE
}
