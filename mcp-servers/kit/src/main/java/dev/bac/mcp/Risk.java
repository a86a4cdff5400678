package dev.bac.mcp;

/** Why a write is more than a note in a book. Any but {@link #NONE} needs approval before it takes effect. */
public enum Risk {
    NONE,
    /** Moves money, or makes or settles a claim. */
    MONEY,
    /** Leaves the company: a message, a call. */
    OUTBOUND,
    /** Touches many records at once, or a whole company. */
    BULK
}
