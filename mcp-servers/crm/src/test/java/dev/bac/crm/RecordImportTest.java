package dev.bac.crm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.mcp.testing.TestServer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Tables of any kind of records taken in with a mapping, and taken back. */
class RecordImportTest {
    private final TestServer crm = CrmToolsTest.prepared();

    private static ObjectNode table(String kind, String csv) {
        return TestServer.parse("{}").put("kind", kind).put("csv", csv);
    }

    private JsonNode taken(ObjectNode arguments) {
        return crm.approved("crm_import_create", arguments.toString());
    }

    private JsonNode reverted(String number) {
        return crm.approved("crm_import_revert", "{\"importNumber\":\"" + number + "\"}");
    }

    private String contact(String query) {
        return crm.ok("crm_contact_search", "{\"query\":\"" + query + "\"}")
                .path("items")
                .toString();
    }

    @Test
    void tellsWhatEachColumnIsTakenForAndTheFieldAtFaultInEachRow() {
        var would = crm.ok(
                "crm_import_create",
                table(
                                "lead",
                                "Full Name;E-Mail;Lead Source;Shoe size;Country\n"
                                        + "Ann Lee;ann@acme.example;Web;38;DE\nBob Ray;bob at acme;Fair;44;Germany\n")
                        .put("dry_run", true)
                        .toString());

        assertThat(would.path("columns").findValuesAsString("field"))
                .containsExactly("name", "email", "source", "country");
        assertThat(would.path("summary").asString()).endsWith("Columns left out: Shoe size.");
        var problem = would.path("problems").get(0);
        assertThat(problem.path("line").asInt()).isEqualTo(2);
        assertThat(problem.path("field").asString()).isEqualTo("email");
        assertThat(problem.path("column").asString()).isEqualTo("E-Mail");
    }

    @Test
    void takesAMappingAndAFieldOfTheCompanysOwnAsTheKey() {
        crm.ok("crm_setup_field", "{\"kind\":\"contact\",\"title\":\"Badge\",\"type\":\"text\"}");
        String columns =
                ",\"columns\":[{\"column\":\"Who\",\"field\":\"name\"},{\"column\":\"Card\",\"field\":\"custom.badge\"},"
                        + "{\"column\":\"Mail\",\"field\":\"ignore\"}],\"key\":\"custom.badge\"}";
        String first = table("contact", "Who,Card,Mail\nAnn Lee,A-1,x\nBob Ray,A-2,y\n")
                .toString();
        String second =
                table("contact", "Who,Card,Mail\nAnn Fox,A-1,x\nEve Sun,,z\n").toString();

        crm.approved("crm_import_create", first.substring(0, first.length() - 1) + columns);
        var again = crm.approved("crm_import_create", second.substring(0, second.length() - 1) + columns);

        assertThat(again.path("changed").asInt()).isEqualTo(1);
        assertThat(again.path("problems").get(0).path("field").asString()).isEqualTo("custom.badge");
        assertThat(contact("Ann Fox")).contains("CON-1001").contains("A-1");
        assertThat(crm.refused("crm_import_create", second.substring(0, second.length() - 1) + ",\"key\":\"phone\"}")
                        .text())
                .startsWith("key: records are known by");
    }

    @Test
    void knowsARecordByItsIdInTheSystemItCameFrom() {
        taken(table("account", "Record ID,Company name\n77,Acme GmbH\n78,Globex\n"));
        var again = taken(table("account", "Record ID,Company name,City\n77,Acme Holding,Kiel\n79,Acme Holding,\n"));

        assertThat(again.path("summary").asString()).startsWith("2 rows: 1 new accounts, 1 changed");
        assertThat(crm.ok("crm_account_search", "{\"query\":\"ACC-1001\"}").toString())
                .contains("Acme Holding")
                .contains("Kiel");
    }

    @Test
    void addsCompaniesWhenAskedAndTakesThemBackWithTheRest() {
        var done = taken(table("contact", "name,company\nAnn Lee,Acme\nBob Ray,ACME Ltd\n")
                .put("newCompanies", true));
        assertThat(done.path("added").asInt()).isEqualTo(2);
        assertThat(crm.ok("crm_account_search", "{}").path("total").asInt()).isEqualTo(1);

        var back = reverted(done.path("number").asString());

        assertThat(back.path("removed").asInt()).isEqualTo(3);
        assertThat(crm.ok("crm_account_search", "{}").path("total").asInt()).isZero();
        assertThat(crm.ok("crm_contact_search", "{}").path("total").asInt()).isZero();
        assertThat(reverted(done.path("number").asString()).path("summary").asString())
                .isEqualTo("IMP-1001: 3 removed, 0 put back as they were, 0 kept.");
    }

    @Test
    void keepsWhatWasChangedOrUsedSinceAndSaysSoRowByRow() {
        crm.ok("crm_contact_save", "{\"name\":\"Ann Lee\",\"email\":\"ann@acme.example\",\"jobTitle\":\"Clerk\"}");
        var done = taken(table("contact", """
                name,email,job title
                Ann Lee,ann@acme.example,Buyer
                Bob Ray,bob@acme.example,
                Eve Fox,eve@acme.example,
                Tom Sun,tom@acme.example,
                """));
        crm.ok("crm_contact_save", "{\"contact\":\"Bob Ray\",\"jobTitle\":\"Chief\"}");
        crm.ok("crm_activity_create", "{\"kind\":\"task\",\"subject\":\"Ring\",\"related\":\"Eve Fox\"}");

        var back = reverted(done.path("number").asString());

        assertThat(back.path("summary").asString()).isEqualTo("IMP-1001: 1 removed, 1 put back as they were, 2 kept.");
        assertThat(back.path("kept").findValuesAsString("problem"))
                .containsExactly(
                        "it was changed since; it stays as it is",
                        "other records belong to it, or it belonged to one that is gone");
        assertThat(contact("Ann Lee")).contains("Clerk");
        assertThat(contact("Tom Sun")).isEqualTo("[]");
        assertThat(crm.ok("crm_import_list", "{}")
                        .path("items")
                        .get(0)
                        .path("state")
                        .asString())
                .isEqualTo("reverted");
    }

    @Test
    void aDealThatCameInGoesWithItsImportAndNoOtherDealWithAHistoryDoes() {
        var done = taken(table("opportunity", "name,stage,amount,closeDate\nRefit,won,1200,2026-02-01\nRoof,new,5,\n"));
        crm.ok("crm_opportunity_update", "{\"opportunity\":\"Roof\",\"stage\":\"proposal\"}");
        long events = crm.read(tx -> tx.sql()
                .createQuery(
                        "SELECT count(*) FROM outbox WHERE subject = (SELECT CAST(id AS text) FROM opportunity WHERE name = 'Refit')")
                .mapTo(Long.class)
                .one());
        assertThat(events).as("nobody is told of a deal won elsewhere").isZero();

        var back = reverted(done.path("number").asString());

        assertThat(back.path("removed").asInt()).isEqualTo(1);
        assertThat(back.path("kept").get(0).path("problem").asString()).contains("changed since");
        assertThat(crm.ok("crm_opportunity_list", "{}").path("total").asInt()).isEqualTo(1);
        assertThat(crm.ok("crm_tenant_verify", "{}").path("problems")).isEmpty();
    }

    @Test
    void refusesAnotherCompanysImportAndOneUnderWay() {
        assertThat(crm.refused("crm_import_revert", "{\"importNumber\":\"IMP-1001\"}")
                        .code())
                .isEqualTo("not_found");
        var done = taken(table("account", "name\nAcme\n"));
        var other = crm.otherTenant();
        other.ok(
                "crm_tenant_prepare",
                "{\"name\":\"Other\",\"currency\":\"EUR\",\"zone\":\"Europe/Berlin\",\"locale\":\"en\"}");
        assertThat(other.refused(
                                "crm_import_revert",
                                "{\"importNumber\":\"" + done.path("id").asString() + "\"}")
                        .code())
                .isEqualTo("not_found");
    }
}
