package dev.bac.orchestrator.workflow;

import dev.bac.store.Store;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Since when this installation has workflows: what happened before starts none. The events of years are still there when
 * an installation is upgraded, and nobody wants them invoiced again.
 */
final class StableSince {
    private StableSince() {}

    /** Asked of the database once; the first to ask says it is now, by the database's clock. */
    static Supplier<Instant> of(Store store) {
        var known = new AtomicReference<Instant>();
        return () -> {
            Instant told = known.get();
            if (told == null) {
                told = store.shared(handle -> {
                    handle.execute("INSERT INTO workflow_since DEFAULT VALUES ON CONFLICT DO NOTHING");
                    return handle.createQuery("SELECT at FROM workflow_since")
                            .map((row, _) -> row.getTimestamp("at").toInstant())
                            .one();
                });
                known.set(told);
            }
            return told;
        };
    }
}
