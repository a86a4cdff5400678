package dev.bac.crm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.identity.Caller;
import dev.bac.identity.Role;
import dev.bac.mcp.testing.TestServer;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Owners, teams, tags and fields of the company's own. */
class RecordUpdateTest {
    private final TestServer crm = CrmToolsTest.prepared();

    private TestServer called(String name) {
        var admin = crm.caller();
        return crm.as(new Caller(
                admin.tenant(), admin.user(), name, Set.of(Role.USER), admin.scopes(), admin.channel(), admin.actor()));
    }

    private void customer(String name) {
        crm.ok("crm_lead_create", "{\"name\":\"Jane Doe\",\"company\":\"" + name + "\"}");
        crm.ok("crm_lead_convert", "{\"lead\":\"LEAD-1001\",\"opportunity\":\"Refit\",\"amount\":\"100\"}");
    }

    @Test
    void whatBelongsToAPrivateTeamIsNotThereForOthersWhicheverToolAsks() {
        customer("Secret Ltd");
        crm.ok("crm_setup_team", "{\"team\":\"Key accounts\",\"members\":[\"Petra Lang\"],\"privately\":true}");
        for (String record : new String[] {"ACC-1001", "CON-1001", "OPP-1001"}) {
            crm.ok("crm_record_update", "{\"record\":\"" + record + "\",\"team\":\"key accounts\"}");
        }
        var stranger = called("Tom Berger");
        String[][] calls = {
            {"crm_contact_save", "{\"contact\":\"CON-1001\",\"name\":\"X\"}"},
            {"crm_contact_search", "{\"account\":\"ACC-1001\"}"},
            {"crm_opportunity_update", "{\"opportunity\":\"OPP-1001\",\"stage\":\"won\"}"},
            {"crm_opportunity_history", "{\"opportunity\":\"OPP-1001\"}"},
            {"crm_record_update", "{\"record\":\"ACC-1001\",\"owner\":\"Tom\"}"},
            {"crm_merge_create", "{\"kind\":\"contact\",\"keep\":\"CON-1001\",\"merge\":[\"CON-1002\"]}"},
            {"crm_duplicate_find", "{\"record\":\"CON-1001\"}"},
            {"crm_activity_create", "{\"kind\":\"note\",\"subject\":\"X\",\"related\":\"ACC-1001\"}"},
        };

        for (String[] call : calls) {
            assertThat(stranger.refused(call[0], call[1]).code()).as(call[0]).isEqualTo("not_found");
        }
        assertThat(stranger.ok("crm_account_search", "{}").path("total").asInt())
                .isZero();
        assertThat(stranger.ok("crm_pipeline_report", "{}").path("totals")).isEmpty();
        assertThat(called("petra lang")
                        .ok("crm_account_search", "{}")
                        .path("total")
                        .asInt())
                .isEqualTo(1);
        assertThat(crm.ok("crm_account_search", "{}").path("total").asInt()).isEqualTo(1);
        assertThat(stranger.refused("crm_record_update", "{\"record\":\"LEAD-1001\",\"team\":\"Key accounts\"}")
                        .code())
                .isEqualTo("not_found");
        assertThat(stranger.refused("crm_setup_team", "{\"team\":\"Mine\"}").code())
                .isEqualTo("forbidden");
    }

    @Test
    void aFieldOfOnesOwnHoldsWhatItsTypeAllows() {
        customer("Acme");
        crm.ok("crm_setup_field", """
                {"kind":"account","title":"Segment","type":"choice","choices":["A","B"]}""");
        crm.ok("crm_setup_field", "{\"kind\":\"account\",\"title\":\"Customer since\",\"type\":\"date\"}");

        var updated = crm.ok("crm_record_update", """
                {"record":"Acme","fields":["segment=a","Customer since=2024-02-29"],"addTags":["VIP","vip","  a b "]}""");

        assertThat(updated.path("custom").toString())
                .isEqualTo("{\"segment\":\"A\",\"customer_since\":\"2024-02-29\"}");
        assertThat(updated.path("tags").toString()).isEqualTo("[\"a b\",\"vip\"]");
        assertThat(crm.ok("crm_account_search", "{}")
                        .path("items")
                        .get(0)
                        .path("custom")
                        .path("segment")
                        .asString())
                .isEqualTo("A");
        assertThat(crm.refused("crm_setup_field", """
                        {"kind":"account","title":"Segment","type":"choice","choices":["B"]}""").code()).isEqualTo("conflict");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"record\":\"Acme\",\"fields\":[\"since=2026-02-29\"]}   | fields.since",
                "{\"record\":\"Acme\",\"fields\":[\"since=yesterday\"]}    | fields.since",
                "{\"record\":\"Acme\",\"fields\":[\"nothing=1\"]}          | fields",
                "{\"record\":\"Acme\",\"fields\":[\"since\"]}              | fields",
                "{\"record\":\"Acme\",\"fields\":[\"size=1e999\"]}         | fields.size",
                "{\"record\":\"Acme\",\"fields\":[\"size=NaN\"]}           | fields.size",
                "{\"record\":\"Acme\"}                                     | record",
                "{\"record\":\"Nobody\",\"owner\":\"X\"}                   | record",
                "{\"record\":\"Acme\",\"owner\":\"X\",\"version\":99}      | version",
                "{\"record\":\"Acme\",\"addTags\":[\"\"]}                  | addTags",
                "{\"record\":\"Acme\",\"addTags\":\"vip\"}                 | addTags",
                "{\"record\":\"Acme\",\"team\":\"No such team\"}           | team",
            })
    void refusesWhatDoesNotFitAndChangesNothing(String json, String field) {
        customer("Acme");
        crm.ok("crm_setup_field", "{\"kind\":\"account\",\"title\":\"Since\",\"type\":\"date\"}");
        crm.ok("crm_setup_field", "{\"kind\":\"account\",\"title\":\"Size\",\"type\":\"number\"}");
        var before = crm.ok("crm_account_search", "{}").path("items");

        assertThat(crm.refused("crm_record_update", json).text()).startsWith(field);
        assertThat(crm.ok("crm_account_search", "{}").path("items")).isEqualTo(before);
    }

    @Test
    void mergedRecordsKeepTheTagsAndFieldsOfBoth() {
        crm.ok("crm_setup_field", "{\"kind\":\"contact\",\"title\":\"Shoe\",\"type\":\"number\"}");
        crm.ok("crm_setup_field", "{\"kind\":\"contact\",\"title\":\"Hat\",\"type\":\"number\"}");
        crm.ok("crm_contact_save", "{\"name\":\"Ann Lee\"}");
        crm.ok("crm_contact_save", "{\"name\":\"Ann Lee\"}");
        crm.ok("crm_record_update", """
                {"record":"CON-1001","addTags":["one"],"fields":["shoe=40"]}""");
        crm.ok("crm_record_update", """
                {"record":"CON-1002","addTags":["two"],"fields":["shoe=41","hat=57"]}""");

        crm.approved("crm_merge_create", "{\"kind\":\"contact\",\"keep\":\"CON-1001\",\"merge\":[\"CON-1002\"]}");

        var kept = crm.ok("crm_contact_search", "{}").path("items").get(0);
        assertThat(kept.path("tags").toString()).isEqualTo("[\"one\",\"two\"]");
        assertThat(kept.path("custom").path("shoe").asInt()).isEqualTo(40);
        assertThat(kept.path("custom").path("hat").asInt()).isEqualTo(57);
    }
}
