package dev.bac.knowledge.note;

/** Who said what a note says. Only what a person said is to be relied on. */
public enum Source {
    PERSON,
    /** It stood in a record or a tool's answer. */
    RECORD,
    /** It stood in a document. */
    DOCUMENT
}
