package dev.bac.orchestrator.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.identity.Role;
import dev.bac.orchestrator.testing.TestPlatform;
import dev.bac.orchestrator.testing.Web;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A company's rules hold for what MCP clients call as for what its agents call: there is no way round by another door. */
class OutsideRulesTest {
    private static final TestPlatform TEST = TestPlatform.shared();

    private static void put(String extra) {
        TEST.platform().workflows().catalogue().put(TEST.ours().id(), """
                apiVersion: bac/v1
                kind: Policy
                metadata: {name: outside, title: Outside, department: Sales}
                description: For these tests.
                rules:
                  - name: nobody
                    tools: [crm_*]
                    when: has(args.company) && args.company == 'Outside None'
                    does: refuse
                    reason: Nothing for them.
                  - name: iris
                    tools: [crm_lead_create]
                    when: has(args.company) && args.company == 'Outside Iris'
                    does: ask
                    approvers: [person:iris]
                    notRequester: true
                  - name: two
                    tools: [finance_invoice_create]
                    when: has(args.description) && args.description.startsWith('outside')
                    does: ask
                    approvers: [person:iris, person:jon]
                    quorum: 2
                  - name: look
                    tools: [crm_lead_list]
                    when: has(args.query) && args.query == 'outside secret'
                    does: ask
                """ + extra, "test");
    }

    @BeforeAll
    static void rule() {
        put("");
    }

    @AfterAll
    static void forget() {
        TEST.platform().workflows().catalogue().remove(TEST.ours().id(), "policy", "outside");
    }

    private static Web person(String name) {
        return new Web(TEST.platform().baseUrl(), Optional.of(TEST.key(TEST.member(name, Role.USER, Role.APPROVER))));
    }

    private static JsonNode lead(Web by, String name, String company) {
        return by.tool("crm", "crm_lead_create", "{\"name\":\"%s\",\"company\":\"%s\"}".formatted(name, company));
    }

    private static JsonNode bill(Web by, String what) {
        return by.tool(
                "finance",
                "finance_invoice_create",
                "{\"customer\":\"Acme\",\"amount\":\"9.95\",\"description\":\"%s\"}".formatted(what));
    }

    private static String code(JsonNode answer) {
        return answer.path("_meta").path("dev.bac/code").asString();
    }

    private static int leads(String name) {
        return TEST.admin()
                .tool("crm", "crm_lead_list", "{\"query\": \"%s\"}".formatted(name))
                .at("/structuredContent/total")
                .asInt();
    }

    private static String waiting(String part) {
        return TEST.admin()
                .get("/api/v1/approvals?state=pending")
                .json()
                .path("items")
                .valueStream()
                .filter(one -> one.path("arguments").toString().contains(part))
                .map(one -> "/api/v1/approvals/" + one.path("id").asString() + "/approve")
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatIsRefusedIsRefused() {
        var answer = lead(TEST.admin(), "Out One", "Outside None");
        assertThat(code(answer)).isEqualTo("refused");
        assertThat(answer.toString()).contains("Nothing for them. (rule outside/nobody)");
        assertThat(leads("Out One")).isZero();
    }

    /** Also where the server itself would not ask. */
    @Test
    void whatIsAskedWaitsForThoseTheRuleNames() {
        Web iris = person("iris");
        var asked = lead(iris, "Out Two", "Outside Iris");
        assertThat(code(asked)).isEqualTo("needs_approval");
        assertThat(leads("Out Two")).isZero();

        String own = waiting("Out Two");
        assertThat(TEST.admin().post(own, "{}").problem())
                .as("an admin who is not named")
                .isEqualTo("403 forbidden");
        assertThat(iris.post(own, "{}").problem()).as("whoever asked").isEqualTo("403 forbidden");

        lead(TEST.clerk(), "Out Three", "Outside Iris");
        assertThat(iris.post(waiting("Out Three"), "{}").status()).isEqualTo(200);
        assertThat(lead(TEST.clerk(), "Out Three", "Outside Iris")
                        .path("isError")
                        .asBoolean())
                .isFalse();
        assertThat(leads("Out Three")).isEqualTo(1);
        assertThat(code(lead(TEST.clerk(), "Out Three", "Outside Iris")))
                .as("once")
                .isEqualTo("needs_approval");
        assertThat(leads("Out Three")).isEqualTo(1);
    }

    @Test
    void asManyMustAgreeAsTheRuleWants() {
        assertThat(code(bill(TEST.admin(), "outside two"))).isEqualTo("needs_approval");
        String path = waiting("outside two");
        assertThat(TEST.admin().post(path, "{}").problem()).isEqualTo("403 forbidden");
        assertThat(person("iris").post(path, "{}").json().path("state").asString())
                .isEqualTo("pending");
        assertThat(code(bill(TEST.admin(), "outside two"))).isEqualTo("needs_approval");
        assertThat(person("jon").post(path, "{}").json().path("state").asString())
                .isEqualTo("approved");
        assertThat(bill(TEST.admin(), "outside two").path("isError").asBoolean())
                .isFalse();
        assertThat(TEST.finance("SELECT count(*) FROM invoice_line WHERE description = ?", "outside two"))
                .isEqualTo("1");
    }

    @Test
    void whatWasAgreedUnderOtherRulesIsAskedAgain() {
        assertThat(code(lead(TEST.clerk(), "Out Four", "Outside Iris"))).isEqualTo("needs_approval");
        assertThat(person("iris").post(waiting("Out Four"), "{}").status()).isEqualTo(200);
        put("""
                  - {name: more, tools: [crm_pipeline_save], does: ask}
                """);
        assertThat(code(lead(TEST.clerk(), "Out Four", "Outside Iris"))).isEqualTo("needs_approval");
        assertThat(leads("Out Four")).isZero();
        assertThat(person("iris").post(waiting("Out Four"), "{}").status()).isEqualTo(200);
        assertThat(lead(TEST.clerk(), "Out Four", "Outside Iris")
                        .path("isError")
                        .asBoolean())
                .isFalse();
        put("");
    }

    @Test
    void aReadThatARuleAsksAboutIsForTheChat() {
        var answer = TEST.clerk().tool("crm", "crm_lead_list", "{\"query\": \"outside secret\"}");
        assertThat(code(answer)).isEqualTo("refused");
        assertThat(answer.toString()).contains("rule outside/look");
    }

    @Test
    void anotherCompanysRulesAreItsOwn() {
        assertThat(code(lead(TEST.stranger(), "Out Five", "Outside None"))).isEmpty();
    }
}
