package dev.bac.mcp;

import dev.bac.identity.Caller;
import dev.bac.store.Tx;

/**
 * Does the work of a tool that is more than one transaction should hold. The call itself keeps the order and says what
 * it comes to; the rest follows in steps, each a transaction of its own, so that it can be watched, stopped between two
 * of them, and gone on with after a restart. Two may go on with the same order at once: a step locks what it works on.
 */
public interface LastingHandler<I extends Record, O extends Record & Told> extends ToolHandler<I, O> {

    /**
     * Does a little more, at most about a second's work; nothing when all is done or was stopped.
     *
     * @param begun what the call answered when it kept the order
     */
    Standing<O> step(Caller caller, Tx tx, O begun);

    /** How far it is. */
    Standing<O> standing(Caller caller, Tx tx, O begun);

    /** Ends it where it stands; without effect when it has ended. */
    void stop(Caller caller, Tx tx, O begun);

    /**
     * How far an order is.
     *
     * @param result as the tool answers it now
     * @param done of {@code total}
     * @param ended true when no step will do anything more
     */
    record Standing<O>(O result, long done, long total, boolean ended) {}
}
