package dev.bac.store;

/** What is done inside a transaction. It may run again when the database asks for a retry, so it has no other effect. */
@FunctionalInterface
public interface TxWork<T> {
    T run(Tx tx);
}
