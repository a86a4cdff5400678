package dev.bac.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.mcp.testing.TestServer;
import dev.bac.provisioning.preset.Presets;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The life of a business after its activation, as the orders that are recorded for it. */
class LifeTest {
    private static final String MEDIX = "{\"business\":\"Medix\"}";
    private final TestServer provisioning = TestServer.of(ProvisioningServer.declare(Presets.load()));

    @BeforeEach
    void medixIsActive() {
        activate("Medix", "medix.test" + System.nanoTime() + ".example.com");
    }

    private void activate(String name, String domain) {
        provisioning.approved("provisioning_business_activate", """
                {"businessName":"%s","industry":"pharmacy","city":"Lagos","domains":["%s"]}""".formatted(name, domain));
        for (int step = 1; step <= 7; step++) {
            for (String state : new String[] {"running", "done"}) {
                provisioning.ok(
                        "provisioning_step_record",
                        "{\"activation\":\"%s\",\"step\":%d,\"state\":\"%s\"}".formatted(name, step, state));
            }
        }
    }

    @Test
    void aSuspendedBusinessCanOnlyBeResumedExportedOrDeleted() {
        provisioning.approved("provisioning_business_suspend", MEDIX);

        assertThat(status()).contains("active, suspended");
        assertThat(provisioning.refused("provisioning_business_suspend", MEDIX).code())
                .isEqualTo("conflict");
        provisioning.approved("provisioning_business_resume", MEDIX);
        assertThat(status()).doesNotContain("suspended");
        assertThat(provisioning.refused("provisioning_business_resume", MEDIX).code())
                .isEqualTo("conflict");
    }

    @Test
    void anOrderSaysWhatTheBusinessMayDoOnceItIsDone() {
        var order = provisioning.approved(
                "provisioning_business_change",
                "{\"business\":\"Medix\",\"plan\":\"dedicated\",\"on\":[\"manufacturing\"],\"off\":[\"banking\"]}");
        String number = order.path("order").path("number").asString();

        var plan = provisioning.ok("provisioning_order_plan", "{\"order\":\"" + number + "\"}");

        assertThat(plan.path("limits").path("users").asInt()).isEqualTo(50);
        assertThat(closed(plan)).contains("banking").doesNotContain("manufacturing");
        record(number, "done");
        assertThat(active().path("plan").asString()).isEqualToIgnoringCase("dedicated");
        assertThat(active().path("features").toString())
                .contains("manufacturing")
                .doesNotContain("banking");
    }

    /** What a feature brings is told with the order that switches it on, and not again once it is on. */
    @Test
    void anOrderSaysWhatItsNewFeaturesBring() {
        provisioning.approved("provisioning_business_activate", """
                {"businessName":"Advice","industry":"consulting","country":"DE"}""");
        for (int step = 1; step <= 7; step++) {
            for (String state : new String[] {"running", "done"}) {
                provisioning.ok(
                        "provisioning_step_record",
                        "{\"activation\":\"Advice\",\"step\":%d,\"state\":\"%s\"}".formatted(step, state));
            }
        }

        var kit = ordered("{\"business\":\"Advice\",\"on\":[\"pos\"]}").path("kit");

        assertThat(kit.path("features").toString()).isEqualTo("[\"pos\"]");
        assertThat(kit.path("told").asString()).contains("Counter customer");
        assertThat(kit.at("/accounts/0/name").asString()).isEqualTo("Differences of the till");
        assertThat(kit.at("/accounts/0/code").asString()).isEqualTo("4902");
        assertThat(kit.path("accounts")).hasSize(1);
        assertThat(kit.path("templates")).hasSize(2);
        assertThat(ordered("{\"business\":\"Advice\",\"on\":[\"pos\"]}").hasNonNull("kit"))
                .isFalse();
        assertThat(ordered("{\"business\":\"Advice\",\"on\":[\"manufacturing\"]}")
                        .hasNonNull("kit"))
                .isFalse();
    }

    /** The plan of a change; then it is done. */
    private JsonNode ordered(String change) {
        String number = provisioning
                .approved("provisioning_business_change", change)
                .path("order")
                .path("number")
                .asString();
        var plan = provisioning.ok("provisioning_order_plan", "{\"order\":\"" + number + "\"}");
        record(number, "done");
        return plan;
    }

    @Test
    void aRefusedChangeChangesNothing() {
        String number = provisioning
                .approved("provisioning_business_change", "{\"business\":\"Medix\",\"plan\":\"global\"}")
                .path("order")
                .path("number")
                .asString();
        record(number, "refused");

        assertThat(active().path("plan").asString()).isEqualToIgnoringCase("shared");
        assertThat(provisioning
                        .refused(
                                "provisioning_business_change",
                                "{\"business\":\"Medix\",\"on\":[\"pos\"],\"off\":[\"inventory\"]}")
                        .text())
                .isEqualTo(
                        "features.pos: pos needs inventory, which is switched off; switch inventory on or leave pos out");
    }

    @Test
    void deletingSuspendsAtOnceAndCanBeTakenBackUntilItIsDue() {
        var order = provisioning.approved("provisioning_business_delete", MEDIX).path("order");
        assertThat(order.path("dueAt").asString()).startsWith("2026-04-15");
        assertThat(status()).contains("leaving");

        provisioning.approved("provisioning_business_resume", MEDIX);

        assertThat(status()).doesNotContain("leaving");
        assertThat(provisioning
                        .ok(
                                "provisioning_order_plan",
                                "{\"order\":\"" + order.path("number").asString() + "\"}")
                        .path("state")
                        .asString())
                .isEqualToIgnoringCase("cancelled");
    }

    @Test
    void aDeletedBusinessGivesItsNameAndDomainsBack() {
        String domain = active().path("domains").get(0).asString();
        String number = provisioning
                .approved("provisioning_business_delete", "{\"business\":\"Medix\",\"graceDays\":0}")
                .path("order")
                .path("number")
                .asString();
        record(number, "done");
        record(number, "done");

        activate("Medix", domain);
        assertThat(provisioning
                        .ok("provisioning_activation_list", "{}")
                        .path("total")
                        .asInt())
                .isEqualTo(2);
        assertThat(provisioning.ok("provisioning_tenant_verify", "{}").path("problems"))
                .isEmpty();
    }

    @Test
    void anotherTenantFindsNoBusinessAndNoOrder() {
        String number = provisioning
                .approved("provisioning_business_export", MEDIX)
                .path("order")
                .path("number")
                .asString();
        var other = provisioning.otherTenant();

        for (String verb : new String[] {"suspend", "resume", "change", "export", "move", "delete"}) {
            assertThat(other.refused("provisioning_business_" + verb, MEDIX).code())
                    .as(verb)
                    .isEqualTo("not_found");
        }
        assertThat(other.refused("provisioning_business_change", "{\"business\":\"Medix\",\"plan\":\"global\"}")
                        .code())
                .isEqualTo("not_found");
        assertThat(other.refused("provisioning_order_plan", "{\"order\":\"" + number + "\"}")
                        .code())
                .isEqualTo("not_found");
        assertThat(other.refused(
                                "provisioning_order_record",
                                "{\"order\":\"" + number + "\",\"state\":\"done\",\"detail\":\"x\"}")
                        .code())
                .isEqualTo("not_found");
        assertThat(other.refused("provisioning_order_list", MEDIX).code()).isEqualTo("not_found");
        assertThat(other.ok("provisioning_order_list", "{}").path("items")).isEmpty();
    }

    private void record(String number, String state) {
        provisioning.ok(
                "provisioning_order_record",
                "{\"order\":\"%s\",\"state\":\"%s\",\"detail\":\"It went so.\"}".formatted(number, state));
    }

    private String status() {
        return provisioning
                .ok("provisioning_activation_status", "{\"activation\":\"Medix\"}")
                .path("summary")
                .asString();
    }

    private JsonNode active() {
        return provisioning
                .ok("provisioning_activation_status", "{\"activation\":\"Medix\"}")
                .path("activation");
    }

    private static String closed(JsonNode plan) {
        return plan.path("rules").path("closed").toString().toLowerCase(Locale.ROOT);
    }
}
