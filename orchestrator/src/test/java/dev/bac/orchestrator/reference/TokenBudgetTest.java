package dev.bac.orchestrator.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import dev.bac.identity.Caller;
import dev.bac.identity.Channel;
import dev.bac.identity.Role;
import dev.bac.identity.Scope;
import dev.bac.mcp.DomainServer;
import dev.bac.mcp.Effect;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolAnswer;
import dev.bac.mcp.ToolInvocation;
import dev.bac.mcp.ToolJson;
import dev.bac.mcp.ToolListing;
import dev.bac.messaging.vendor.Vendors;
import dev.bac.orchestrator.demo.DemoCompany;
import dev.bac.orchestrator.platform.Servers;
import dev.bac.orchestrator.testing.TestPlatform;
import dev.bac.store.TenantSettings;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the tools cost a model, in tokens of o200k_base: the definitions of a server, which go into every request, and
 * the result of each tool that reads, called on the demo company as its first example says. Prints both.
 */
class TokenBudgetTest {
    private static final int DEFINITIONS_OF_A_SERVER = 6_000;
    private static final int TOOLS_OF_A_SET = 25;
    private static final int DEFINITION = 800;
    private static final int RESULT = 5_000;

    private static final Encoding TOKENS = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);
    private static final TestPlatform PLATFORM = TestPlatform.shared();

    @Test
    void theDefinitionsOfAServerStayWithinTheirBudget() {
        var over = new ArrayList<String>();
        System.out.printf("%-20s %6s %8s %8s%n", "toolset", "tools", "tokens", "largest");
        for (DomainServer server : Servers.all(Vendors.none())) {
            var onRequest = server.besides().onRequest();
            for (var set : Stream.concat(
                            Stream.of(server.name()), onRequest.stream().sorted())
                    .toList()) {
                List<Integer> each = server.tools().stream()
                        .filter(tool -> !tool.hidden() && set.equals(setOf(tool, server)))
                        .map(tool -> definition(server.name(), tool.name()))
                        .toList();
                int sum = each.stream().mapToInt(Integer::intValue).sum();
                int most = each.stream().mapToInt(Integer::intValue).max().orElse(0);
                System.out.printf("%-20s %6d %8d %8d%n", set, each.size(), sum, most);
                if (sum > DEFINITIONS_OF_A_SERVER || most > DEFINITION || each.size() > TOOLS_OF_A_SET) {
                    over.add(set);
                }
            }
        }
        assertThat(over).isEmpty();
    }

    @Test
    void aTypicalResultStaysWithinItsBudget() {
        Caller caller = demo();
        var over = new ArrayList<String>();
        System.out.printf("%-32s %8s%n", "result of", "tokens");
        for (DomainServer server : Servers.all(Vendors.none())) {
            for (Tool<?, ?> tool : server.tools()) {
                if (tool.effect() != Effect.READ || tool.hidden()) {
                    continue;
                }
                int tokens = TOKENS.countTokens(typical(caller, server.name(), tool));
                System.out.printf("%-32s %8d%n", tool.name(), tokens);
                if (tokens > RESULT) {
                    over.add(tool.name());
                }
            }
        }
        assertThat(over).isEmpty();
    }

    /** The toolset that lists it: the server's own, for every day, or one that has to be asked for. */
    private static String setOf(Tool<?, ?> tool, DomainServer server) {
        return server.besides().onRequest().stream()
                .filter(set -> tool.name().startsWith(set + "_"))
                .findFirst()
                .orElse(server.name());
    }

    private static int definition(String server, String tool) {
        ToolListing listing = PLATFORM.platform().server(server).find(tool).orElseThrow();
        return TOKENS.countTokens(tool + "\n" + listing.tool().description() + "\n" + listing.inputSchema());
    }

    private static String typical(Caller caller, String server, Tool<?, ?> tool) {
        ObjectNode none = ToolJson.mapper().createObjectNode();
        ToolAnswer answer = call(caller, server, tool, none);
        return answer instanceof ToolAnswer.Result || tool.examples().isEmpty()
                ? answer.text()
                : call(caller, server, tool, example(tool)).text();
    }

    private static ObjectNode example(Tool<?, ?> tool) {
        return ToolJson.mapper().valueToTree(tool.examples().getFirst().arguments());
    }

    private static ToolAnswer call(Caller caller, String server, Tool<?, ?> tool, ObjectNode arguments) {
        return PLATFORM.platform()
                .server(server)
                .call(caller, new ToolInvocation(tool.name(), arguments, Optional.empty(), Optional.empty(), false));
    }

    private static Caller demo() {
        var platform = PLATFORM.platform();
        var tenancy = TestPlatform.tenancy(platform);
        var zone = TestPlatform.ZONE;
        var settings = new TenantSettings(DemoCompany.NAME, Currency.getInstance("EUR"), zone, Locale.ENGLISH);
        var company = tenancy.prepare("tokens", settings);
        var sample = DemoCompany.on(LocalDate.now(zone), zone);
        Map<String, Record> seeds = Map.of(
                "crm", sample.crm(), "erp", sample.erp(), "finance", sample.finance(), "messaging", sample.messaging());
        seeds.forEach((server, seed) ->
                tenancy.seed(company.id(), server, ToolJson.mapper().valueToTree(seed)));
        tenancy.activate(company.id());
        var member = platform.access().members().enrol(company.id(), "ann", Set.of(Role.ADMIN));
        Set<Scope> scopes =
                Servers.NAMES.stream().map(name -> new Scope(name + ":read")).collect(Collectors.toSet());
        return new Caller(
                company.id(), member.user(), "ann", Set.of(Role.ADMIN), scopes, Channel.API, Optional.empty());
    }
}
