package dev.bac.orchestrator.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.orchestrator.testing.TestPlatform;
import dev.bac.orchestrator.testing.Web;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** All domains at one address, in both eras. */
class JointServerTest {
    private static final TestPlatform TEST = TestPlatform.shared();
    private static final JsonMapper JSON = JsonMapper.shared();

    @Test
    void listsAndCallsTheToolsOfAllDomains() {
        var tools = modern("/mcp", "tools/list", "{}", "").path("tools");
        assertThat(tools.valueStream().map(tool -> tool.path("name").asString()))
                .contains("crm_account_search", "erp_order_list", "finance_invoice_list", "messaging_message_send")
                .isSorted()
                .doesNotHaveDuplicates();
        var called = modern(
                "/mcp", "tools/call", "{\"name\":\"finance_invoice_list\",\"arguments\":{}}", "finance_invoice_list");
        assertThat(called.path("structuredContent").path("items").isArray()).isTrue();
        assertThat(modern("/mcp", "prompts/list", "{}", "").toString())
                .contains("finance_month_close", "crm_customer_brief");
        assertThat(modern("/mcp", "resources/templates/list", "{}", "").toString())
                .contains("crm://accounts/{id}", "finance://invoices/{id}");
    }

    @Test
    void onlyReadsAtTheReadOnlyAddress() {
        var tools = modern("/mcp/readonly", "tools/list", "{}", "").path("tools");
        assertThat(tools.valueStream().map(tool -> tool.path("name").asString()))
                .contains("finance_invoice_list")
                .doesNotContain("finance_invoice_create");
    }

    @Test
    void speaksTheLegacyEraToo() {
        Web ann = TEST.admin();
        var listed = ann.send(ann.request("/mcp")
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(BodyPublishers.ofString("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}")));
        assertThat(listed.json().path("result").path("tools").size()).isGreaterThan(30);
        assertThat(listed.json().path("result").has("ttlMs")).isFalse();
    }

    @Test
    void readsRecordsOfTheDomainThatTheirAddressNames() {
        var read = modern(
                "/mcp", "resources/read", "{\"uri\":\"finance://invoices/INV-1001\"}", "finance://invoices/INV-1001");
        assertThat(read.path("contents").path(0).path("text").asString()).contains("INV-1001");
    }

    @Test
    void tellsHowTheToolsOfAllDomainsAreUsedWell() {
        var skills = modern("/mcp", "skills/list", "{}", "").path("skills");
        assertThat(skills.valueStream()
                        .map(skill -> skill.path("frontmatter").path("name").asString()))
                .contains("month-close", "pipeline-review", "order-fulfilment", "customer-notice", "new-business")
                .doesNotHaveDuplicates();
        for (var skill : skills) {
            for (var file : skill.path("resources")) {
                String uri = file.path("uri").asString();
                String text = modern("/mcp", "resources/read", "{\"uri\":\"" + uri + "\"}", uri)
                        .at("/contents/0/text")
                        .asString();
                assertThat(text.getBytes(UTF_8))
                        .as(uri)
                        .hasSize(file.path("size").asInt());
            }
        }
        var folder = "{\"uri\":\"skill://finance/month-close/references\"}";
        assertThat(modern("/mcp/finance", "resources/directory/read", folder, "")
                        .toString())
                .contains("skill://finance/month-close/references/tools.md");
        assertThat(modern("/mcp", "resources/list", "{}", "").toString())
                .contains("skill://crm/pipeline-review/SKILL.md");
    }

    private static JsonNode modern(String path, String method, String given, String name) {
        var params = (ObjectNode) JSON.readTree(given);
        ObjectNode meta = params.putObject("_meta");
        meta.put("io.modelcontextprotocol/protocolVersion", "2026-07-28");
        meta.putObject("io.modelcontextprotocol/clientCapabilities");
        var message = JSON.createObjectNode().put("jsonrpc", "2.0").put("id", 1).put("method", method);
        message.set("params", params);
        Web ann = TEST.admin();
        var request = ann.request(path)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .header("MCP-Protocol-Version", "2026-07-28")
                .header("Mcp-Method", method)
                .POST(BodyPublishers.ofString(message.toString()));
        if (!name.isEmpty()) {
            request.header("Mcp-Name", name);
        }
        var answer = ann.send(request);
        assertThat(answer.status()).as(answer.http().body()).isEqualTo(200);
        return answer.json().path("result");
    }
}
