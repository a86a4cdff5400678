package dev.bac.orchestrator.policy;

import static dev.bac.orchestrator.testing.ScriptedModel.answer;
import static dev.bac.orchestrator.testing.ScriptedModel.call;
import static dev.bac.orchestrator.testing.ScriptedModel.tellResult;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.identity.Role;
import dev.bac.orchestrator.testing.Talk;
import dev.bac.orchestrator.testing.TestPlatform;
import dev.bac.orchestrator.testing.Web;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The company's rules over what agents in conversations call. */
class RulesTest {
    private static final TestPlatform TEST = TestPlatform.shared();

    @BeforeAll
    static void rule() {
        TEST.platform().workflows().catalogue().put(TEST.ours().id(), """
                apiVersion: bac/v1
                kind: Policy
                metadata: {name: furniture, title: Furniture, department: Finance}
                description: For these tests.
                rules:
                  - name: thrones
                    tools: [finance_*]
                    when: has(args.description) && args.description == 'a throne'
                    does: refuse
                    reason: We bill no thrones.
                  - name: beds
                    tools: [finance_invoice_create]
                    when: has(args.description) && args.description.startsWith('a bed')
                    does: ask
                    quorum: 2
                    notRequester: true
                  - name: leads
                    tools: [crm_lead_create]
                    when: has(args.name) && args.name == 'Rita Rule'
                    does: ask
                """, "test");
    }

    @AfterAll
    static void forget() {
        TEST.platform().workflows().catalogue().remove(TEST.ours().id(), "policy", "furniture");
    }

    private static Web boss() {
        return new Web(TEST.platform().baseUrl(), Optional.of(TEST.key(TEST.member("cleo", Role.ADMIN))));
    }

    private static String bill(String what) {
        return "{\"customer\":\"Acme\",\"amount\":\"9.95\",\"description\":\"%s\"}".formatted(what);
    }

    private static String booked(String what) {
        return TEST.finance("SELECT count(*) FROM invoice_line WHERE description = ?", what);
    }

    @Test
    void refusesWhatARuleForbidsAndTellsTheModelWhy() {
        TEST.model().when("Bill a throne", call("finance_invoice_create", bill("a throne")), tellResult());

        var events = TEST.clerk().talk("invoicing-clerk").say("Bill a throne");

        assertThat(Talk.end(events)).isEqualTo("answered");
        assertThat(Talk.text(events)).contains("We bill no thrones.");
        assertThat(booked("a throne")).isEqualTo("0");
    }

    @Test
    void wantsTwoPeopleAndNotTheOneWhoAsked() {
        TEST.model().when("Bill a bed", call("finance_invoice_create", bill("a bed of oak")), answer("Billed."));
        var talk = TEST.admin().talk("invoicing-clerk");
        var events = talk.say("Bill a bed");
        String path = "/api/v1/approvals/"
                + Talk.last(events, "approval").at("/approval/id").asString() + "/approve";
        long seen = events.getLast().id();

        assertThat(TEST.admin().post(path, "{}").problem()).isEqualTo("403 forbidden");
        assertThat(boss().post(path, "{}").json().path("state").asString()).isEqualTo("pending");
        assertThat(booked("a bed of oak")).isEqualTo("0");
        var third = new Web(TEST.platform().baseUrl(), Optional.of(TEST.key(TEST.member("dora", Role.ADMIN))));
        assertThat(third.post(path, "{}").json().path("state").asString()).isEqualTo("approved");

        assertThat(Talk.end(talk.after(seen))).isEqualTo("answered");
        assertThat(booked("a bed of oak")).isEqualTo("1");
    }

    @Test
    void asksWhereOnlyARuleWantsItAndThenRunsTheStoredCall() {
        TEST.model()
                .when(
                        "New lead Rita",
                        call("crm_lead_create", "{\"name\":\"Rita Rule\",\"company\":\"Rules Ltd\"}"),
                        answer("Noted."));
        var talk = TEST.clerk().talk("lead-intake");
        var events = talk.say("New lead Rita");

        assertThat(Talk.end(events)).isEqualTo("awaiting_approval");
        String path = "/api/v1/approvals/"
                + Talk.last(events, "approval").at("/approval/id").asString() + "/approve";
        assertThat(TEST.admin().post(path, "{}").status()).isEqualTo(200);

        assertThat(Talk.end(talk.after(events.getLast().id()))).isEqualTo("answered");
        assertThat(List.of(TEST.admin()
                        .tool("crm", "crm_lead_list", "{\"query\": \"Rita Rule\"}")
                        .at("/structuredContent/total")
                        .asInt()))
                .containsExactly(1);
    }
}
