package dev.bac.orchestrator.platform;

import dev.bac.store.PostgresAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Counts in the database itself, past all code of the product, as the user who may see everything: schemas, roles, and
 * rows of a tenant in any table of any schema, whatever the column is called that names it.
 */
final class Census {
    /** What stays of a tenant on purpose: the audit for its retention, with the grants that it tells of. */
    private static final Set<String> KEPT = Set.of("audit", "audit_chain", "grant_used");

    private final PostgresAddress address;

    Census(PostgresAddress address) {
        this.address = address;
    }

    private Connection open() throws SQLException {
        return DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
    }

    /** Schemas and roles, by name. */
    Set<String> outside() throws SQLException {
        var names = new TreeSet<String>();
        try (var connection = open();
                var rows = connection
                        .createStatement()
                        .executeQuery("SELECT 'schema ' || nspname FROM pg_namespace WHERE nspname NOT LIKE 'pg\\_%'"
                                + " UNION SELECT 'role ' || rolname FROM pg_roles")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    /** Rows that name one of the tenants, by table and tenant; those without any are left out. */
    Map<String, Long> rows(Set<UUID> tenants) throws SQLException {
        var counts = new TreeMap<String, Long>();
        try (var connection = open()) {
            for (String[] column : columns(connection)) {
                String table = column[0] + "." + column[1];
                String sql = "SELECT " + column[2] + "::text, count(*) FROM " + table + " WHERE " + column[2]
                        + " = ANY (?) GROUP BY 1";
                try (var statement = connection.prepareStatement(sql)) {
                    statement.setArray(1, connection.createArrayOf("uuid", tenants.toArray()));
                    try (var rows = statement.executeQuery()) {
                        while (rows.next()) {
                            counts.put(table + "." + column[2] + " of " + rows.getString(1), rows.getLong(2));
                        }
                    }
                }
            }
        }
        return counts;
    }

    /** Tenants that have rows somewhere, and are neither known nor noted as being prepared; by table. */
    Map<String, Long> strangers(Set<UUID> known) throws SQLException {
        var found = new TreeMap<String, Long>();
        try (var connection = open()) {
            for (String[] column : columns(connection)) {
                if (column[2].equals("tenant_id")) {
                    String table = column[0] + "." + column[1];
                    String sql = "SELECT count(DISTINCT tenant_id) FROM " + table + " WHERE tenant_id <> ALL (?)"
                            + " AND tenant_id NOT IN (SELECT business FROM provisioning.spare)";
                    try (var statement = connection.prepareStatement(sql)) {
                        statement.setArray(1, connection.createArrayOf("uuid", known.toArray()));
                        try (var rows = statement.executeQuery()) {
                            rows.next();
                            if (rows.getLong(1) > 0) {
                                found.put(table, rows.getLong(1));
                            }
                        }
                    }
                }
            }
        }
        return found;
    }

    /** How many there are of each kind in all, of whatever company. */
    Map<String, Long> kinds() throws SQLException {
        var counts = new TreeMap<String, Long>();
        try (var connection = open();
                var rows = connection.createStatement().executeQuery("""
                        SELECT 'schemas', count(*) FROM pg_namespace WHERE nspname NOT LIKE 'pg\\_%'
                        UNION ALL SELECT 'roles', count(*) FROM pg_roles
                        UNION ALL SELECT 'keys', count(*) FROM orchestrator.api_key
                        UNION ALL SELECT 'agents', count(*) FROM orchestrator.agent
                        UNION ALL SELECT 'companies', count(*) FROM orchestrator.company
                        UNION ALL SELECT 'memberships', count(*) FROM orchestrator.membership
                        UNION ALL SELECT 'domains', count(*) FROM provisioning.domain_claim
                        """)) {
            while (rows.next()) {
                counts.put(rows.getString(1), rows.getLong(2));
            }
        }
        return counts;
    }

    /** Files that an installation holds for one of the tenants: papers of its domains, its manifests, its copy. */
    static Set<Path> papers(Path data, Set<UUID> tenants) throws IOException {
        var found = new TreeSet<Path>();
        for (String folder : List.of("domains", "kubernetes", "dedicated")) {
            for (UUID tenant : tenants) {
                Path place = data.resolve(folder).resolve(tenant.toString());
                if (Files.exists(place)) {
                    found.add(place);
                }
            }
        }
        return found;
    }

    private static List<String[]> columns(Connection connection) throws SQLException {
        var columns = new ArrayList<String[]>();
        try (var rows = connection.createStatement().executeQuery("""
                SELECT n.nspname, c.relname, a.attname FROM pg_attribute a
                JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE c.relkind IN ('r', 'p') AND a.atttypid = 'uuid'::regtype AND NOT a.attisdropped
                  AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
                """)) {
            while (rows.next()) {
                boolean asked = rows.getString(2).equals("activation")
                        && rows.getString(3).equals("new_tenant");
                if (!KEPT.contains(rows.getString(2)) && !asked) {
                    columns.add(new String[] {rows.getString(1), rows.getString(2), rows.getString(3)});
                }
            }
        }
        return columns;
    }
}
