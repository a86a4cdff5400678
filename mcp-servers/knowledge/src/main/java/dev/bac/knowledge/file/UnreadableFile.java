package dev.bac.knowledge.file;

/** A file whose text cannot be had; the message says why and what to do. */
public final class UnreadableFile extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableFile(String why) {
        super(why, null, false, false);
    }
}
