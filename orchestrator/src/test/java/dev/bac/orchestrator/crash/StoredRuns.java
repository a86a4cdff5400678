package dev.bac.orchestrator.crash;

import dev.bac.identity.TenantId;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** All that is stored of a tenant's runs of workflows, as SQL, to be found again by a later version. */
record StoredRuns(Jdbi superuser, String schema, TenantId tenant) {
    private static final List<String> OF_THE_TENANT = List.of(
            "definition_version",
            "definition",
            "workflow_run",
            "workflow_step",
            "workflow_wait",
            "journal",
            "approval",
            "approval_terms");

    /** A statement a row. */
    List<String> write() {
        return superuser.inTransaction(handle -> {
            var lines = new ArrayList<String>();
            for (String table : OF_THE_TENANT) {
                lines.addAll(rows(handle, schema, table, "tenant_id = '%s'".formatted(tenant)));
            }
            lines.addAll(rows(handle, schema, "workflow_due", "company = '%s'".formatted(tenant)));
            lines.addAll(rows(handle, schema, "lease", "name LIKE 'workflow/%'"));
            lines.addAll(rows(handle, "public", "effect_kept", "true"));
            lines.addAll(rows(handle, "public", "effect", "true"));
            return lines;
        });
    }

    private static List<String> rows(Handle handle, String schema, String table, String which) {
        var columns = handle.createQuery("""
                        SELECT quote_ident(column_name) FROM information_schema.columns
                        WHERE table_schema = :schema AND table_name = :table ORDER BY ordinal_position
                        """)
                .bind("schema", schema)
                .bind("table", table)
                .mapTo(String.class)
                .list();
        var values = columns.stream().map("quote_nullable(%s::text)"::formatted).toList();
        return handle
                .createQuery("SELECT concat_ws(', ', %s) FROM %s.%s WHERE %s ORDER BY 1"
                        .formatted(String.join(", ", values), schema, table, which))
                .mapTo(String.class)
                .stream()
                .map(row -> "INSERT INTO %s (%s) OVERRIDING SYSTEM VALUE VALUES (%s);"
                        .formatted(table, String.join(", ", columns), row))
                .toList();
    }

    /** Puts it where no run of the tenant is yet. */
    void read(String statements) {
        superuser.useTransaction(handle -> {
            // As a restored backup: neither triggers nor references hold against single rows.
            handle.execute("SET LOCAL session_replication_role = replica");
            handle.execute("SET LOCAL search_path = %s, public".formatted(schema));
            handle.createScript(statements).execute();
        });
    }
}
