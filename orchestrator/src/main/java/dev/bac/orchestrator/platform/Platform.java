package dev.bac.orchestrator.platform;

import dev.bac.agents.Agent;
import dev.bac.agents.AgentLoop;
import dev.bac.llm.ChatModel;
import dev.bac.mcp.ToolServer;
import dev.bac.mcp.serving.McpHttp;
import dev.bac.messaging.vendor.Vendors;
import dev.bac.orchestrator.access.ApiEntrance;
import dev.bac.orchestrator.access.Resumption;
import dev.bac.orchestrator.access.WebEntrance;
import dev.bac.orchestrator.activation.ActivationRequests;
import dev.bac.orchestrator.activation.ActivationWorkflow;
import dev.bac.orchestrator.activation.CustomerCopies;
import dev.bac.orchestrator.activation.Making;
import dev.bac.orchestrator.activation.PlatformCalls;
import dev.bac.orchestrator.config.Settings;
import dev.bac.orchestrator.conversation.Approved;
import dev.bac.orchestrator.conversation.Conclusion;
import dev.bac.orchestrator.conversation.Conversations;
import dev.bac.orchestrator.conversation.Decisions;
import dev.bac.orchestrator.conversation.Fleet;
import dev.bac.orchestrator.conversation.Rows;
import dev.bac.orchestrator.conversation.Runner;
import dev.bac.orchestrator.gateway.FleetAsModels;
import dev.bac.orchestrator.http.HttpServer;
import dev.bac.retrieval.Embedder;
import dev.bac.store.UpkeepLimits;
import dev.bac.store.UuidV7;
import dev.bac.tools.Manifest;
import dev.bac.tools.ManifestedToolbox;
import dev.bac.tools.MergedToolbox;
import dev.bac.tools.MeteredToolbox;
import dev.bac.tools.RememberedTools;
import dev.bac.tools.Toolbox;
import dev.bac.tools.mcp.McpServerAddress;
import dev.bac.tools.mcp.McpToolbox;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything in one process, wired once, top to bottom: PostgreSQL, the domains' servers, the toolbox that reaches them
 * over MCP, the models, the agents, the conversations, the HTTP port.
 *
 * <p>The toolbox calls the servers over a real connection to our own port, with a token made for each: the same code
 * serves when they are processes of their own.
 */
public final class Platform implements AutoCloseable {
    /** The approval rules in force; approvals given under others are void. */
    public static final String POLICY = "1";

    private static final Logger LOG = LoggerFactory.getLogger(Platform.class);
    private static final Duration TOKEN_LIFE = Duration.ofMinutes(5);
    private static final Duration LISTED = Duration.ofSeconds(30);
    private static final int LISTS = 1_000;
    private static final int STEP_ATTEMPTS = 5;

    private final Deque<AutoCloseable> parts;
    private final Clock clock;
    private final Supplier<UUID> ids;
    private final String baseUrl;
    private final Storage storage;
    private final Access access;
    private final Toolbox toolbox;
    private final Models models;
    private final Map<String, ToolServer> servers;

    /**
     * What the process is given from outside.
     *
     * @param planner answers when no vendor's model is configured
     * @param embedder what the gateway's embeddings come from; may still be loading
     */
    public record Outside(
            Settings settings, Map<String, String> environment, ChatModel planner, Embedder embedder, Clock clock) {

        /** Without embeddings. */
        public Outside(Settings settings, Map<String, String> environment, ChatModel planner, Clock clock) {
            this(settings, environment, planner, Embedder.none(), clock);
        }
    }

    /** Starts everything; what has started is stopped again when a later part cannot. */
    public static Platform start(Outside outside) {
        var parts = new ArrayDeque<AutoCloseable>();
        try {
            return new Platform(outside, parts);
        } catch (RuntimeException e) {
            closeAll(parts);
            throw e;
        }
    }

    private Platform(Outside outside, Deque<AutoCloseable> started) {
        parts = started;
        Settings settings = outside.settings();
        clock = outside.clock();
        ids = new UuidV7(clock, new SecureRandom());
        int port = Ports.claim(settings.server().host(), settings.server().port());
        baseUrl = "http://" + Ports.reachable(settings.server().host()) + ":" + port;

        storage = opened(started, Storage.open(settings, clock, ids));
        access = Access.open(storage.database(), clock, ids);
        Access.Signing signing = access.signing(baseUrl, clock, ids);

        opened(started, storage.database().startUpkeep(UpkeepLimits.usual()));
        var vendors = Messengers.vendors(settings.messaging(), clock);
        servers = new LinkedHashMap<>();
        for (var domain : Servers.all(vendors)) {
            servers.put(
                    domain.name(),
                    opened(started, ToolServer.open(domain, storage.database(), signing.security(), clock)));
        }

        opened(started, Messengers.dispatch(server("messaging").store(), vendors, access.companies()));

        var metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        var boxes = new LinkedHashMap<String, McpToolbox>();
        servers.keySet().forEach(name -> boxes.put(name, opened(started, box(name, signing))));
        toolbox = new MergedToolbox(boxes);
        var admitted = new MeteredToolbox(
                new RememberedTools(new MergedToolbox(manifested(boxes)), LISTED, LISTS),
                (_, tool, outcome, took) -> metrics.timer("bac.tool", "tool", tool, "outcome", outcome)
                        .record(took),
                clock);

        models = Models.assemble(settings.models(), outside.environment(), outside.planner(), clock);
        var fleet = new Fleet(dev.bac.agents.format.Fleet.shipped());
        var loop = new AgentLoop(models.chat(), admitted, fleet.library(), clock);

        Rows rows = Rows.of(access.store());
        var runner = opened(
                started,
                new Runner(
                        rows,
                        new Runner.Parts(loop, fleet, admitted, new Resumption(access.members())),
                        new Approved(rows, signing.grants(), clock),
                        new Conclusion(rows, POLICY, settings.approvals().expireAfter()),
                        clock));
        var conversations = new Conversations(rows, fleet, runner);
        var decisions = new Decisions(rows, runner);

        var api = new Api(settings, access, rows, servers, models);
        var gateway = ModelGateway.of(
                access,
                models,
                new ModelGateway.Surroundings(
                        outside.embedder(), new FleetAsModels(fleet, conversations), settings.limits(), clock));
        opened(
                started,
                HttpServer.start(
                        new HttpServer.Address(settings.server().host(), port, context -> {
                            mount(context, servers);
                            gateway.mount(context);
                        }),
                        new HttpServer.Entrances(
                                new ApiEntrance(access.keys()), new WebEntrance(access.sessions()), settings.limits()),
                        api.resources(new Api.Work(conversations, decisions, fleet, admitted), metrics, clock),
                        metrics,
                        ids));
        AutoCloseable beforeTheServers = runner::leaveToNextStart;
        opened(started, beforeTheServers);
        opened(started, Duties.start(access, decisions, flows(vendors, fleet), ids));
        access.companies().active().forEach(company -> runner.resumeInterrupted(company.id()));
    }

    /** Where it answers, such as {@code http://127.0.0.1:8080}. */
    public String baseUrl() {
        return baseUrl;
    }

    public Access access() {
        return access;
    }

    public Storage storage() {
        return storage;
    }

    /** A domain's server, without a transport. */
    public ToolServer server(String name) {
        return Optional.ofNullable(servers.get(name)).orElseThrow();
    }

    /** The tools of all servers, over MCP, the platform's own among them; agents reach only those the manifests name. */
    public Toolbox toolbox() {
        return toolbox;
    }

    public Models models() {
        return models;
    }

    /** Stops everything, last part first, PostgreSQL at the end. */
    @Override
    public void close() {
        closeAll(parts);
    }

    private Flows flows(Vendors vendors, Fleet fleet) {
        var calls = new PlatformCalls(toolbox);
        var around = new Making.Surroundings(
                List.copyOf(servers.keySet()),
                fleet.library().all().stream().map(Agent::name).collect(Collectors.toUnmodifiableSet()),
                vendors.channels().stream().map(Enum::name).collect(Collectors.toUnmodifiableSet()),
                baseUrl);
        var house = new Making.House(access.store(), access.companies(), access.members());
        return new Flows(
                new ActivationRequests(server("provisioning").store().outbox(), access.store(), clock),
                new ActivationWorkflow(
                        access.store(), calls, new Making(house, calls, around), "node-" + ids.get(), STEP_ATTEMPTS),
                new CustomerCopies(server("crm").store().outbox(), calls));
    }

    private McpToolbox box(String server, Access.Signing signing) {
        return new McpToolbox(
                McpServerAddress.of(server, URI.create(baseUrl + "/mcp/" + server)), (caller, name) -> signing.issuer()
                        .mint(caller, signing.security().audience(name), TOKEN_LIFE));
    }

    /** What agents reach: the tools that the manifests name, with the effects that these give them. */
    private static Map<String, Toolbox> manifested(Map<String, ? extends Toolbox> boxes) {
        var admitted = new LinkedHashMap<String, Toolbox>();
        boxes.forEach((name, box) -> admitted.put(
                name, new ManifestedToolbox(box, Manifest.shipped(name).orElseThrow())));
        return admitted;
    }

    private static void mount(ServletContextHandler context, Map<String, ToolServer> servers) {
        servers.values().forEach(server -> McpHttp.mount(context, server));
    }

    private static <T extends AutoCloseable> T opened(Deque<AutoCloseable> parts, T part) {
        parts.addLast(part);
        return part;
    }

    private static void closeAll(Deque<AutoCloseable> parts) {
        while (!parts.isEmpty()) {
            try {
                parts.removeLast().close();
            } catch (Exception e) {
                LOG.warn("a part did not stop cleanly", e);
            }
        }
    }
}
