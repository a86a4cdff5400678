package dev.bac.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.mcp.testing.TestServer;
import dev.bac.mcp.testing.ToolSnapshots;
import dev.bac.provisioning.preset.Presets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProvisioningToolsTest {
    private static final String MEDIX = """
            {"businessName":"Medix","industry":"pharmacy","city":"Lagos","requestKey":"k-1"}""";
    private final TestServer provisioning = TestServer.of(ProvisioningServer.declare(Presets.load()));

    @Test
    void toolsAreAsCommitted() {
        ToolSnapshots.verify(ProvisioningServer.declare(Presets.load()), Path.of("src/test/resources/tools"));
    }

    @Test
    void derivesCountryAndCurrencyFromTheCity() {
        var asked = provisioning.approved("provisioning_business_activate", MEDIX);

        assertThat(asked.path("summary").asString())
                .startsWith(
                        "Setting up BIZ-1001 Medix (pharmacy) in NG with NGN; it takes seven steps. Switched on: crm,")
                .contains("pos: it brings the customer \"Counter customer\"", "a card terminal is not connected");
        assertThat(asked.path("activation").path("steps")).hasSize(7);
    }

    @Test
    void theSameRequestKeyIsTheSameTenant() {
        var first = provisioning.approved("provisioning_business_activate", MEDIX);
        var second = provisioning.approved("provisioning_business_activate", MEDIX);

        assertThat(second.path("requestedBefore").asBoolean()).isTrue();
        assertThat(second.path("activation").path("tenantId"))
                .isEqualTo(first.path("activation").path("tenantId"));
        assertThat(provisioning
                        .ok("provisioning_activation_list", "{}")
                        .path("total")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void theSameRequestKeyWithAnotherProfileIsAConflict() {
        provisioning.approved("provisioning_business_activate", MEDIX);

        assertThat(provisioning
                        .refused("provisioning_business_activate", MEDIX.replace("Lagos", "Berlin"))
                        .code())
                .isEqualTo("conflict");
    }

    @Test
    void aBusinessIsActiveWhenAllItsStepsAreDone() {
        provisioning.approved("provisioning_business_activate", MEDIX);
        for (int step = 1; step <= 7; step++) {
            record(step, "running");
            record(step, "done");
            record(step, "done");
        }

        var status = provisioning.ok("provisioning_activation_status", "{\"activation\":\"medix\"}");

        assertThat(status.path("summary").asString())
                .isEqualTo("BIZ-1001 Medix (pharmacy) is active, 7 of 7 steps done.");
        assertThat(provisioning.ok("provisioning_tenant_verify", "{}").path("problems"))
                .isEmpty();
    }

    @Test
    void aFailedStepTellsWhyAndMayRunAgain() {
        provisioning.approved("provisioning_business_activate", MEDIX);
        record(1, "running");
        provisioning.ok(
                "provisioning_step_record",
                "{\"activation\":\"BIZ-1001\",\"step\":1,\"state\":\"failed\",\"detail\":\"no room\"}");

        assertThat(provisioning
                        .ok("provisioning_activation_status", "{\"activation\":\"BIZ-1001\"}")
                        .path("summary")
                        .asString())
                .isEqualTo("BIZ-1001 Medix (pharmacy) is failed, 0 of 7 steps done; step 1 failed: no room.");

        record(1, "running");
        assertThat(provisioning
                        .ok("provisioning_activation_status", "{\"activation\":\"BIZ-1001\"}")
                        .path("activation")
                        .path("state")
                        .asString())
                .isEqualToIgnoringCase("running");
    }

    @Test
    void aStepCannotOvertakeTheOneBeforeIt() {
        provisioning.approved("provisioning_business_activate", MEDIX);

        assertThat(provisioning
                        .refused(
                                "provisioning_step_record",
                                "{\"activation\":\"BIZ-1001\",\"step\":2,\"state\":\"running\"}")
                        .code())
                .isEqualTo("conflict");
    }

    @Test
    void aStepsEndIsTheNextOnesBeginWhenTheWorkflowSaysSo() {
        provisioning.approved("provisioning_business_activate", MEDIX);
        record(1, "running");
        for (int step = 1; step <= 7; step++) {
            provisioning.ok(
                    "provisioning_step_record",
                    "{\"activation\":\"BIZ-1001\",\"step\":%d,\"state\":\"done\",\"next\":true}".formatted(step));
        }

        var steps = provisioning
                .ok("provisioning_activation_status", "{\"activation\":\"medix\"}")
                .path("activation")
                .path("steps");
        assertThat(steps).hasSize(7).allSatisfy(step -> {
            assertThat(step.path("state").asString()).isEqualToIgnoringCase("done");
            assertThat(step.path("attempts").asInt()).isEqualTo(1);
            assertThat(step.path("startedAt").isNull()).isFalse();
            assertThat(step.path("finishedAt").isNull()).isFalse();
        });
    }

    @Test
    void aPreparedTenantIsTakenOnceAndThePlanSaysThatItWasPrepared() {
        String spare = note("").path("prepare").asString();
        note(",\"ready\":\"" + spare + "\"");

        var asked = provisioning.approved("provisioning_business_activate", MEDIX);

        assertThat(asked.path("activation").path("tenantId").asString()).isEqualTo(spare);
        assertThat(provisioning
                        .ok("provisioning_activation_plan", "{\"activation\":\"BIZ-1001\"}")
                        .path("prepared")
                        .asBoolean())
                .isTrue();
        assertThat(note("").path("prepare").asString()).isNotEqualTo(spare);
    }

    private tools.jackson.databind.JsonNode note(String ready) {
        return provisioning.ok("provisioning_spare_note", "{\"wanted\":1" + ready + "}");
    }

    @Test
    void theWorkflowLearnsWhatToMake() {
        provisioning.approved("provisioning_business_activate", MEDIX);

        var plan = provisioning.ok("provisioning_activation_plan", "{\"activation\":\"BIZ-1001\"}");

        assertThat(plan.path("profile").path("zone").asString()).isEqualTo("Africa/Lagos");
        assertThat(plan.path("accounts").size()).isGreaterThan(3);
    }

    @Test
    void anotherTenantsActivationIsNotFound() {
        var asked = provisioning.approved("provisioning_business_activate", MEDIX);
        var other = provisioning.otherTenant();
        String id = asked.path("activation").path("id").asString();
        String named = "{\"activation\":\"" + id + "\"";

        for (String arguments : new String[] {named + "}", "{\"activation\":\"BIZ-1001\"}"}) {
            assertThat(other.refused("provisioning_activation_status", arguments)
                            .code())
                    .isEqualTo("not_found");
            assertThat(other.refused("provisioning_activation_plan", arguments).code())
                    .isEqualTo("not_found");
        }
        assertThat(other.refused("provisioning_step_record", named + ",\"step\":1,\"state\":\"running\"}")
                        .code())
                .isEqualTo("not_found");
        assertThat(other.ok("provisioning_activation_list", "{}").path("total").asInt())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"businessName\":\" \",\"industry\":\"retail\",\"country\":\"DE\"}                       | invalid   | businessName",
                "{\"businessName\":\"A\",\"industry\":\"mining\",\"country\":\"DE\"}                       | not_found | industry",
                "{\"businessName\":\"A\",\"industry\":\"retail\"}                                          | invalid   | country",
                "{\"businessName\":\"A\",\"industry\":\"retail\",\"country\":\"Atlantis\"}                 | invalid   | country",
                "{\"businessName\":\"A\",\"industry\":\"retail\",\"city\":\"Lagos\",\"currency\":\"XYZW\"} | invalid   | currency",
                "{\"businessName\":\"A\",\"industry\":\"retail\",\"city\":\"Lagos\",\"channels\":[\"fax\"]} | invalid  | channels",
            })
    void refusesWhatMakesNoBusiness(String arguments, String code, String field) {
        var refused = provisioning.refused("provisioning_business_activate", arguments);

        assertThat(refused.code()).isEqualTo(code);
        assertThat(refused.text()).startsWith(field);
    }

    private void record(int step, String state) {
        provisioning.ok(
                "provisioning_step_record",
                "{\"activation\":\"BIZ-1001\",\"step\":" + step + ",\"state\":\"" + state + "\"}");
    }
}
