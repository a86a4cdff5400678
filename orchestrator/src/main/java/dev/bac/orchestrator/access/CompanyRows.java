package dev.bac.orchestrator.access;

import dev.bac.identity.TenantId;
import dev.bac.store.Store;
import dev.bac.store.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/**
 * All rows that the orchestrator has of a company, found in the database's own catalogue, so that no table can be
 * forgotten: those under row-level security by {@code tenant_id}, and the global ones by {@code company}. The audit is not
 * among them; it stays for its retention.
 */
public final class CompanyRows {
    private static final int MOST_ROUNDS = 20;
    private static final String KEPT = "'audit', 'audit_chain', 'grant_used'";
    private static final String TABLES = """
            SELECT c.relname FROM pg_class c
            JOIN pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = :column AND NOT a.attisdropped
            WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p')
              AND c.relname NOT IN (%s)
            ORDER BY c.relname
            """.formatted(KEPT);
    /** True while another of the tables still has rows that refer to this one. */
    private static final String REFERRED = """
            SELECT c.conrelid::regclass::text FROM pg_constraint c
            WHERE c.contype = 'f' AND c.confrelid = CAST(:table AS regclass) AND c.conrelid <> c.confrelid
            """;

    private final Store store;
    private final GlobalRows rows;

    public CompanyRows(Store store, GlobalRows rows) {
        this.store = store;
        this.rows = rows;
    }

    /** How many there are, by table; tables without any are left out. */
    public Map<String, Long> count(TenantId company) {
        var counts = new TreeMap<String, Long>();
        if (store.tenants().state(company).isPresent()) {
            store.read(company, tx -> {
                for (String table : tables(tx.sql(), "tenant_id")) {
                    put(
                            counts,
                            table,
                            tx.sql()
                                    .createQuery("SELECT count(*) FROM " + table)
                                    .mapTo(Long.class)
                                    .one());
                }
                return counts;
            });
        }
        return rows.read(tx -> {
            for (String table : tables(tx.sql(), "company")) {
                put(
                        counts,
                        table,
                        tx.sql()
                                .createQuery("SELECT count(*) FROM " + table + " WHERE company = :company")
                                .bind("company", company.value())
                                .mapTo(Long.class)
                                .one());
            }
            return counts;
        });
    }

    private static void put(Map<String, Long> counts, String table, long count) {
        if (count > 0) {
            counts.put(table, count);
        }
    }

    /** Removes them all; repeating it removes nothing. The company's own line stays. */
    public void remove(TenantId company) {
        rows.write(tx -> {
            var global = tables(tx.sql(), "company");
            inOrder(tx.sql(), global).forEach(table -> tx.sql()
                    .createUpdate("DELETE FROM " + table + " WHERE company = :company")
                    .bind("company", company.value())
                    .execute());
            return global.size();
        });
        if (store.tenants().state(company).isPresent()) {
            store.asOwner(company, CompanyRows::removeTenant);
        }
    }

    private static int removeTenant(Tx tx) {
        var tables = inOrder(tx.sql(), tables(tx.sql(), "tenant_id"));
        // A transaction is of a tenant only while that one's line is there: it goes last.
        tables.remove("tenant");
        tables.add("tenant");
        tables.forEach(table -> tx.sql().execute("DELETE FROM " + table));
        return tables.size();
    }

    /** Children before what they refer to. */
    private static List<String> inOrder(Handle sql, List<String> tables) {
        var left = new ArrayList<>(tables);
        var ordered = new ArrayList<String>();
        for (int round = 0; !left.isEmpty() && round < MOST_ROUNDS; round++) {
            var free = left.stream()
                    .filter(table -> sql.createQuery(REFERRED).bind("table", table).mapTo(String.class).list().stream()
                            .noneMatch(child -> left.contains(child)))
                    .toList();
            ordered.addAll(free);
            left.removeAll(free);
        }
        ordered.addAll(left);
        return ordered;
    }

    private static List<String> tables(Handle sql, String column) {
        return sql.createQuery(TABLES)
                .bind("column", column)
                .mapTo(String.class)
                .list();
    }
}
