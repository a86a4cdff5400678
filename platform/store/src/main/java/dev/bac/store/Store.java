package dev.bac.store;

import dev.bac.identity.TenantId;
import dev.bac.store.changes.Tables;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;

/**
 * One schema, for its application role. Work is done inside the transaction of one tenant, and row-level security has
 * cut the data down to that tenant before the first statement.
 */
public final class Store {
    private final String schema;
    private final TenantTransactions app;
    private final TenantTransactions owner;
    private final Pools pools;
    private final boolean notesChanges;
    private final Tenants tenants;

    Store(String schema, Pools pools, Tables tables, StoreLimits limits, InstantSource clock, Supplier<UUID> ids) {
        this.schema = schema;
        this.pools = pools;
        this.notesChanges = tables.noted();
        this.app = new TenantTransactions(schema, pools.app(), tables, limits, clock, ids);
        this.owner = new TenantTransactions(schema, pools.owner(), Tables.untold(), limits, clock, ids);
        this.tenants = new Tenants(pools.app());
    }

    public String schema() {
        return schema;
    }

    public Tenants tenants() {
        return tenants;
    }

    /** Reads one consistent snapshot; a statement that writes fails. */
    public <T> T read(TenantId tenant, TxWork<T> work) {
        return app.run(tenant, TenantTransactions.Kind.READ, work);
    }

    /** Writes, and runs the work again when the database asks for it. */
    public <T> T write(TenantId tenant, TxWork<T> work) {
        return app.run(tenant, TenantTransactions.Kind.WRITE, work);
    }

    /** Does the work and takes it back: what would happen. */
    public <T> T preview(TenantId tenant, TxWork<T> work) {
        return app.run(tenant, TenantTransactions.Kind.PREVIEW, work);
    }

    /** As the schema's owner, who may also delete what the application may only add to; still within one tenant. */
    public <T> T asOwner(TenantId tenant, TxWork<T> work) {
        return owner.run(tenant, TenantTransactions.Kind.WRITE, work);
    }

    /** Outside any tenant: sees the schema's tables without {@code tenant_id}, and no tenant's row. */
    public <T> T shared(Function<Handle, T> work) {
        return pools.app().inTransaction(work::apply);
    }

    /**
     * As the relay, which sees of every tenant what the schema's migrations have granted it, and should see no more than
     * who has something to do.
     */
    public <T> T acrossTenants(Function<Handle, T> work) {
        return pools.relay().withHandle(work::apply);
    }

    /** The connections of {@link #shared}, for a library that wants them. */
    public DataSource sharedSource() {
        return pools.appSource();
    }

    /** The schema's events, of all tenants, for the platform's own consumers. */
    public Outbox outbox() {
        return new Outbox(pools.relay());
    }

    /** The chain over the schema's audit. */
    public AuditChain auditChain() {
        return new AuditChain(pools.relay());
    }

    /** True when every change of its records is noted, so that what is read has a read set. */
    public boolean notesChanges() {
        return notesChanges;
    }

    Pruning pruning() {
        return new Pruning(pools.relay());
    }
}
