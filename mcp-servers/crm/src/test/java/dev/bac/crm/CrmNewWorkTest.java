package dev.bac.crm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.mcp.testing.TestServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Opening deals and ticking off activities. */
class CrmNewWorkTest {
    private final TestServer crm = CrmToolsTest.prepared();

    @BeforeEach
    void oneCustomer() {
        crm.ok("crm_lead_create", "{\"name\":\"Jane Doe\",\"company\":\"Globex GmbH\"}");
        crm.ok("crm_lead_convert", "{\"lead\":\"LEAD-1001\"}");
    }

    private String activity(String kind, String subject) {
        return crm.ok("crm_activity_create", "{\"kind\":\"%s\",\"subject\":\"%s\"}".formatted(kind, subject))
                .path("activity")
                .path("number")
                .asString();
    }

    @Test
    void opensADealWithAnAccountOfThatName() {
        var opened = crm.ok("crm_opportunity_create", """
                {"account":"globex","name":"LED refit","amount":"12500","closeDate":"2026-09-30","stage":"proposal"}""");

        assertThat(opened.path("summary").asString())
                .isEqualTo("Opened OPP-1001 LED refit (Globex GmbH, 12,500.00 EUR, proposal), closing on 2026-09-30.");
        assertThat(crm.ok("crm_opportunity_list", "{\"account\":\"Globex\"}")
                        .path("total")
                        .asInt())
                .isEqualTo(1);
        assertThat(crm.ok("crm_tenant_verify", "{}").path("problems")).isEmpty();
    }

    @Test
    void aDealIsNewInTheCompanysCurrencyAndDecidedInThirtyDaysUnlessTold() {
        var deal = crm.ok("crm_opportunity_create", "{\"account\":\"ACC-1001\",\"name\":\"Desks\"}")
                .path("opportunity");

        assertThat(deal.path("stage").asString()).isEqualTo("new");
        assertThat(deal.path("amount").path("currency").asString()).isEqualTo("EUR");
        assertThat(deal.path("closeDate").asString()).isEqualTo("2026-04-15");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"stage\":\"won\"             | stage",
                "\"amount\":\"-1\"             | amount",
                "\"amount\":\"1.005\"          | amount",
                "\"currency\":\"euro\"         | currency",
                "\"closeDate\":\"2126-01-01\"  | closeDate",
            })
    void refusesADealThatCannotBe(String more, String field) {
        var refused = crm.refused("crm_opportunity_create", "{\"account\":\"Globex\",\"name\":\"Desks\"," + more + "}");

        assertThat(refused.code()).isEqualTo("invalid");
        assertThat(refused.text()).startsWith(field);
    }

    @Test
    void anAccountAndADealGoByWordsOfTheirNames() {
        crm.ok("crm_lead_create", "{\"name\":\"Jan Smit\",\"company\":\"Northwind Traders\"}");
        crm.ok("crm_lead_convert", "{\"lead\":\"smit\"}");
        crm.ok("crm_opportunity_create", "{\"account\":\"traders\",\"name\":\"LED refit Hamburg\"}");

        assertThat(crm.ok("crm_opportunity_update", "{\"opportunity\":\"northwind refit\",\"stage\":\"won\"}")
                        .path("summary")
                        .asString())
                .isEqualTo("OPP-1001 LED refit Hamburg (Northwind Traders): moved from new to won.");
    }

    @Test
    void anUnknownCustomerOpensNoDeal() {
        var refused = crm.refused("crm_opportunity_create", "{\"account\":\"Globecks\",\"name\":\"Desks\"}");

        assertThat(refused.code()).isEqualTo("not_found");
        assertThat(refused.text()).contains("ACC-1001 Globex GmbH");
    }

    @Test
    void ticksOffATaskByWordsOfItsSubject() {
        activity("task", "Prepare the offer for Globex");
        var done = crm.ok("crm_activity_complete", "{\"activity\":\"globex offer\"}");

        assertThat(done.path("summary").asString())
                .isEqualTo("Marked the task ACT-1001 \"Prepare the offer for Globex\" as done.");
        assertThat(done.path("activity").path("done").asBoolean()).isTrue();
        assertThat(crm.ok("crm_activity_list", "{\"openOnly\":true}")
                        .path("total")
                        .asInt())
                .isZero();
    }

    @Test
    void tickingOffTwiceSaysSo() {
        var number = activity("call", "Ring back");
        crm.ok("crm_activity_complete", "{\"activity\":\"" + number + "\"}");
        var again = crm.ok("crm_activity_complete", "{\"activity\":\"ring back\"}");

        assertThat(again.path("doneBefore").asBoolean()).isTrue();
        assertThat(again.path("summary").asString()).isEqualTo("The call ACT-1001 \"Ring back\" was done already.");
    }

    @Test
    void twoOpenTasksOfTheSameSubjectAreAmbiguous() {
        activity("task", "Prepare offer");
        activity("task", "Prepare offer");

        assertThat(crm.refused("crm_activity_complete", "{\"activity\":\"prepare offer\"}")
                        .code())
                .isEqualTo("ambiguous");
    }

    @Test
    void aNoteIsNothingToDo() {
        var number = activity("note", "Wants net 60");

        assertThat(crm.refused("crm_activity_complete", "{\"activity\":\"" + number + "\"}")
                        .code())
                .isEqualTo("conflict");
    }

    @Test
    void everyPageOfActivitiesComesOnce() {
        activity("note", "undated");
        for (int day = 20; day < 23; day++) {
            crm.ok(
                    "crm_activity_create",
                    "{\"kind\":\"task\",\"subject\":\"t%d\",\"due\":\"2026-03-%d\"}".formatted(day, day));
        }
        var first = crm.ok("crm_activity_list", "{\"limit\":3}");
        var second = crm.ok("crm_activity_list", "{\"limit\":3,\"cursor\":" + first.path("next") + "}");

        assertThat(first.path("items").findValuesAsString("subject")).containsExactly("t20", "t21", "t22");
        assertThat(second.path("items").findValuesAsString("subject")).containsExactly("undated");
    }
}
