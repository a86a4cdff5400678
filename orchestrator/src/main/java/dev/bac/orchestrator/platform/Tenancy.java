package dev.bac.orchestrator.platform;

import dev.bac.identity.TenantId;
import dev.bac.orchestrator.access.Company;
import dev.bac.orchestrator.activation.PlatformCalls;
import dev.bac.store.TenantSettings;
import dev.bac.tools.Canonical;
import dev.bac.tools.Toolbox;
import java.util.List;
import java.util.function.BiPredicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Sets companies up through the life-cycle tools of the servers, over MCP. Each step may be repeated without harm. */
public final class Tenancy {
    private final Access access;
    private final PlatformCalls calls;
    private final List<String> servers;

    public Tenancy(Access access, Toolbox toolbox, List<String> servers) {
        this.access = access;
        this.calls = new PlatformCalls(toolbox);
        this.servers = List.copyOf(servers);
    }

    /** Records a company and prepares every server for it; the one already there under that slug is completed. */
    public Company prepare(String slug, TenantSettings settings) {
        Company company = access.companies().create(slug, settings);
        access.store().tenants().admit(company.id(), settings);
        servers.forEach(server -> call(company.id(), server + "_tenant_prepare", described(settings)));
        return company;
    }

    /**
     * Prepares servers for companies that are older than they are: a new version brought them.
     *
     * @param knows whether a server is prepared for a company
     */
    public void catchUp(BiPredicate<String, TenantId> knows) {
        for (Company company : access.companies().active()) {
            servers.stream()
                    .filter(server -> !knows.test(server, company.id()))
                    .forEach(server -> call(company.id(), server + "_tenant_prepare", described(company.settings())));
        }
    }

    /** Adds records to one server. */
    public void seed(TenantId company, String server, ObjectNode seed) {
        call(company, server + "_tenant_seed", seed);
    }

    /** What is not as the servers' invariants say; empty when all is well. */
    public List<String> verify(TenantId company) {
        return servers.stream()
                .flatMap(server -> problems(call(company, server + "_tenant_verify", described())))
                .toList();
    }

    /** Lets its people in. */
    public void activate(TenantId company) {
        access.companies().activate(company);
    }

    private static java.util.stream.Stream<String> problems(JsonNode verified) {
        return verified.path("problems").valueStream().map(problem -> problem.asString());
    }

    private JsonNode call(TenantId company, String tool, ObjectNode arguments) {
        return calls.call(company, tool, arguments, "tenancy/" + tool + "/" + Canonical.sha256(arguments));
    }

    private static ObjectNode described() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static ObjectNode described(TenantSettings settings) {
        return described()
                .put("name", settings.name())
                .put("currency", settings.currency().getCurrencyCode())
                .put("zone", settings.zone().getId())
                .put("locale", settings.locale().toLanguageTag());
    }
}
