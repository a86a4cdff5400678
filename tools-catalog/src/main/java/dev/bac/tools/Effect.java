package dev.bac.tools;

/** What calling a tool does to the world. For our own servers it comes from their manifest, never from a hint. */
public enum Effect {
    READ,
    WRITE,
    DESTRUCTIVE
}
