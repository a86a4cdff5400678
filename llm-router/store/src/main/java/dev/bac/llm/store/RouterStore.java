package dev.bac.llm.store;

import dev.bac.identity.TenantId;
import dev.bac.store.Database;
import dev.bac.store.SchemaSpec;
import dev.bac.store.Store;
import dev.bac.store.TenantSettings;
import dev.bac.store.TxWork;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The router's own schema, {@code router}. It knows the tenants of somebody else, and prepares itself for each of them at
 * its first call: the router needs no step of its own when a company is set up.
 */
public final class RouterStore {
    /** The schema with all the router's tables, whichever package reads them. */
    public static final SchemaSpec SCHEMA = new SchemaSpec("router", List.of("dev/bac/llm/store/migrations"));

    private final Store store;
    private final Function<TenantId, Optional<TenantSettings>> companies;
    private final Set<TenantId> admitted = ConcurrentHashMap.newKeySet();

    private RouterStore(Store store, Function<TenantId, Optional<TenantSettings>> companies) {
        this.store = store;
        this.companies = companies;
    }

    /**
     * Opens the schema, migrated and checked.
     *
     * @param companies the tenants there are
     */
    public static RouterStore open(Database database, Function<TenantId, Optional<TenantSettings>> companies) {
        return new RouterStore(database.open(SCHEMA), companies);
    }

    /** Reads one consistent snapshot. @throws StoreException.UnknownTenant when there is no such tenant */
    public <T> T read(TenantId tenant, TxWork<T> work) {
        return of(tenant).read(tenant, work);
    }

    /** Writes; the work may run again. @throws StoreException.UnknownTenant when there is no such tenant */
    public <T> T write(TenantId tenant, TxWork<T> work) {
        return of(tenant).write(tenant, work);
    }

    /** Makes a tenant known to the schema itself, for what is written there later. Nothing happens when there is none. */
    public void prepare(TenantId tenant) {
        of(tenant);
    }

    /** The schema itself, for what belongs to no tenant: health, audit. */
    public Store store() {
        return store;
    }

    private Store of(TenantId tenant) {
        if (!admitted.contains(tenant)) {
            // The store itself refuses a tenant that nobody knows.
            companies.apply(tenant).ifPresent(settings -> {
                store.tenants().admit(tenant, settings);
                admitted.add(tenant);
            });
        }
        return store;
    }
}
