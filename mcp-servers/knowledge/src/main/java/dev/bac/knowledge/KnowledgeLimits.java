package dev.bac.knowledge;

/**
 * How much is kept.
 *
 * @param documents most documents of one company
 * @param held most passages whose meanings are kept at hand in this process, of all companies; collections that nobody has
 *     asked for the longest make room, and are read again when somebody does
 */
public record KnowledgeLimits(int documents, long held) {
    /** 20,000 documents; 200,000 passages at hand, about 350 MB. */
    public static final KnowledgeLimits USUAL = new KnowledgeLimits(20_000, 200_000);

    /** Where a server of its own keeps the meanings: nothing has to make room here. */
    public KnowledgeLimits heldElsewhere() {
        return new KnowledgeLimits(documents, Long.MAX_VALUE);
    }
}
