package dev.bac.provisioning;

import dev.bac.mcp.TableExport;
import dev.bac.mcp.TenantLife;
import dev.bac.store.Tx;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Provisioning's part in a tenant's life. */
final class ProvisioningTenantLife implements TenantLife<ProvisioningSeed> {
    private static final List<String> TABLES = List.of("business_order", "activation_step", "activation", "counter");

    @Override
    public Class<ProvisioningSeed> seedType() {
        return ProvisioningSeed.class;
    }

    @Override
    public void prepare(Tx tx) {
        // A tenant without activations is complete.
    }

    @Override
    public void seed(Tx tx, ProvisioningSeed seed) {
        // There is nothing to add.
    }

    @Override
    public ObjectNode export(Tx tx) {
        return TableExport.of(tx, TABLES);
    }

    @Override
    public List<String> tables() {
        return TABLES;
    }

    @Override
    public List<String> verify(Tx tx) {
        long wrong = tx.sql().createQuery("""
                        SELECT count(*) FROM activation a WHERE (a.state = 'ACTIVE') IS DISTINCT FROM (
                            SELECT count(*) = 7 FROM activation_step s WHERE s.activation_id = a.id AND s.state = 'DONE')
                        """).mapTo(Long.class).one();
        return wrong == 0 ? List.of() : List.of(wrong + " activations are not in the state of their steps");
    }
}
