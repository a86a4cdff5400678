package dev.bac.crm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bac.mcp.testing.TestServer;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrmRulesTest {
    private final TestServer crm = CrmToolsTest.prepared();

    private void lead(String name, String company, String more) {
        crm.ok(
                "crm_lead_create",
                "{\"name\":\"" + name + "\",\"company\":\"" + company + "\"" + (more.isEmpty() ? "" : "," + more)
                        + "}");
    }

    private long count(String table) {
        return crm.read(tx -> tx.sql()
                .createQuery("SELECT count(*) FROM " + table)
                .mapTo(Long.class)
                .one());
    }

    @Test
    void aSecondConversionAnswersTheSameRecords() {
        lead("Jane Doe", "Acme", "");
        var first = crm.ok("crm_lead_convert", "{\"lead\":\"LEAD-1001\"}");
        var second = crm.ok("crm_lead_convert", "{\"lead\":\"LEAD-1001\"}");

        assertThat(second.path("convertedBefore").asBoolean()).isTrue();
        assertThat(second.path("contactId")).isEqualTo(first.path("contactId"));
        assertThat(second.path("accountId")).isEqualTo(first.path("accountId"));
    }

    @Test
    void sixteenConversionsAtOnceMakeOneAccountAndOneContact() throws Exception {
        lead("Jane Doe", "Acme", "\"email\":\"jane@acme.example\"");
        lead("John Roe", "ACME Ltd", "\"email\":\"john@acme.example\"");
        var contacts = new ConcurrentLinkedQueue<String>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 16; i++) {
                String lead = i % 2 == 0 ? "LEAD-1001" : "LEAD-1002";
                threads.submit(() -> contacts.add(crm.ok("crm_lead_convert", "{\"lead\":\"" + lead + "\"}")
                        .path("contactId")
                        .asString()));
            }
        }

        assertThat(contacts).hasSize(16);
        assertThat(contacts.stream().distinct()).hasSize(2);
        assertThat(count("account")).isEqualTo(1);
        assertThat(count("contact")).isEqualTo(2);
    }

    @Test
    void attachesToTheContactWithTheSameEmailInsteadOfASecondOne() {
        lead("Jane Doe", "Acme GmbH", "\"email\":\"jane@acme.example\"");
        crm.ok("crm_lead_convert", "{\"lead\":\"LEAD-1001\"}");
        lead("J. Doe", "acme", "\"email\":\"JANE@acme.example\",\"phone\":\"+44 20 7946 0958\"");
        var second = crm.ok("crm_lead_convert", "{\"lead\":\"LEAD-1002\"}");

        assertThat(second.path("contact").asString()).isEqualTo("CON-1001 Jane Doe, Acme GmbH");
        assertThat(count("account")).isEqualTo(1);
        assertThat(count("contact")).isEqualTo(1);
    }

    @Test
    void activitiesGoAlongWithTheLead() {
        lead("Jane Doe", "Acme", "");
        crm.ok("crm_activity_create", "{\"kind\":\"note\",\"subject\":\"Wants LED panels\",\"related\":\"LEAD-1001\"}");
        crm.ok("crm_lead_convert", "{\"lead\":\"LEAD-1001\"}");

        assertThat(crm.ok("crm_activity_list", "{\"related\":\"CON-1001\"}")
                        .path("total")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void theHistoryOfStagesCanOnlyGrow() {
        lead("Jane Doe", "Acme", "");
        crm.ok("crm_lead_convert", "{\"lead\":\"LEAD-1001\",\"opportunity\":\"Refit\",\"amount\":\"100\"}");
        crm.ok("crm_opportunity_update", "{\"opportunity\":\"refit\",\"stage\":\"won\"}");

        assertThat(count("stage_change")).isEqualTo(2);
        var tenant = crm.caller().tenant();
        for (String sql : new String[] {"DELETE FROM stage_change", "UPDATE stage_change SET to_stage = 'LOST'"}) {
            assertThatThrownBy(() ->
                            crm.server().store().write(tenant, tx -> tx.sql().execute(sql)))
                    .hasStackTraceContaining("permission denied");
        }
        assertThatThrownBy(
                        () -> crm.server().store().write(tenant, tx -> tx.sql().execute("DELETE FROM opportunity")))
                .hasStackTraceContaining("a deal with a history stays");
    }

    @Test
    void anAmbiguousNameListsTheCandidates() {
        lead("Jane Doe", "Acme", "");
        lead("Jane Doe", "Globex", "");

        var refused = crm.refused("crm_lead_convert", "{\"lead\":\"jane doe\"}");

        assertThat(refused.code()).isEqualTo("ambiguous");
        assertThat(refused.text()).contains("LEAD-1001 Jane Doe, Acme; LEAD-1002 Jane Doe, Globex");
    }

    @Test
    void anUnknownNameIsToldWithItsNeighbours() {
        lead("Jane Doe", "Northwind Traders", "");
        crm.ok("crm_lead_convert", "{\"lead\":\"LEAD-1001\"}");

        var refused = crm.refused("crm_contact_search", "{\"account\":\"Nortwind\"}");

        assertThat(refused.code()).isEqualTo("not_found");
        assertThat(refused.text()).contains("ACC-1001 Northwind Traders");
    }

    @Test
    void anotherTenantsIdsAreNotFoundInAnyArgument() {
        lead("Jane Doe", "Acme", "");
        var made = crm.ok("crm_lead_convert", "{\"lead\":\"LEAD-1001\",\"opportunity\":\"Refit\"}");
        String lead = made.path("lead").path("id").asString();
        String activity = crm.ok("crm_activity_create", "{\"kind\":\"task\",\"subject\":\"Offer\"}")
                .path("activity")
                .path("id")
                .asString();
        var other = crm.otherTenant();
        other.ok(
                "crm_tenant_prepare",
                "{\"name\":\"Other\",\"currency\":\"EUR\",\"zone\":\"Europe/Berlin\",\"locale\":\"en\"}");
        String[][] calls = {
            {"crm_account_save", "account", made.path("accountId").asString(), ",\"city\":\"X\""},
            {"crm_record_update", "record", made.path("contactId").asString(), ",\"owner\":\"X\""},
            {"crm_lead_update", "lead", lead, ",\"status\":\"lost\""},
            {
                "crm_opportunity_history",
                "opportunity",
                made.path("opportunityId").asString(),
                ""
            },
            {"crm_contact_search", "account", made.path("accountId").asString(), ""},
            {"crm_contact_save", "contact", made.path("contactId").asString(), ",\"name\":\"X\""},
            {"crm_contact_save", "account", made.path("accountId").asString(), ",\"name\":\"X\""},
            {"crm_lead_convert", "lead", lead, ""},
            {"crm_opportunity_list", "account", made.path("accountId").asString(), ""},
            {"crm_opportunity_update", "opportunity", made.path("opportunityId").asString(), ",\"stage\":\"won\""},
            {"crm_activity_list", "related", made.path("contactId").asString(), ""},
            {"crm_opportunity_create", "account", made.path("accountId").asString(), ",\"name\":\"X\""},
            {"crm_activity_complete", "activity", activity, ""},
            {"crm_activity_create", "related", lead, ",\"kind\":\"note\",\"subject\":\"X\""},
        };

        for (String[] call : calls) {
            String arguments = "{\"" + call[1] + "\":\"" + call[2] + "\"" + call[3] + "}";
            assertThat(other.refused(call[0], arguments).code())
                    .as(call[0] + " " + call[1])
                    .isEqualTo("not_found");
        }
        assertThat(other.ok("crm_account_search", "{}").path("total").asInt()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "crm_lead_create        | {\"name\":\"\"}                                              | name",
                "crm_lead_create        | {\"name\":\"A\",\"email\":\"not an address\"}                | email",
                "crm_lead_create        | {\"name\":\"A\",\"phone\":\"12\"}                            | phone",
                "crm_lead_create        | {\"name\":7}                                                 | name",
                "crm_lead_create        | {\"nme\":\"A\"}                                              | nme",
                "crm_contact_search     | {\"limit\":201}                                              | limit",
                "crm_contact_search     | {\"limit\":0}                                                | limit",
                "crm_contact_search     | {\"cursor\":\"; DROP TABLE contact\"}                        | cursor",
                "crm_opportunity_list   | {\"closeFrom\":\"2026-02-01\",\"closeTo\":\"2026-01-01\"}    | closeFrom",
                "crm_opportunity_list   | {\"minAmount\":\"-1\"}                                       | minAmount",
                "crm_opportunity_list   | {\"stage\":\"dreaming\"}                                     | stage",
                "crm_activity_create    | {\"kind\":\"task\",\"subject\":\"A\",\"due\":\"2026-03-15\"} | due",
                "crm_activity_create    | {\"kind\":\"task\",\"subject\":\"A\",\"due\":\"Friday\"}     | due",
                "crm_contact_save       | {}                                                           | name",
            })
    void refusesBadInputNamingTheField(String tool, String arguments, String field) {
        var refused = crm.refused(tool, arguments);

        assertThat(refused.code()).isEqualTo("invalid");
        assertThat(refused.text()).startsWith(field);
    }

    @Test
    void aLongListIsReadPartByPart() {
        for (int i = 0; i < 5; i++) {
            lead("Person " + i, "Acme", "");
        }

        var first = crm.ok("crm_lead_list", "{\"limit\":3}");
        var second = crm.ok("crm_lead_list", "{\"limit\":3,\"cursor\":" + first.path("next") + "}");

        assertThat(first.path("total").asInt()).isEqualTo(5);
        assertThat(second.path("items")).hasSize(2);
        assertThat(second.path("next").isNull() || second.path("next").isMissingNode())
                .isTrue();
    }
}
