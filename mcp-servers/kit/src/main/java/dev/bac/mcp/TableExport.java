package dev.bac.mcp;

import dev.bac.store.Tx;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Every row of a tenant, table by table, as JSON: what a {@link TenantLife#export} usually is. */
public final class TableExport {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private TableExport() {}

    /** @param tables names from the domain's own code, never from outside */
    public static ObjectNode of(Tx tx, List<String> tables) {
        var all = JSON.createObjectNode();
        for (String table : tables) {
            var rows = all.putArray(table);
            tx.sql()
                    .createQuery("SELECT to_jsonb(t) - 'search' - 'words' FROM " + table + " t ORDER BY 1")
                    .mapTo(String.class)
                    .forEach(row -> rows.add(JSON.readTree(row)));
        }
        return all;
    }
}
