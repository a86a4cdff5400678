package dev.bac.knowledge.note;

/** Whom a note is for. */
public enum Audience {
    /** The person who asked for it, whichever agent they talk to. */
    USER,
    /** Everybody in the company. */
    TEAM,
    /** Whoever talks to the agent that kept it. */
    AGENT
}
