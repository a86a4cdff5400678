package dev.bac.orchestrator.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.identity.Caller;
import dev.bac.identity.Channel;
import dev.bac.identity.Role;
import dev.bac.identity.TokenIssuer;
import dev.bac.orchestrator.testing.TestPlatform;
import dev.bac.orchestrator.testing.Web;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** All servers' tools at /mcp, and what a request's headers and address take away. */
class AllToolsTest {
    private static final TestPlatform TEST = TestPlatform.shared();

    private static Web.Reply rpc(Web web, String path, String method, String params, String... headers) {
        var request = web.request(path)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(BodyPublishers.ofString(
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":%s}".formatted(method, params)));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return web.send(request);
    }

    private static List<String> names(String path, String... headers) {
        return rpc(TEST.clerk(), path, "tools/list", "{}", headers)
                .json()
                .at("/result/tools")
                .valueStream()
                .map(tool -> tool.path("name").asString())
                .toList();
    }

    private static Set<String> domains(List<String> names) {
        return names.stream().map(name -> name.replaceFirst("_.*", "")).collect(Collectors.toSet());
    }

    @Test
    void listsTheToolsOfAllDomainsThatTheCallerMayCall() {
        assertThat(domains(names("/mcp")))
                .containsExactlyInAnyOrder("crm", "erp", "finance", "knowledge", "messaging", "provisioning");
        assertThat(names("/mcp")).isSorted().noneMatch(name -> name.contains("_tenant_"));
    }

    @Test
    void callsAToolOfOneServerWithATokenTradedForIt() {
        var called = rpc(TEST.clerk(), "/mcp", "tools/call", "{\"name\":\"finance_invoice_list\",\"arguments\":{}}");

        assertThat(called.json().at("/result/isError").asBoolean(true)).isFalse();
        assertThat(called.http().body()).contains("INV-1001");
    }

    @Test
    void hasAnAudienceOfItsOwn() {
        var metadata =
                TEST.nobody().get("/.well-known/oauth-protected-resource/mcp").json();
        assertThat(metadata.path("resource").asString())
                .isEqualTo(TEST.platform().baseUrl() + "/mcp");

        String forAll = token("/mcp");
        String forFinance = token("/mcp/finance");
        assertThat(rpc(with(forAll), "/mcp", "tools/list", "{}").status()).isEqualTo(200);
        assertThat(rpc(with(forAll), "/mcp/finance", "tools/list", "{}").status())
                .isEqualTo(401);
        assertThat(rpc(with(forFinance), "/mcp", "tools/list", "{}").status()).isEqualTo(401);
    }

    private static String token(String path) {
        var member = TEST.member("tom", Role.USER);
        var platform = TEST.platform();
        var clock = Clock.systemUTC();
        var caller = new Caller(
                member.tenant(),
                member.user(),
                member.name(),
                member.roles(),
                Role.scopesOf(member.roles()),
                Channel.MCP,
                Optional.empty());
        return new TokenIssuer(platform.baseUrl(), platform.access().ring(), clock, UUID::randomUUID)
                .mint(caller, platform.baseUrl() + path, Duration.ofMinutes(1));
    }

    private static Web with(String token) {
        return new Web(TEST.platform().baseUrl(), Optional.of(token));
    }

    @Test
    void onlyReadsWhereItsAddressSaysSo() {
        for (String path : List.of("/mcp/readonly", "/mcp/finance/readonly")) {
            assertThat(names(path)).contains("finance_invoice_list").doesNotContain("finance_invoice_create");
            var refused = rpc(
                    TEST.clerk(),
                    path,
                    "tools/call",
                    "{\"name\":\"finance_invoice_create\",\"arguments\":{}}",
                    "X-MCP-Readonly",
                    "false");
            assertThat(refused.json().at("/error/message").asString()).contains("only reads");
        }
    }

    @Test
    void showsTheSelectedToolsAlone() {
        assertThat(domains(names("/mcp", "X-MCP-Toolsets", "crm, erp"))).containsExactlyInAnyOrder("crm", "erp");
        assertThat(names("/mcp", "X-MCP-Toolsets", "finance_invoice", "X-MCP-Exclude-Tools", "finance_invoice_create"))
                .contains("finance_invoice_list")
                .allMatch(name -> name.startsWith("finance_invoice_"))
                .doesNotContain("finance_invoice_create");
        assertThat(names("/mcp/crm", "X-MCP-Tools", "crm_contact_search")).containsExactly("crm_contact_search");
        assertThat(names("/mcp", "X-MCP-Toolsets", "crm", "X-MCP-Readonly", "true"))
                .contains("crm_contact_search")
                .doesNotContain("crm_contact_save");
    }

    @Test
    void callsNothingThatIsNotSelectedAndNothingThatTheCallerMayNot() {
        var unselected = rpc(
                TEST.clerk(),
                "/mcp",
                "tools/call",
                "{\"name\":\"finance_invoice_list\",\"arguments\":{}}",
                "X-MCP-Toolsets",
                "crm");
        assertThat(unselected.json().at("/error/message").asString()).contains("not among the tools");

        var forbidden = rpc(
                TEST.clerk(),
                "/mcp",
                "tools/call",
                "{\"name\":\"finance_tenant_purge\",\"arguments\":{}}",
                "X-MCP-Tools",
                "finance_tenant_purge");
        assertThat(forbidden.status()).isEqualTo(403);
    }
}
