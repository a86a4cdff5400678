package dev.bac.mcp.testing;

/** All that a company has in a domain, in a few words: what is half done makes other ones. */
public final class Everything {
    private Everything() {}

    /** A digest of each table but those that tell of calls: audit, changes, grants, keys. */
    public static String of(TestServer company) {
        return company.read(tx -> {
            var all = tx.sql().createQuery("""
                    SELECT string_agg(format('SELECT md5(coalesce(string_agg(r::text, '' '' ORDER BY r::text), '''')) FROM %I r',
                                             table_name), ' UNION ALL ' ORDER BY table_name)
                      FROM information_schema.tables
                     WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'
                       AND table_name NOT IN ('audit', 'audit_chain', 'change_log', 'grant_used', 'idempotency', 'journal',
                                              'lease', 'relay_position', 'scheduled_tasks', 'tenant', 'flyway_schema_history')
                    """).mapTo(String.class).one();
            return tx.sql().createQuery(all).mapTo(String.class).list().toString();
        });
    }
}
