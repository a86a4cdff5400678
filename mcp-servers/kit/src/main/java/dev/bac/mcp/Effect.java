package dev.bac.mcp;

/** What a tool does to the world. Every tool declares one. */
public enum Effect {
    /** Changes nothing. */
    READ,
    /** Adds or changes, and can be undone or corrected. */
    WRITE,
    /** Takes something away for good. Always needs approval. */
    DESTRUCTIVE
}
