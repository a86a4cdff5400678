package dev.bac.orchestrator.workflow;

import static dev.bac.orchestrator.testing.ScriptedModel.answer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.orchestrator.access.Company;
import dev.bac.orchestrator.testing.TestPlatform;
import dev.bac.store.TenantSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Currency;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** What starts runs by itself, and what they wait for. */
@Timeout(180)
class TriggersTest {
    private static final TestPlatform TEST = TestPlatform.shared();
    private final Flows flows = new Flows(TEST);

    private static void lead(String name) {
        var made = TEST.admin()
                .tool("crm", "crm_lead_create", "{\"name\": \"%s\", \"company\": \"%s Ltd\"}".formatted(name, name));
        assertThat(made.path("isError").asBoolean(false)).as(made.toString()).isFalse();
    }

    private static void convert(String name) {
        TEST.admin().tool("crm", "crm_lead_convert", "{\"lead\": \"%s\"}".formatted(name));
    }

    @Test
    void goesOnWhenTheEventComesThatItWaitsFor() {
        flows.put("waits-for-conversion", """
                inputs: {lead: {}}
                steps:
                  - id: lead
                    tool: crm_lead_create
                    args: {name: "=input.lead", company: "=input.lead + ' Ltd'"}
                  - id: converted
                    wait:
                      event: crm.lead.converted
                      when: event.subject == steps.lead.lead.id
                      timeout: 1h
                  - {id: told, set: {subject: "=steps.converted.subject", lead: "=steps.lead.lead.id"}}
                """);
        String name = "Wanda " + UUID.randomUUID();
        lead("Somebody Else " + name);
        UUID run = flows.start("waits-for-conversion", "{\"lead\": \"" + name + "\"}");
        flows.eventually(run, "waiting");
        convert("Somebody Else " + name);
        convert(name);

        JsonNode ended = flows.ended(run);
        assertThat(ended.at("/run/state").asString()).as(ended.toString()).isEqualTo("done");
        assertThat(ended.at("/output/subject")).isEqualTo(ended.at("/output/lead"));
    }

    @Test
    void failsWhenNothingComesInTimeAndWaitsForATimeToPass() {
        flows.put("waits-in-vain", """
                steps:
                  - id: a_moment
                    wait: {time: 1s}
                  - id: never
                    wait: {event: crm.lead.converted, when: "event.subject == 'never'", timeout: 1s}
                """);

        JsonNode ended = flows.ended(flows.start("waits-in-vain", "{}"));

        assertThat(ended.at("/run/state").asString()).isEqualTo("failed");
        assertThat(ended.at("/run/code").asString()).isEqualTo("timeout");
        assertThat(ended.at("/steps/0/state").asString()).isEqualTo("done");
    }

    @Test
    void asksAnAgentAndGoesOnWithItsAnswer() {
        TEST.model().when("How late is flow 17?", answer("Nobody is late with flow 17."));
        flows.put("asks-an-agent", """
                inputs: {number: {kind: number}}
                steps:
                  - {id: asked, agent: receivables, say: "='How late is flow ' + string(input.number) + '?'"}
                  - {id: told, set: "=steps.asked.text"}
                """);

        JsonNode ended = flows.ended(flows.start("asks-an-agent", "{\"number\": 17}"));

        assertThat(ended.path("output").asString()).as(ended.toString()).isEqualTo("Nobody is late with flow 17.");
    }

    @Test
    void startsOneRunForEachTimeAndMakesUpForMissedOnesByTheRule() {
        put("every-hour", """
                runAs: {service: clockwork, scopes: []}
                triggers:
                  - {cron: "0 * * * *", timezone: UTC, overlap: allow, missed: once}
                steps: [{id: at, set: "=event.scheduledAt"}]
                """);
        put("every-hour-strictly", """
                runAs: {service: clockwork, scopes: []}
                triggers:
                  - {cron: "0 * * * *", timezone: UTC, overlap: allow, missed: skip}
                steps: [{id: at, set: "=event.scheduledAt"}]
                """);
        var access = TEST.platform().access();
        var runs = new WorkflowRuns(access.store());
        var catalogue = TEST.platform().workflows().catalogue();
        var now = new Instant[] {Instant.parse("2040-03-01T10:30:00Z")};
        InstantSource clock = () -> now[0];
        var schedules = new Schedules(
                access.store(), catalogue, TEST.platform().workflows().starts(), runs, access.companies(), clock);

        schedules.look(CLOCKWORK.id());
        assertThat(begun("every-hour")).as("the past starts nothing").isZero();
        now[0] = Instant.parse("2040-03-01T11:00:10Z");
        schedules.look(CLOCKWORK.id());
        schedules.look(CLOCKWORK.id());
        assertThat(begun("every-hour")).isEqualTo(1);
        assertThat(begun("every-hour-strictly")).isEqualTo(1);

        now[0] = now[0].plus(Duration.ofHours(5)).plus(Duration.ofMinutes(20));
        schedules.look(CLOCKWORK.id());
        schedules.look(CLOCKWORK.id());
        assertThat(begun("every-hour")).as("one for all that were missed").isEqualTo(2);
        assertThat(begun("every-hour-strictly"))
                .as("what was missed is left out")
                .isEqualTo(1);
    }

    /** A company that is not active: nobody else looks at its schedules. */
    private static final Company CLOCKWORK = TestPlatform.tenancy(TEST.platform())
            .prepare(
                    "clockwork",
                    new TenantSettings(
                            "Clockwork Ltd", Currency.getInstance("EUR"), TestPlatform.ZONE, Locale.ENGLISH));

    private static void put(String name, String rest) {
        TEST.platform().workflows().catalogue().put(CLOCKWORK.id(), Flows.HEAD.formatted(name) + rest, "test");
    }

    private static int begun(String workflow) {
        return TEST.platform().access().store().read(CLOCKWORK.id(), tx -> tx.sql()
                .createQuery("SELECT count(*) FROM workflow_run WHERE workflow = :workflow AND cause = 'schedule'")
                .bind("workflow", workflow)
                .mapTo(Integer.class)
                .one());
    }

    @Test
    void leavesATimeOutWhileTheRunBeforeIsUnderWay() {
        put("never-two", """
                runAs: {service: clockwork, scopes: []}
                triggers: [{cron: "0 * * * *", timezone: UTC}]
                steps: [{id: long, wait: {event: crm.lead.converted, when: "event.subject == 'never'"}}]
                """);
        var access = TEST.platform().access();
        var now = new Instant[] {Instant.parse("2041-03-01T10:30:00Z")};
        InstantSource clock = () -> now[0];
        var schedules = new Schedules(
                access.store(),
                TEST.platform().workflows().catalogue(),
                TEST.platform().workflows().starts(),
                new WorkflowRuns(access.store()),
                access.companies(),
                clock);

        schedules.look(CLOCKWORK.id());
        for (int hour = 0; hour < 3; hour++) {
            now[0] = now[0].plus(Duration.ofHours(1));
            schedules.look(CLOCKWORK.id());
        }

        assertThat(begun("never-two")).isEqualTo(1);
    }
}
