package dev.bac.knowledge;

import dev.bac.mcp.TableExport;
import dev.bac.mcp.TenantLife;
import dev.bac.store.Tx;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Knowledge's part in a tenant's life. */
final class KnowledgeTenantLife implements TenantLife<KnowledgeTenantLife.Nothing> {
    private static final List<String> TABLES = List.of("passage", "document", "collection", "note");

    /** A company's documents are its own: it begins with none. */
    record Nothing() {}

    @Override
    public Class<Nothing> seedType() {
        return Nothing.class;
    }

    @Override
    public void prepare(Tx tx) {
        // A tenant without documents and notes is complete.
    }

    @Override
    public void seed(Tx tx, Nothing seed) {
        // Nothing to begin with.
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
        return tx.sql().createQuery("""
                        SELECT 'collection ' || c.name || ' counts ' || c.passages || ' passages and holds ' || count(p.number)
                        FROM collection c LEFT JOIN passage p ON p.collection_id = c.id
                        GROUP BY c.id, c.name, c.passages HAVING c.passages <> count(p.number)
                        """).mapTo(String.class).list();
    }
}
