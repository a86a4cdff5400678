package dev.bac.store;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bac.store.testing.TestDatabase;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** Each leak of {@code Leaks}, planted in a schema that then refuses to open. */
class LeaksTest {

    private static void refuses(String schema, String planted, String finding) {
        SchemaSpec spec = new SchemaSpec(schema, List.of("dev/bac/store/notes"));
        TestDatabase.shared().open(spec);
        PostgresAddress admin = TestDatabase.address();
        Jdbi.create(admin.jdbcUrl(), admin.user(), admin.password())
                .useHandle(handle -> handle.execute("SET search_path = " + schema + "; " + planted));

        assertThatThrownBy(() -> TestDatabase.shared().open(spec))
                .isInstanceOf(StoreException.UnsafeSchema.class)
                .hasMessageStartingWith("schema " + schema + " does not keep tenants apart: ")
                .hasMessageContaining(finding);
    }

    @Test
    void opensASchemaThatIsSafe() {
        SchemaSpec spec = new SchemaSpec("leak_none", List.of("dev/bac/store/notes"));
        assertThatCode(() -> TestDatabase.shared().open(spec)).doesNotThrowAnyException();
        assertThatCode(() -> TestDatabase.shared().open(spec)).doesNotThrowAnyException();
    }

    @Test
    void namesATableWhoseOwnerBypassesThePolicy() {
        refuses(
                "leak_force",
                "ALTER TABLE note NO FORCE ROW LEVEL SECURITY",
                "table note does not force row-level security (call bac_protect)");
    }

    @Test
    void namesATableWithoutAPolicy() {
        refuses(
                "leak_policy",
                "DROP POLICY tenant ON note",
                "table note has no policy on the tenant (call bac_protect)");
    }

    @Test
    void namesAPolicyThatIsTooWide() {
        refuses(
                "leak_wide",
                "CREATE POLICY support ON note FOR SELECT USING (true)",
                "policy support on note lets in more than the tenant's own rows");
    }

    @Test
    void namesAUniqueIndexThatTellsOfOtherTenants() {
        refuses(
                "leak_unique",
                "CREATE UNIQUE INDEX note_text ON note (text, tenant_id)",
                "unique index leak_unique.note_text does not begin with tenant_id");
    }

    @Test
    void namesAForeignKeyThatReachesOtherTenants() {
        refuses(
                "leak_key",
                "ALTER TABLE note ADD UNIQUE (tenant_id, text, id);"
                        + "CREATE TABLE reply (tenant_id uuid, of_tenant uuid, of uuid);"
                        + "SELECT bac_protect('reply');"
                        + "ALTER TABLE reply ADD CONSTRAINT reply_of FOREIGN KEY (of_tenant, of)"
                        + " REFERENCES note (tenant_id, id)",
                "foreign key reply_of of reply does not carry tenant_id along");
    }

    @Test
    void namesAViewThatRunsAsItsOwner() {
        refuses(
                "leak_view",
                "CREATE VIEW every_note AS SELECT * FROM note",
                "view every_note runs as its owner (create it WITH (security_invoker = true))");
    }

    @Test
    void namesAMaterialisedView() {
        refuses(
                "leak_matview",
                "CREATE MATERIALIZED VIEW note_count AS SELECT tenant_id, count(*) FROM note GROUP BY 1",
                "materialised view note_count has no row-level security");
    }

    @Test
    void namesAFunctionThatRunsAsItsOwner() {
        refuses(
                "leak_definer",
                "CREATE FUNCTION all_notes() RETURNS bigint LANGUAGE sql SECURITY DEFINER"
                        + " AS 'SELECT count(*) FROM leak_definer.note'",
                "function all_notes is SECURITY DEFINER");
    }

    @Test
    void namesARightToTruncate() {
        refuses(
                "leak_truncate",
                "GRANT TRUNCATE ON note TO leak_truncate_app",
                "the application role may truncate or refer to note");
    }

    @Test
    void namesARoleAboveThePolicies() {
        refuses(
                "leak_role",
                "ALTER ROLE leak_role_app BYPASSRLS",
                "role leak_role_app stands above row-level security");
    }

    @Test
    void namesAMembershipInTheOwner() {
        refuses(
                "leak_member",
                "GRANT leak_member_owner TO leak_member_app",
                "the application role is a member of leak_member_owner");
    }
}
