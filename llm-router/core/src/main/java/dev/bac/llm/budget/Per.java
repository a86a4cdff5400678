package dev.bac.llm.budget;

/** Whose budget it is. */
public enum Per {
    TENANT,
    USER,
    AGENT,
    KEY
}
