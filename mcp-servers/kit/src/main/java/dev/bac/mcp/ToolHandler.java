package dev.bac.mcp;

import dev.bac.identity.Caller;
import dev.bac.store.Tx;

/**
 * Does the work of a tool, inside the transaction the kit opened for it: idempotency, approval and audit are already
 * part of that transaction. It may run and be rolled back to show a preview, so its only effect is in {@code tx}.
 */
@FunctionalInterface
public interface ToolHandler<I extends Record, O extends Record & Told> {

    /** @throws ToolRefusal when the arguments do not fit the facts; its text tells the model how to mend them */
    O handle(Caller caller, Tx tx, I arguments);
}
