package dev.bac.orchestrator.platform;

import dev.bac.knowledge.KnowledgeLimits;
import dev.bac.mcp.DomainServer;
import dev.bac.mcp.ToolServer;
import dev.bac.messaging.accept.AcceptQueue;
import dev.bac.messaging.accept.Acceptance;
import dev.bac.messaging.hook.HookDesk;
import dev.bac.messaging.vendor.Vendors;
import dev.bac.messaging.webhook.Reception;
import dev.bac.orchestrator.servers.SealingKey;
import dev.bac.orchestrator.telemetry.Telemetry;
import dev.bac.retrieval.Embedder;
import dev.bac.store.Store;
import dev.bac.tools.MergedToolbox;
import dev.bac.tools.Toolbox;
import dev.bac.tools.mcp.McpServerAddress;
import dev.bac.tools.mcp.McpToolbox;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The domains' servers in this process, and how they are reached: over MCP on our own port, with a token made for each,
 * as when they are processes of their own.
 *
 * @param toolbox all their tools, the platform's own among them
 */
record Domains(
        List<DomainServer> declared,
        Map<String, ToolServer> servers,
        Map<String, McpToolbox> boxes,
        Toolbox toolbox,
        Vendors vendors,
        HookDesk hooks,
        Reception reception,
        AcceptQueue queue) {
    private static final Duration TOKEN_LIFE = Duration.ofMinutes(5);

    static Domains open(Ground ground, Embedder embedder, Started started) {
        var messengers = Messengers.of(
                ground.settings().messaging(),
                new ActiveTenants(ground.access().companies(), ground.clock()),
                ground.clock());
        var vendors = messengers.vendors();
        var cache = ground.settings().models().cache();
        // Qdrant, where it is named for answers, also holds the meanings of documents.
        var qdrant = Caches.qdrant(cache, "bac-passages", started::opened);
        List<DomainServer> declared = Servers.all(
                vendors,
                embedder,
                qdrant.orElseGet(Servers::passages),
                qdrant.isPresent() ? KnowledgeLimits.USUAL.heldElsewhere() : KnowledgeLimits.USUAL);
        var servers = new LinkedHashMap<String, ToolServer>();
        for (var domain : declared) {
            servers.put(
                    domain.name(),
                    started.opened(ToolServer.open(
                            domain,
                            ground.storage().database(),
                            ground.signing().security(),
                            ground.clock())));
        }
        ToolServer messaging = Objects.requireNonNull(servers.get("messaging"));
        var dispatcher = started.opened(messengers.dispatch(messaging.store(), vendors, URI.create(ground.baseUrl())));
        started.opened(messengers.campaigns(messaging.store(), vendors, dispatcher));
        var seal = new SealedSecrets(SealingKey.of(ground.settings().server().data(), new SecureRandom()));
        started.opened(messengers.hooks(messaging.store(), seal));
        var boxes = new LinkedHashMap<String, McpToolbox>();
        servers.keySet().forEach(name -> boxes.put(name, started.opened(box(name, ground))));
        return new Domains(
                declared,
                servers,
                boxes,
                new MergedToolbox(boxes),
                vendors,
                new HookDesk(messengers.hookAddresses(), seal, new SecureRandom()),
                messengers.reception(messaging.store(), vendors),
                new AcceptQueue(messaging.store(), new Acceptance(vendors), dispatcher::wake));
    }

    /** A domain's schema. */
    Store store(String name) {
        return Objects.requireNonNull(servers.get(name)).store();
    }

    /** A domain's server. */
    ToolServer server(String name) {
        return Objects.requireNonNull(servers.get(name));
    }

    private static McpToolbox box(String server, Ground ground) {
        var signing = ground.signing();
        return new McpToolbox(
                McpServerAddress.of(server, URI.create(ground.baseUrl() + "/mcp/" + server)),
                (caller, name) ->
                        signing.issuer().mint(caller, signing.security().audience(name), TOKEN_LIFE),
                Telemetry::traceparent);
    }
}
