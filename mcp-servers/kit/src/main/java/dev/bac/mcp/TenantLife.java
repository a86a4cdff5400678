package dev.bac.mcp;

import dev.bac.store.Tx;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * A domain's part in the life of a tenant. The kit offers it as the hidden tools {@code <domain>_tenant_prepare},
 * {@code …_seed}, {@code …_export}, {@code …_purge} and {@code …_verify}, under scope {@code platform:provision}. Each
 * may be repeated without harm.
 *
 * @param <S> what the domain can be seeded with: records with fixed ids, so that seeding twice changes nothing
 */
public interface TenantLife<S extends Record> {

    /** The type of the seed. */
    Class<S> seedType();

    /** Makes the tenant usable while still empty: a chart of accounts, a default pipeline. */
    void prepare(Tx tx);

    /** Adds the given records; those already there are left as they are. */
    void seed(Tx tx, S seed);

    /** Every row of this tenant, table by table, in open form. */
    ObjectNode export(Tx tx);

    /** The domain's own tables, children first; the kit empties them of the tenant's rows as owner. */
    List<String> tables();

    /** What is not as the domain's invariants say; empty when all is well. */
    List<String> verify(Tx tx);
}
