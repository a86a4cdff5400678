package dev.bac.orchestrator.conversation;

import static dev.bac.orchestrator.testing.ScriptedModel.answer;
import static dev.bac.orchestrator.testing.ScriptedModel.call;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.agents.AgentLibrary;
import dev.bac.agents.format.AgentFile;
import dev.bac.agents.testing.AgentTests;
import dev.bac.agents.testing.TestReport;
import dev.bac.orchestrator.access.ApiEntrance;
import dev.bac.orchestrator.testing.Talk;
import dev.bac.orchestrator.testing.TestPlatform;
import dev.bac.prompts.PromptLibrary;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A real conversation becomes a test of its agent, which runs with no model. */
@Timeout(60)
class RecordTest {
    private static final TestPlatform HOUSE = TestPlatform.shared();
    private static final String AGENT = """
            apiVersion: bac/v1
            kind: Agent
            metadata: {name: recorded, title: The recorded, department: Test}
            description: It is for a test of recordings.
            instructions: Be brief.
            tools:
              - {server: finance, allow: [finance_invoice_list, finance_invoice_create]}
            tests:
            """;

    @Test
    void replaysWhatHappenedWithoutAModelAndWithoutPeoplesData() {
        HOUSE.model()
                .when(
                        "What does Acme owe? Tell kim@acme.test, +49 30 1234567.",
                        call("finance_invoice_list", "{\"customer\":\"Acme\"}"),
                        answer("Two invoices: \"both\" open."));
        HOUSE.model()
                .when(
                        "Then invoice Acme 51 EUR for Project Falcon.",
                        call(
                                "finance_invoice_create",
                                "{\"customer\":\"Acme\",\"amount\":\"51.00\",\"description\":\"Project Falcon\",\"currency\":\"EUR\"}"),
                        answer("Invoiced."));
        Talk talk = HOUSE.admin().talk("invoicing-clerk");
        talk.say("What does Acme owe? Tell kim@acme.test, +49 30 1234567.");
        talk.say("Then invoice Acme 51 EUR for Project Falcon.");

        var reply = talk.web().post(talk.path() + "/test", "{\"replace\":{\"Project Falcon\":\"a project\"}}");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().path("agent").asString()).isEqualTo("invoicing-clerk");
        var yaml = reply.json().path("yaml").asString();
        assertThat(yaml)
                .contains("expectApproval: finance_invoice_create", "person1@example.com", "+1202555", "a project")
                .doesNotContain("kim@", "1234567", "Falcon");

        var agent = new AgentFile(PromptLibrary.shipped()).parse(AGENT + yaml, "recorded.yaml");
        var caller = new ApiEntrance(HOUSE.platform().access().keys())
                .caller(talk.web().key().orElseThrow())
                .orElseThrow();
        var tests = new AgentTests(
                Optional.empty(), HOUSE.platform().toolbox(), new AgentLibrary(List.of(agent)), Clock.systemUTC());
        var report = tests.run(caller, List.of(agent));
        assertThat(report.count(TestReport.Verdict.PASSED)).as(report.table()).isEqualTo(1);

        var bare = new AgentFile(PromptLibrary.shipped())
                .parse(AGENT.replace(", finance_invoice_create", "") + yaml, "recorded.yaml");
        assertThat(tests.run(caller, List.of(bare)).count(TestReport.Verdict.FAILED))
                .as("it fails once the agent may no longer do it")
                .isEqualTo(1);
    }

    @Test
    void belongsToWhoeverHadTheConversation() {
        HOUSE.model().when("Record me.", answer("Yes."));
        Talk talk = HOUSE.clerk().talk("receivables");
        assertThat(talk.web().post(talk.path() + "/test", "{}").problem()).isEqualTo("409 conflict");
        talk.say("Record me.");
        assertThat(HOUSE.admin().post(talk.path() + "/test", "{}").problem()).isEqualTo("404 not_found");
        assertThat(talk.web()
                        .post(talk.path() + "/test", "{\"replace\":{\"\":\"x\"}}")
                        .problem())
                .isEqualTo("400 invalid");
        assertThat(talk.web()
                        .post(talk.path() + "/test", "{\"scripted\":false}")
                        .json()
                        .path("yaml")
                        .asString())
                .contains("expectText: [\"Yes.\"]")
                .doesNotContain("script");
    }
}
