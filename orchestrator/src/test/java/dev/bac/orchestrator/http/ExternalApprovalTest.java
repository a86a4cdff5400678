package dev.bac.orchestrator.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.orchestrator.testing.TestPlatform;
import dev.bac.orchestrator.testing.Web;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What an external MCP client asks for waits for a person like everything else that does. */
class ExternalApprovalTest {
    private static final TestPlatform TEST = TestPlatform.shared();
    private static final JsonMapper JSON = JsonMapper.shared();

    @Test
    void runsWhatAPersonWhoMayDecideAgreedToInTheClient() {
        Web ann = TEST.admin();
        var asked = invoice(ann, "agreed in the client", null);
        assertThat(asked.path("resultType").asString()).isEqualTo("input_required");
        assertThat(booked("agreed in the client")).isEqualTo("0");

        var done = invoice(ann, "agreed in the client", asked);
        assertThat(done.path("isError").asBoolean()).as(done.toString()).isFalse();
        assertThat(booked("agreed in the client")).isEqualTo("1");
        var kept =
                ann.get("/api/v1/approvals?state=approved").json().path("items").path(0);
        assertThat(kept.path("tool").asString()).isEqualTo("finance_invoice_create");
        assertThat(kept.path("decidedBy").path("name").asString()).isEqualTo("ann");

        var replayed = invoice(ann, "agreed in the client", asked);
        assertThat(replayed.path("_meta").path("dev.bac/code").asString()).isEqualTo("grant_used");
        assertThat(booked("agreed in the client")).isEqualTo("1");
    }

    @Test
    void parksWhatSomebodyElseMustDecideAndRunsItOnceTheyHave() {
        Web bob = TEST.clerk();
        var parked = invoice(bob, "decided by ann", null);
        assertThat(parked.path("isError").asBoolean()).isTrue();
        assertThat(parked.toString())
                .contains("waits for approval at " + TEST.platform().baseUrl());
        invoice(bob, "decided by ann", null);

        Web ann = TEST.admin();
        var waiting = ann.get("/api/v1/approvals?state=pending").json().path("items");
        var ours = waiting.valueStream()
                .filter(one -> one.path("arguments").toString().contains("decided by ann"))
                .toList();
        assertThat(ours).hasSize(1);
        var decided = ann.post("/api/v1/approvals/" + ours.getFirst().path("id").asString() + "/approve", "{}");
        assertThat(decided.status()).as(decided.http().body()).isEqualTo(200);

        var legacy = bob.tool("finance", "finance_invoice_create", arguments("decided by ann"));
        assertThat(legacy.path("isError").asBoolean()).as(legacy.toString()).isFalse();
        assertThat(booked("decided by ann")).isEqualTo("1");
        var again = bob.tool("finance", "finance_invoice_create", arguments("decided by ann"));
        assertThat(again.path("_meta").path("dev.bac/code").asString()).isEqualTo("needs_approval");
        assertThat(booked("decided by ann")).isEqualTo("1");
    }

    private static String arguments(String what) {
        return "{\"customer\":\"Acme\",\"lines\":[{\"description\":\"%s\",\"quantity\":\"1\",\"unitPrice\":\"10.00\"}]}"
                .formatted(what);
    }

    /** @param asked the round before, to be answered with yes; null in the first */
    private static JsonNode invoice(Web web, String what, JsonNode asked) {
        var params = JSON.createObjectNode().put("name", "finance_invoice_create");
        params.set("arguments", JSON.readTree(arguments(what)));
        if (asked != null) {
            params.put("requestState", asked.path("requestState").asString());
            params.putObject("inputResponses")
                    .putObject("approval")
                    .put("action", "accept")
                    .putObject("content")
                    .put("approve", true);
        }
        ObjectNode meta = params.putObject("_meta");
        meta.put("io.modelcontextprotocol/protocolVersion", "2026-07-28");
        meta.putObject("io.modelcontextprotocol/clientCapabilities").putObject("elicitation");
        var message = JSON.createObjectNode().put("jsonrpc", "2.0").put("id", 1).put("method", "tools/call");
        message.set("params", params);
        return web.send(web.request("/mcp/finance")
                        .header("Content-Type", "application/json")
                        .header("Accept", "application/json, text/event-stream")
                        .header("MCP-Protocol-Version", "2026-07-28")
                        .header("Mcp-Method", "tools/call")
                        .header("Mcp-Name", "finance_invoice_create")
                        .POST(BodyPublishers.ofString(message.toString())))
                .json()
                .path("result");
    }

    private static String booked(String what) {
        return TEST.finance("SELECT count(*)::text FROM invoice_line WHERE description = ?", what);
    }
}
