package dev.bac.orchestrator.workflow;

import dev.bac.store.Store;
import java.time.Instant;

/**
 * Since when this installation has workflows: what happened before starts none. The events of years are still there when
 * an installation is upgraded, and nobody wants them invoiced again.
 */
final class StableSince {
    private StableSince() {}

    /** To be asked at the start, before anything can happen: the first start says it is now, by the database's clock. */
    static Instant of(Store store) {
        return store.shared(handle -> {
            handle.execute("INSERT INTO workflow_since DEFAULT VALUES ON CONFLICT DO NOTHING");
            return handle.createQuery("SELECT at FROM workflow_since")
                    .map((row, _) -> row.getTimestamp("at").toInstant())
                    .one();
        });
    }
}
