package dev.bac.orchestrator.access;

import dev.bac.store.Store;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/** The tables that no tenant owns: companies, people, credentials. No tenant's row is visible in their transactions. */
public final class GlobalRows {
    private final Store store;
    private final InstantSource clock;
    private final Supplier<UUID> ids;

    public GlobalRows(Store store, InstantSource clock, Supplier<UUID> ids) {
        this.store = store;
        this.clock = clock;
        this.ids = ids;
    }

    /** One such transaction, with its time. */
    record Shared(Handle sql, Instant now, Supplier<UUID> ids) {
        UUID newId() {
            return ids.get();
        }
    }

    <T> T read(Function<Shared, T> work) {
        return write(work);
    }

    <T> T write(Function<Shared, T> work) {
        return store.shared(handle -> work.apply(new Shared(handle, clock.instant(), ids)));
    }
}
