package dev.bac.orchestrator.http;

import static dev.bac.orchestrator.testing.ScriptedModel.call;
import static dev.bac.orchestrator.testing.ScriptedModel.tellResult;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.orchestrator.testing.TestPlatform;
import org.junit.jupiter.api.Test;

/** /metrics tells what was done and how long it took, and nothing of what was said. */
class MetricsTest {
    private static final TestPlatform TEST = TestPlatform.shared();

    @Test
    void countsRequestsRunsToolsModelsAndTheJvm() {
        TEST.model().when("Count this, secret sentence", call("finance_invoice_list", "{}"), tellResult());
        TEST.clerk().talk("receivables").say("Count this, secret sentence");
        TEST.clerk().tool("finance", "finance_invoice_list", "{}");

        String metrics = TEST.admin().get("/metrics").http().body();

        assertThat(metrics)
                .containsPattern("bac_http_seconds_bucket\\{method=\"POST\",path=\"/api/v1/conversations\"")
                .containsPattern("bac_http_seconds_count\\{method=\"POST\",path=\"/mcp/finance\",status=\"200\"} ")
                .containsPattern("bac_runs_total\\{state=\"answered\"} ")
                .containsPattern("bac_tool_seconds_count\\{outcome=\"done\",tool=\"finance_invoice_list\"} ")
                .containsPattern("bac_model_seconds_count\\{model=\"test/script\",outcome=\"answered\"} ")
                .containsPattern("bac_model_tokens_total\\{kind=\"input\"")
                .contains("jvm_memory_used_bytes")
                .doesNotContain("secret sentence", "bob");
    }

    @Test
    void isForThoseWhoMayReadUsage() {
        assertThat(TEST.clerk().get("/metrics").problem()).isEqualTo("403 forbidden");
        assertThat(TEST.nobody().get("/metrics").status()).isEqualTo(401);
    }
}
