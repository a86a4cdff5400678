package dev.bac.store.journal;

import org.jdbi.v3.core.Handle;

/**
 * The proof of holding a lease: its epoch, which grows with each holder. A node that was paused and wakes beside its
 * successor finds out here, inside the transaction of its effect, and nowhere else for certain.
 */
public record Fence(String name, long epoch) {
    /** The schema's migrations for leases, the journal and the scheduler; a folder for a {@code SchemaSpec}. */
    public static final String MIGRATIONS = "dev/bac/store/journal/migrations";

    /**
     * Holds the lease's row until the transaction ends, so that nobody takes over in between.
     *
     * @param handle of the transaction that has the effect
     * @throws FenceLost when another holder came after this one
     */
    public void check(Handle handle) {
        boolean held = handle.createQuery("SELECT epoch FROM lease WHERE name = :name AND epoch = :epoch FOR SHARE")
                .bind("name", name)
                .bind("epoch", epoch)
                .mapTo(Long.class)
                .findOne()
                .isPresent();
        if (!held) {
            throw new FenceLost(this);
        }
    }
}
