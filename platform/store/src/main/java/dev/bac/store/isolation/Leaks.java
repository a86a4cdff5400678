package dev.bac.store.isolation;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * Looks through a schema for ways around row-level security. Each query is one leak that was reproduced: the owner
 * bypasses policies that are not forced, a unique index that does not begin with the tenant tells whether another
 * tenant's value exists, a foreign key without it lets a row point at another tenant's, a view runs as its owner
 * unless told otherwise, a materialised view has no policies at all, a SECURITY DEFINER function runs as its owner, and
 * TRUNCATE asks no policy.
 */
public final class Leaks {
    private static final String TENANT_TABLES = """
            WITH tenant_table AS (
                SELECT c.oid, c.relname, c.relkind, c.relrowsecurity, c.relforcerowsecurity, c.relnamespace, a.attnum
                FROM pg_class c
                JOIN pg_namespace n ON n.oid = c.relnamespace
                JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped
                WHERE n.nspname = :schema AND c.relkind IN ('r', 'p'))
            """;

    private static final Map<String, String> CHECKS = Map.ofEntries(
            Map.entry("unforced", TENANT_TABLES + """
                    SELECT 'table ' || relname || ' does not force row-level security (call bac_protect)'
                    FROM tenant_table WHERE NOT (relrowsecurity AND relforcerowsecurity)
                    """),
            Map.entry("nopolicy", TENANT_TABLES + """
                    SELECT 'table ' || relname || ' has no policy on the tenant (call bac_protect)'
                    FROM tenant_table t
                    WHERE NOT EXISTS (
                        SELECT FROM pg_policy p WHERE p.polrelid = t.oid AND p.polcmd = '*' AND p.polpermissive
                        AND p.polroles = '{0}'
                        AND pg_get_expr(p.polqual, p.polrelid) =
                            '(tenant_id = (NULLIF(current_setting(''app.tenant''::text, true), ''''::text))::uuid)')
                    """),
            Map.entry("widened", TENANT_TABLES + """
                    SELECT 'policy ' || p.polname || ' on ' || t.relname || ' lets in more than the tenant''s own rows'
                    FROM tenant_table t JOIN pg_policy p ON p.polrelid = t.oid
                    WHERE p.polpermissive
                      AND p.polroles <> ARRAY[(SELECT oid FROM pg_roles WHERE rolname = :relay)]
                      AND EXISTS (
                        SELECT FROM (VALUES (p.polqual), (p.polwithcheck)) AS clause (e)
                        WHERE pg_get_expr(e, p.polrelid) <>
                            '(tenant_id = (NULLIF(current_setting(''app.tenant''::text, true), ''''::text))::uuid)')
                    """),
            Map.entry("unique", TENANT_TABLES + """
                    SELECT 'unique index ' || i.indexrelid::regclass || ' does not begin with tenant_id'
                    FROM tenant_table t JOIN pg_index i ON i.indrelid = t.oid
                    WHERE (i.indisunique OR i.indisexclusion) AND i.indkey[0] <> t.attnum
                    """),
            Map.entry("foreignkey", TENANT_TABLES + """
                    SELECT 'foreign key ' || k.conname || ' of ' || t.relname || ' does not carry tenant_id along'
                    FROM tenant_table t JOIN pg_constraint k ON k.conrelid = t.oid AND k.contype = 'f'
                    JOIN tenant_table other ON other.oid = k.confrelid
                    WHERE NOT EXISTS (
                        SELECT FROM unnest(k.conkey, k.confkey) AS pair (here, there)
                        WHERE pair.here = t.attnum AND pair.there = other.attnum)
                    """),
            Map.entry("view", """
                    SELECT 'view ' || c.relname || ' runs as its owner (create it WITH (security_invoker = true))'
                    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                    WHERE n.nspname = :schema AND c.relkind = 'v'
                      AND NOT coalesce(c.reloptions @> ARRAY['security_invoker=true'], false)
                    """),
            Map.entry("matview", """
                    SELECT 'materialised view ' || c.relname || ' has no row-level security'
                    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                    WHERE n.nspname = :schema AND c.relkind = 'm'
                    """),
            Map.entry("definer", """
                    SELECT 'function ' || p.proname || ' is SECURITY DEFINER'
                    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
                    WHERE n.nspname = :schema AND p.prosecdef
                    """),
            Map.entry("truncate", TENANT_TABLES + """
                    SELECT 'the application role may truncate or refer to ' || relname
                    FROM tenant_table
                    WHERE has_table_privilege(:app, oid, 'TRUNCATE, REFERENCES, TRIGGER')
                    """),
            Map.entry("owner", """
                    SELECT 'the application role owns ' || c.relname
                    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                    WHERE n.nspname = :schema AND c.relowner = (SELECT oid FROM pg_roles WHERE rolname = :app)
                    """),
            Map.entry("role", """
                    SELECT 'role ' || rolname || ' stands above row-level security'
                    FROM pg_roles
                    WHERE rolname IN (:app, :owner, :relay) AND (rolsuper OR rolbypassrls)
                    """),
            Map.entry("member", """
                    SELECT 'the application role is a member of ' || r.rolname
                    FROM pg_auth_members m
                    JOIN pg_roles r ON r.oid = m.roleid JOIN pg_roles a ON a.oid = m.member
                    WHERE a.rolname = :app
                    """));

    private Leaks() {}

    /**
     * @param roles names of the application role, the owner and the relay, in this order
     * @return one clause for each leak, with the object's name; empty when tenants are kept apart
     */
    public static List<String> in(Handle handle, String schema, List<String> roles) {
        return CHECKS.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .flatMap(check -> found(handle, check.getValue(), schema, roles))
                .toList();
    }

    private static Stream<String> found(Handle handle, String check, String schema, List<String> roles) {
        Map<String, String> names =
                Map.of("schema", schema, "app", roles.get(0), "owner", roles.get(1), "relay", roles.get(2));
        try (var query = handle.createQuery(check)) {
            names.forEach((name, value) -> {
                if (check.contains(":" + name)) {
                    query.bind(name, value);
                }
            });
            return query.mapTo(String.class).list().stream();
        }
    }
}
