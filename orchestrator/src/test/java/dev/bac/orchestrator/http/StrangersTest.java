package dev.bac.orchestrator.http;

import static dev.bac.orchestrator.testing.ScriptedModel.answer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.orchestrator.testing.Talk;
import dev.bac.orchestrator.testing.TestPlatform;
import dev.bac.orchestrator.testing.Web;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whoever is of another company finds nothing of ours; nor does a colleague find what is another's own. */
class StrangersTest {
    private static final TestPlatform TEST = TestPlatform.shared();

    private static Talk talk() {
        TEST.model().when("Ours alone", answer("Yes."));
        var talk = TEST.clerk().talk("receivables");
        talk.say("Ours alone");
        return talk;
    }

    @Test
    void findNoConversationAndNoStream() {
        var path = talk().path();
        for (Web other : List.of(TEST.stranger(), TEST.admin())) {
            assertThat(other.get(path).problem()).isEqualTo("404 not_found");
            assertThat(other.get(path + "/events?after=0").problem()).isEqualTo("404 not_found");
            assertThat(other.post(path + "/messages", Talk.message("Hello")).problem())
                    .isEqualTo("404 not_found");
            assertThat(other.post(path + "/cancel", "").problem()).isEqualTo("404 not_found");
        }
    }

    @Test
    void findNoRun() {
        var talk = talk();
        String run = talk.view().path("messages").get(0).path("run").asString();

        assertThat(TEST.stranger().get("/api/v1/runs/" + run).problem()).isEqualTo("404 not_found");
        assertThat(TEST.stranger()
                        .get("/api/v1/runs?conversation=" + talk.id())
                        .json()
                        .path("items"))
                .isEmpty();
        assertThat(TEST.clerk().get("/api/v1/runs/" + run).status()).isEqualTo(200);
        assertThat(TEST.admin().get("/api/v1/runs/" + run).status())
                .as("an admin reads everybody's runs")
                .isEqualTo(200);
    }

    @Test
    void findNoRowOverMcp() {
        var found = TEST.stranger().tool("finance", "finance_invoice_get", "{\"invoice\":\"INV-1001\"}");

        assertThat(found.path("isError").asBoolean()).isTrue();
        assertThat(TEST.stranger()
                        .tool("finance", "finance_invoice_list", "{}")
                        .at("/structuredContent/total")
                        .asInt())
                .isZero();
    }

    @Test
    void seeNeitherUsageNorAuditOfOurs() {
        talk();
        assertThat(TEST.stranger()
                        .get("/api/v1/audit?server=orchestrator")
                        .json()
                        .path("items"))
                .isEmpty();
        assertThat(TEST.stranger().get("/api/v1/usage?by=user").http().body()).doesNotContain("bob");
        assertThat(TEST.clerk().get("/api/v1/audit").problem()).isEqualTo("403 forbidden");
        assertThat(TEST.clerk().get("/api/v1/usage").problem()).isEqualTo("403 forbidden");
    }
}
