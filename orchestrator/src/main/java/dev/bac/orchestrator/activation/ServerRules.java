package dev.bac.orchestrator.activation;

import dev.bac.identity.TenantId;
import dev.bac.tools.Canonical;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What every server is told of a company, and asked. */
public final class ServerRules {
    private final PlatformCalls calls;
    private final List<String> servers;

    public ServerRules(PlatformCalls calls, List<String> servers) {
        this.calls = calls;
        this.servers = List.copyOf(servers);
    }

    /** Tells all servers whether the company works and what it may do. */
    void rule(TenantId company, boolean open, ObjectNode entitlements, String key) {
        var rules = JsonNodeFactory.instance.objectNode().put("state", open ? "ACTIVE" : "SUSPENDED");
        rules.set("entitlements", entitlements);
        AllServers.ask(servers, server -> call(company, server, "rule", rules, key));
    }

    /** Gives the servers first records, by server; what is there already stays as it is. */
    void seed(TenantId company, Map<String, ObjectNode> seeds, String key) {
        AllServers.ask(
                List.copyOf(seeds.entrySet()), seed -> call(company, seed.getKey(), "seed", seed.getValue(), key));
    }

    /** Removes all that the servers have of it, the last one first. @return what each said */
    Map<String, String> purge(TenantId company, String key) {
        var told = new TreeMap<String, String>();
        servers.reversed()
                .forEach(server -> told.put(
                        server,
                        call(company, server, "purge", JsonNodeFactory.instance.objectNode(), key)
                                .path("summary")
                                .asString("")));
        return told;
    }

    /** Everything that a server has of it, table by table; empty tables when it has nothing. */
    JsonNode tables(TenantId company, String server, String key) {
        try {
            return call(company, server, "export", JsonNodeFactory.instance.objectNode(), key)
                    .path("tables");
        } catch (PlatformCalls.CallRefused e) {
            if (e.code().equals("tenant_unknown")) {
                return JsonNodeFactory.instance.objectNode();
            }
            throw e;
        }
    }

    List<String> servers() {
        return servers;
    }

    private JsonNode call(TenantId company, String server, String verb, ObjectNode arguments, String key) {
        String tool = server + "_tenant_" + verb;
        return calls.call(company, tool, arguments, key + "/" + tool + "/" + Canonical.sha256(arguments));
    }
}
