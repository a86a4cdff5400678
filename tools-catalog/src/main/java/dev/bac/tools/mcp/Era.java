package dev.bac.tools.mcp;

/** Which revisions a server may be spoken to in. */
public enum Era {
    /** 2026-07-28 if the server speaks it, else an earlier one. */
    AUTOMATIC,
    /** 2026-07-28 or not at all. */
    MODERN,
    /** 2025-11-25 or earlier, for a server that mistakes the question. */
    LEGACY
}
