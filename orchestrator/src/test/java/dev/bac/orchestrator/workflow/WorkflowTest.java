package dev.bac.orchestrator.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.orchestrator.testing.TestPlatform;
import dev.bac.orchestrator.testing.Web;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** Workflows over HTTP, their steps on the real servers over MCP. */
@Timeout(120)
class WorkflowTest {
    private static final TestPlatform TEST = TestPlatform.shared();
    private final Flows flows = new Flows(TEST);

    @Test
    void carriesOutStepAfterStepWithWhatCameBefore() {
        flows.put("lead-and-task", """
                inputs: {person: {kind: text, description: Who}}
                steps:
                  - id: lead
                    tool: crm_lead_create
                    args: {name: "=input.person", company: "='Flow ' + run.workflow"}
                  - id: either
                    branch:
                      - when: steps.lead.lead.name.startsWith('Zoe')
                        steps:
                          - {id: yes, set: {kind: special, who: "=steps.lead.lead.name"}}
                    otherwise:
                      - {id: no, set: {kind: usual}}
                  - id: both
                    parallel:
                      - name: left
                        steps: [{id: left, set: "=plus('0.10', '0.20')"}]
                      - name: right
                        steps: [{id: right, set: "=total(['1.05', '2'])"}]
                  - id: notes
                    each: "[1, 2, 3]"
                    atOnce: 3
                    steps:
                      - id: note
                        tool: crm_activity_create
                        args: {kind: note, subject: "='Note ' + string(item)", related: "=steps.lead.lead.id"}
                  - id: result
                    set: {lead: "=steps.lead.lead.name", either: "=steps.either.kind", sums: "=steps.both",
                          notes: "=size(steps.notes)"}
                """);

        JsonNode run = flows.ended(flows.start("lead-and-task", "{\"person\": \"Zoe Flow\"}"));

        assertThat(run.at("/run/state").asString()).as(run.toString()).isEqualTo("done");
        assertThat(run.at("/output/either").asString()).isEqualTo("special");
        assertThat(run.at("/output/sums/left").asString()).isEqualTo("0.30");
        assertThat(run.at("/output/sums/right").asString()).isEqualTo("3.05");
        assertThat(run.at("/output/notes").asInt()).isEqualTo(3);
        assertThat(run.path("steps").valueStream().map(step -> step.path("step").asString()))
                .contains("lead", "notes[0]/note", "notes[2]/note");
    }

    @Test
    void takesBackWhatItDidWhenALaterStepFails() {
        flows.put("fails-late", """
                steps:
                  - id: first
                    tool: crm_activity_create
                    args: {kind: task, subject: "=('Undo me ' + string(run.id))"}
                    compensate:
                      tool: crm_activity_complete
                      args: {activity: "=steps.first.activity.number"}
                  - id: second
                    tool: crm_lead_convert
                    args: {lead: "Nobody of this name at all"}
                """);

        JsonNode run = flows.ended(flows.start("fails-late", "{}"));

        assertThat(run.at("/run/state").asString()).as(run.toString()).isEqualTo("failed");
        assertThat(run.at("/run/failedStep").asString()).isEqualTo("second");
        assertThat(run.path("steps")
                        .valueStream()
                        .map(step -> step.path("step").asString() + " "
                                + step.path("state").asString()))
                .containsExactly("first undone", "second failed", "first!undo done");
    }

    @Test
    void goesOnAfterAFailureWhereTheFileSaysSo() {
        flows.put("goes-on", """
                steps:
                  - id: bad
                    tool: crm_lead_convert
                    args: {lead: "Nobody of this name at all"}
                    onError: continue
                  - {id: told, set: {code: "=steps.bad.error.code"}}
                """);

        JsonNode run = flows.ended(flows.start("goes-on", "{}"));

        assertThat(run.at("/run/state").asString()).isEqualTo("done");
        assertThat(run.at("/output/code").asString()).isEqualTo("not_found");
    }

    @Test
    void waitsForPeopleAndRunsWithWhatTheyChanged() {
        flows.put("asks", """
                steps:
                  - id: bill
                    title: Bill the customer
                    tool: finance_invoice_create
                    args: {customer: Acme, amount: "100.00", description: "Asked for", currency: EUR}
                    approval: {approvers: [admin], notRequester: true, editable: [amount]}
                """);
        UUID run = flows.start("asks", "{}");
        JsonNode asked = flows.approval(run);
        String path = "/api/v1/approvals/" + asked.path("id").asString();

        assertThat(TEST.admin().post(path + "/approve", "{}").problem()).isEqualTo("403 forbidden");
        Web boss = flows.boss();
        assertThat(boss.post(path + "/approve", "{\"arguments\": {\"customer\": \"Globex\"}}")
                        .problem())
                .isEqualTo("400 invalid");
        assertThat(boss.post(path + "/approve", "{\"arguments\": {\"amount\": \"90.00\"}}")
                        .status())
                .isEqualTo(200);
        assertThat(boss.post(path + "/approve", "{}").problem()).isEqualTo("409 already_decided");

        JsonNode ended = flows.ended(run);
        assertThat(ended.at("/run/state").asString()).as(ended.toString()).isEqualTo("done");
        assertThat(ended.at("/output/invoice/net/amount").asString()).isEqualTo("90.00");
    }

    @Test
    void wantsAsManyPeopleAsTheFileSaysAndEndsWhenOneDeclines() {
        flows.put("two-people", """
                steps:
                  - id: yes
                    wait: {approval: "Shall we?", quorum: 2}
                  - id: no
                    wait: {approval: "And this?"}
                """);
        UUID run = flows.start("two-people", "{}");
        String first = "/api/v1/approvals/" + flows.approval(run).path("id").asString();

        assertThat(TEST.admin()
                        .post(first + "/approve", "{}")
                        .json()
                        .path("state")
                        .asString())
                .isEqualTo("pending");
        assertThat(TEST.admin()
                        .post(first + "/approve", "{}")
                        .json()
                        .path("state")
                        .asString())
                .as("the same person twice")
                .isEqualTo("pending");
        assertThat(flows.boss()
                        .post(first + "/approve", "{}")
                        .json()
                        .path("state")
                        .asString())
                .isEqualTo("approved");
        String second = "/api/v1/approvals/" + flows.approval(run).path("id").asString();
        flows.boss().post(second + "/decline", "{\"reason\": \"Not this\"}");

        JsonNode ended = flows.ended(run);
        assertThat(ended.at("/run/state").asString()).isEqualTo("failed");
        assertThat(ended.at("/run/code").asString()).isEqualTo("declined");
        assertThat(ended.at("/run/text").asString()).contains("Not this");
    }

    /** Nobody sits in a chat here, so that whoever started it is told too, unless they may not decide. */
    @Test
    void tellsThoseWhoMayDecideByMessageWhereTheFileSaysSo() {
        var addresses = TEST.platform().access().addresses();
        TEST.admin();
        flows.boss();
        assertThat(addresses.keep(TEST.ours().id(), "ann", Optional.of("ann@flows.example")))
                .isTrue();
        assertThat(addresses.keep(TEST.ours().id(), "cleo", Optional.of("cleo@flows.example")))
                .isTrue();
        flows.put("tells", """
                steps:
                  - id: all
                    wait: {approval: "Shall we?", notify: true}
                  - id: others
                    wait: {approval: "And you others?", notify: true, notRequester: true}
                """);
        UUID run = flows.start("tells", "{}");
        String first = flows.approval(run).path("id").asString();
        Flows.await(
                () -> told(first).containsAll(List.of("ann@flows.example", "cleo@flows.example")),
                () -> "told " + told(first));
        TEST.admin().post("/api/v1/approvals/" + first + "/approve", "{}");
        Flows.await(() -> !flows.approval(run).path("id").asString().equals(first), () -> "the second");
        String second = flows.approval(run).path("id").asString();
        Flows.await(() -> told(second).contains("cleo@flows.example"), () -> "told " + told(second));
        assertThat(told(second)).doesNotContain("ann@flows.example");
        flows.boss().post("/api/v1/approvals/" + second + "/decline", "{}");
        addresses.keep(TEST.ours().id(), "ann", Optional.empty());
    }

    private static List<String> told(String approval) {
        return TEST.platform().access().store().read(TEST.ours().id(), tx -> tx.sql()
                .createQuery("SELECT address FROM approval_notice_to WHERE approval = :id AND state = 'sent'")
                .bind("id", UUID.fromString(approval))
                .mapTo(String.class)
                .list());
    }

    @Test
    void refusesAnApprovalThatWasAskedUnderOtherRules() {
        flows.put("rules-move", """
                steps:
                  - id: sure
                    wait: {approval: "Shall we?"}
                """);
        UUID run = flows.start("rules-move", "{}");
        String path = "/api/v1/approvals/" + flows.approval(run).path("id").asString() + "/approve";
        var catalogue = TEST.platform().workflows().catalogue();
        try {
            catalogue.put(TEST.ours().id(), """
                    apiVersion: bac/v1
                    kind: Policy
                    metadata: {name: passing, title: Passing, department: IT}
                    description: For a moment.
                    rules:
                      - {name: none, tools: [no_such_tool], does: ask}
                    """, "test");

            assertThat(TEST.admin().post(path, "{}").problem()).isEqualTo("409 rules_changed");
        } finally {
            catalogue.remove(TEST.ours().id(), "policy", "passing");
        }
        assertThat(TEST.admin().post(path, "{}").status()).isEqualTo(200);
        assertThat(flows.ended(run).at("/run/state").asString()).isEqualTo("done");
    }

    @Test
    void pausesGoesOnAndEnds() {
        flows.put("long-one", """
                steps:
                  - id: patience
                    wait: {event: crm.lead.converted, when: "event.subject == 'never'"}
                """);
        UUID run = flows.start("long-one", "{}");
        flows.eventually(run, "waiting");
        String path = "/api/v1/runs/" + run;

        TEST.admin().post(path + "/pause", "{}");
        flows.eventually(run, "paused");
        TEST.admin().post(path + "/resume", "{}");
        flows.eventually(run, "waiting");
        TEST.admin().post(path + "/cancel", "{}");

        assertThat(flows.ended(run).at("/run/state").asString()).isEqualTo("cancelled");
        assertThat(TEST.admin().post(path + "/pause", "{}").problem()).isEqualTo("409 conflict");
        assertThat(TEST.stranger().get(path).status()).isEqualTo(404);
        assertThat(TEST.admin()
                        .get("/api/v1/runs?kind=workflow&workflow=long-one&state=cancelled")
                        .json()
                        .path("items")
                        .size())
                .isGreaterThanOrEqualTo(1);
    }

    @Test
    void triesAgainFromTheStepThatFailedAndKeepsWhatWasDone() {
        String company = "Later " + UUID.randomUUID();
        flows.put("tries-again", """
                inputs: {company: {}}
                steps:
                  - id: task
                    tool: crm_activity_create
                    args: {kind: task, subject: "='Once ' + input.company"}
                  - id: convert
                    tool: crm_lead_convert
                    args: {lead: "=input.company"}
                """);
        UUID run = flows.start("tries-again", "{\"company\": \"" + company + "\"}");
        assertThat(flows.ended(run).at("/run/failedStep").asString()).isEqualTo("convert");
        TEST.admin()
                .tool("crm", "crm_lead_create", "{\"name\": \"%s\", \"company\": \"%s\"}".formatted(company, company));
        String path = "/api/v1/runs/" + run;

        assertThat(TEST.admin().post(path + "/retry", "{\"from\": \"task\"}").problem())
                .isEqualTo("409 conflict");
        assertThat(TEST.admin().post(path + "/retry", "{}").status()).isEqualTo(200);

        flows.eventually(run, "done");
        assertThat(flows.run(run)
                        .path("steps")
                        .valueStream()
                        .map(step -> step.path("step").asString() + " "
                                + step.path("state").asString()))
                .containsExactly("task done", "convert failed", "convert~1 done");
    }

    @Test
    void trustsNoTextThatSomebodyPutInThePlaceOfOneThatShips() {
        flows.put("delivery-invoice", """
                runAs: {service: order-billing, scopes: [finance:write, finance:read]}
                steps:
                  - id: bill
                    tool: finance_invoice_create
                    args: {customer: Acme, amount: "1.00", description: "Slipped in", currency: EUR}
                """);
        try {
            UUID run = flows.start("delivery-invoice", "{}");

            assertThat(flows.approval(run).path("tool").asString()).isEqualTo("finance_invoice_create");
            assertThat(TEST.finance("SELECT count(*) FROM invoice_line WHERE description = 'Slipped in'"))
                    .isEqualTo("0");
        } finally {
            TEST.admin()
                    .send(TEST.admin()
                            .request("/api/v1/workflows/delivery-invoice")
                            .DELETE());
        }
    }

    @Test
    void letsOnlyThoseWhoDecideOnApprovalsMakeRules() {
        String yaml = """
                apiVersion: bac/v1
                kind: Policy
                metadata: {name: quick, title: Quick, department: IT}
                description: For a moment.
                rules:
                  - {name: none, tools: [no_such_tool], does: ask}
                """;
        String path = "/api/v1/policies/quick";

        assertThat(TEST.clerk()
                        .send(TEST.clerk().request(path).PUT(BodyPublishers.ofString(yaml)))
                        .problem())
                .isEqualTo("403 forbidden");
        var put = TEST.admin().send(TEST.admin().request(path).PUT(BodyPublishers.ofString(yaml)));
        assertThat(put.json().path("items").toString()).contains("quick");
        var gone = TEST.admin().send(TEST.admin().request(path).DELETE());
        assertThat(gone.json().path("items").toString()).doesNotContain("quick");
        assertThat(TEST.admin().get("/api/v1/policies").json().path("version"))
                .isEqualTo(gone.json().path("version"));
    }

    @Test
    void startsOneRunForTheSameText() {
        flows.put("once", "steps: [{id: one, set: 1}]");

        assertThat(flows.start("once", "{}", "a")).isEqualTo(flows.start("once", "{}", "a"));
        assertThat(flows.start("once", "{}", "b")).isNotEqualTo(flows.start("once", "{}", "a"));
    }

    @Test
    void refusesAWrongFileWithItsPlace() {
        var reply = TEST.admin()
                .send(TEST.admin()
                        .request("/api/v1/workflows/wrong")
                        .PUT(BodyPublishers.ofString(Flows.HEAD.formatted("wrong") + "stepz: []\n")));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().path("detail").asString()).contains("wrong.yaml:", "did you mean \"steps\"?");
        assertThat(TEST.clerk()
                        .send(TEST.clerk().request("/api/v1/workflows/wrong").PUT(BodyPublishers.ofString("")))
                        .problem())
                .isEqualTo("403 forbidden");
    }

    @Test
    void refusesInputThatDoesNotFit() {
        flows.put("wants-text", "inputs: {who: {kind: text}}\nsteps: [{id: one, set: 1}]");
        String path = "/api/v1/workflows/wants-text/runs";

        assertThat(TEST.admin().post(path, "{}").problem()).isEqualTo("400 invalid");
        assertThat(TEST.admin().post(path, "{\"input\": {\"who\": 1}}").problem())
                .isEqualTo("400 invalid");
        assertThat(TEST.admin()
                        .post(path, "{\"input\": {\"who\": \"a\", \"what\": 1}}")
                        .problem())
                .isEqualTo("400 invalid");
    }
}
