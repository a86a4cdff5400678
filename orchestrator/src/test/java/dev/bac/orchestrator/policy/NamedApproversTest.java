package dev.bac.orchestrator.policy;

import static dev.bac.orchestrator.testing.ScriptedModel.answer;
import static dev.bac.orchestrator.testing.ScriptedModel.call;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.identity.Role;
import dev.bac.orchestrator.testing.Talk;
import dev.bac.orchestrator.testing.TestPlatform;
import dev.bac.orchestrator.testing.Web;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An approval is decided by the people whom the rules name: the company's and the agent's, each of them. */
class NamedApproversTest {
    private static final TestPlatform TEST = TestPlatform.shared();
    private static final String AGENT = """
            apiVersion: bac/v1
            kind: Agent
            metadata: {name: named-leads, title: Named leads, department: Sales, version: "1", maturity: draft}
            description: Takes leads down once those agree whom its file names.
            instructions: You take leads down.
            tools:
              - server: crm
                allow: [crm_lead_create]
                approval: %s
            """;

    @BeforeAll
    static void rule() {
        TEST.member("sam", Role.ADMIN);
        TEST.platform().workflows().catalogue().put(TEST.ours().id(), """
                apiVersion: bac/v1
                kind: Policy
                metadata: {name: named, title: Named, department: Sales}
                description: For these tests.
                rules:
                  - name: vera
                    tools: [crm_lead_create]
                    when: has(args.company) && args.company.startsWith('Vera')
                    does: ask
                    approvers: [person:vera, person:ursula, person:tom]
                """, "test");
    }

    @AfterAll
    static void forget() {
        TEST.platform().workflows().catalogue().remove(TEST.ours().id(), "policy", "named");
        TEST.admin().send(TEST.admin().request("/api/v1/agents/named-leads").DELETE());
    }

    private static Web person(String name, Role... roles) {
        return new Web(TEST.platform().baseUrl(), Optional.of(TEST.key(TEST.member(name, roles))));
    }

    private static Web vera() {
        return person("vera", Role.USER, Role.APPROVER);
    }

    private static void agent(String approval) {
        var put = TEST.admin()
                .send(TEST.admin()
                        .request("/api/v1/agents/named-leads")
                        .header("Content-Type", "application/yaml")
                        .PUT(BodyPublishers.ofString(AGENT.formatted(approval))));
        assertThat(put.status()).as(put.http().body()).isEqualTo(200);
    }

    /** @return where the waiting call is decided, without the last word */
    private static String waiting(Web by, String agent, String person, String company) {
        TEST.model()
                .when(
                        "Take down " + person,
                        call("crm_lead_create", "{\"name\":\"%s\",\"company\":\"%s\"}".formatted(person, company)),
                        answer("Noted."));
        var events = by.talk(agent).say("Take down " + person);
        assertThat(Talk.end(events)).isEqualTo("awaiting_approval");
        return "/api/v1/approvals/"
                + Talk.last(events, "approval").at("/approval/id").asString();
    }

    private static String decided(Web by, String path) {
        var reply = by.post(path + "/approve", "{}");
        return reply.status() == 200 ? reply.json().path("state").asString() : reply.problem();
    }

    private static String seen(Web by, String path) {
        var approval = by.get(path).json();
        return "%s of %s, %s".formatted(approval.path("agreed"), approval.path("quorum"), approval.path("mayDecide"));
    }

    @Test
    void whoIsNotNamedMayNotDecideWhateverTheyAre() {
        String path = waiting(TEST.clerk(), "lead-intake", "Nam One", "Vera Ltd");

        assertThat(TEST.admin().get(path).json().path("mayDecide").asBoolean()).isFalse();
        assertThat(decided(TEST.admin(), path)).isEqualTo("403 forbidden");
        assertThat(TEST.admin().post(path + "/decline", "{}").problem()).isEqualTo("403 forbidden");
        assertThat(vera().get(path).json().path("mayDecide").asBoolean()).isTrue();
        assertThat(decided(vera(), path)).isEqualTo("approved");
    }

    /** A name in a file gives nobody a right that the company did not. */
    @Test
    void whoIsNamedMustBeAnApproverToo() {
        String path = waiting(TEST.clerk(), "lead-intake", "Nam Two", "Vera Ltd");

        assertThat(decided(person("ursula", Role.USER), path)).startsWith("404");
        assertThat(decided(person("theirs-vera", Role.USER, Role.APPROVER), path))
                .isEqualTo("403 forbidden");
        assertThat(decided(TEST.stranger(), path)).startsWith("404");
        assertThat(decided(vera(), path)).isEqualTo("approved");
    }

    /** Rule: an agent's file never loosens what the company's rules demand. */
    @Test
    void bothTheAgentAndTheCompanyMustNameThem() {
        agent("{approvers: [person:sam]}");
        String path = waiting(TEST.clerk(), "named-leads", "Nam Three", "Vera Ltd");

        assertThat(decided(person("sam", Role.ADMIN), path)).isEqualTo("403 forbidden");
        assertThat(decided(vera(), path)).isEqualTo("403 forbidden");

        agent("{approvers: [person:sam, approver]}");
        String next = waiting(TEST.clerk(), "named-leads", "Nam Four", "Vera Ltd");
        assertThat(decided(person("sam", Role.ADMIN), next)).isEqualTo("403 forbidden");
        assertThat(decided(vera(), next)).isEqualTo("approved");
    }

    @Test
    void anAgentWantsSeveralAndNotTheOneWhoAsked() {
        agent("{approvers: [approver], quorum: 2, notRequester: true}");
        String path = waiting(vera(), "named-leads", "Nam Five", "Other Ltd");

        assertThat(decided(vera(), path)).isEqualTo("403 forbidden");
        var tom = person("tom", Role.USER, Role.APPROVER);
        assertThat(seen(vera(), path)).as("whoever asked").isEqualTo("0 of 2, false");
        assertThat(seen(tom, path)).isEqualTo("0 of 2, true");
        assertThat(decided(tom, path)).isEqualTo("pending");
        assertThat(seen(tom, path)).as("whoever agreed").isEqualTo("1 of 2, false");
        assertThat(seen(person("wim", Role.USER, Role.APPROVER), path)).isEqualTo("1 of 2, true");
        assertThat(decided(tom, path)).as("the same again").isEqualTo("pending");
        assertThat(decided(person("wim", Role.USER, Role.APPROVER), path)).isEqualTo("approved");
    }

    /** Whoever may agree to calls may not make the rules that they agree under. */
    @Test
    void anApproverMakesNoRules() {
        var vera = vera();
        var put = vera.send(vera.request("/api/v1/policies/named").PUT(BodyPublishers.ofString("kind: Policy")));
        assertThat(put.problem()).isEqualTo("403 forbidden");
        assertThat(vera.send(vera.request("/api/v1/policies/named").DELETE()).problem())
                .isEqualTo("403 forbidden");
    }

    /** What waits since a version before is still for any of the roles that it named. */
    @Test
    void anApprovalOfAnEarlierVersionIsForWhomItNamed() {
        agent("{approvers: [approver, auditor]}");
        String path = waiting(TEST.clerk(), "named-leads", "Nam Six", "Other Ltd");
        String kept = TEST.platform().access().store().read(TEST.ours().id(), tx -> tx.sql()
                .createQuery("SELECT approvers[1] FROM approval WHERE id = CAST(:id AS uuid)")
                .bind("id", path.substring(path.lastIndexOf('/') + 1))
                .mapTo(String.class)
                .one());
        assertThat(kept).as("as the migration rewrites {approver,auditor}").isEqualTo("approver|auditor");
        assertThat(decided(TEST.admin(), path)).isEqualTo("403 forbidden");
        assertThat(decided(vera(), path)).isEqualTo("approved");
    }

    /** A slip in a name would leave nobody who decides. */
    @Test
    void whomARuleNamesMustBeThereAndMayDecide() {
        String policy = """
                apiVersion: bac/v1
                kind: Policy
                metadata: {name: slips, title: Slips, department: Sales}
                description: For these tests.
                rules:
                  - {name: one, tools: [crm_lead_create], does: ask, approvers: ["person:%s"]}
                """;
        TEST.member("ursula", Role.USER);
        for (String name : new String[] {"nobody here", "SAM", " sam", "ursula", "theirs-vera-elsewhere"}) {
            var put = TEST.admin()
                    .send(TEST.admin()
                            .request("/api/v1/policies/slips")
                            .PUT(BodyPublishers.ofString(policy.formatted(name))));
            assertThat(put.problem()).as(name).startsWith("400 ");
            assertThat(put.http().body()).contains("approvers: ").contains(name.strip());
            var agent = TEST.admin()
                    .send(TEST.admin()
                            .request("/api/v1/agents/named-leads")
                            .header("Content-Type", "application/yaml")
                            .PUT(BodyPublishers.ofString(
                                    AGENT.formatted("{approvers: [\"person:%s\"]}".formatted(name)))));
            assertThat(agent.problem()).as(name).startsWith("400 ");
        }
    }

    /** What was asked under rules that are gone cannot hold anybody up. */
    @Test
    void whatWasAskedUnderOtherRulesAnyApproverMayDecline() {
        var catalogue = TEST.platform().workflows().catalogue();
        String rule = """
                apiVersion: bac/v1
                kind: Policy
                metadata: {name: gone, title: Gone, department: Sales}
                description: For these tests.
                rules:
                  - {name: one, tools: [crm_lead_create], when: "args.name == 'Nam Seven'", does: ask, approvers: [person:vera]}
                """;
        catalogue.put(TEST.ours().id(), rule, "test");
        String path = waiting(TEST.clerk(), "lead-intake", "Nam Seven", "Other Ltd");
        catalogue.remove(TEST.ours().id(), "policy", "gone");

        assertThat(decided(vera(), path)).isEqualTo("409 rules_changed");
        assertThat(decided(TEST.admin(), path)).isEqualTo("409 rules_changed");
        assertThat(TEST.clerk().post(path + "/decline", "{}").problem()).isEqualTo("403 forbidden");
        assertThat(TEST.admin().post(path + "/decline", "{}").status()).isEqualTo(200);
    }
}
