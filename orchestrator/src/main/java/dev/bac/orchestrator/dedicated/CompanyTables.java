package dev.bac.orchestrator.dedicated;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The tables that hold rows of a company, and which rows those are, from the database's own catalogue: whatever has a
 * {@code tenant_id}, whatever of the orchestrator has a {@code company}, the company's own line and its people. What notes
 * changes is left out: it holds numbers of this server's transactions, and nothing that was told to anybody. The audit is
 * copied; its chain is made anew over it, for it counts this server's transactions too.
 */
final class CompanyTables {
    private static final String COLUMNS = """
            SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum)
            FROM pg_attribute a
            WHERE a.attrelid = CAST(? AS regclass) AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
              AND a.atttypid <> 'xid8'::regtype
            """;
    private static final String TABLES = """
            SELECT n.nspname, c.relname, a.attname FROM pg_class c
            JOIN pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_attribute a ON a.attrelid = c.oid AND NOT a.attisdropped AND a.atttypid = 'uuid'::regtype
            WHERE n.nspname = ANY (?) AND c.relkind IN ('r', 'p') AND NOT c.relispartition
              AND c.relname NOT IN ('change_log', 'audit_chain')
              AND (a.attname = 'tenant_id' OR n.nspname = 'orchestrator' AND a.attname = 'company')
            ORDER BY 1, 2
            """;

    private CompanyTables() {}

    /**
     * A table with the company's rows in it.
     *
     * @param columns all that can be written; numbers of transactions are given anew
     */
    record Table(String name, String columns, String condition) {
        String select() {
            return "SELECT " + columns + " FROM " + name + " WHERE " + condition;
        }
    }

    static List<Table> of(Connection source, List<String> schemas, UUID company) throws SQLException {
        var tables = new ArrayList<Table>();
        String id = "'" + company + "'";
        tables.add(table(source, "orchestrator.company", "id = " + id));
        tables.add(table(
                source,
                "orchestrator.person",
                "id IN (SELECT person FROM orchestrator.membership WHERE company = " + id + ")"));
        try (var statement = source.prepareStatement(TABLES)) {
            statement.setArray(1, source.createArrayOf("text", schemas.toArray()));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    tables.add(
                            table(source, rows.getString(1) + "." + rows.getString(2), rows.getString(3) + " = " + id));
                }
            }
        }
        return tables;
    }

    private static Table table(Connection source, String name, String condition) throws SQLException {
        try (var statement = source.prepareStatement(COLUMNS)) {
            statement.setString(1, name);
            try (var row = statement.executeQuery()) {
                row.next();
                return new Table(name, row.getString(1), condition);
            }
        }
    }
}
