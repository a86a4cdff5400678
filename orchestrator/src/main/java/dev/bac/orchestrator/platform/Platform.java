package dev.bac.orchestrator.platform;

import dev.bac.agents.Agent;
import dev.bac.agents.AgentLoop;
import dev.bac.llm.ChatModel;
import dev.bac.llm.budget.LeasingLedger;
import dev.bac.llm.cache.Background;
import dev.bac.llm.store.RouterStore;
import dev.bac.llm.store.budget.PostgresBank;
import dev.bac.llm.store.budget.PostgresBudgets;
import dev.bac.llm.store.routing.RoutingStore;
import dev.bac.mcp.DomainServer;
import dev.bac.mcp.ToolServer;
import dev.bac.messaging.vendor.Vendors;
import dev.bac.orchestrator.access.Company;
import dev.bac.orchestrator.access.Resumption;
import dev.bac.orchestrator.access.WebEntrance;
import dev.bac.orchestrator.activation.ActivationRequests;
import dev.bac.orchestrator.activation.ActivationWorkflow;
import dev.bac.orchestrator.activation.CustomerCopies;
import dev.bac.orchestrator.activation.LostActivations;
import dev.bac.orchestrator.activation.Making;
import dev.bac.orchestrator.activation.PlatformCalls;
import dev.bac.orchestrator.agent.AgentAuthoring;
import dev.bac.orchestrator.agent.AgentFolders;
import dev.bac.orchestrator.agent.TenantAgents;
import dev.bac.orchestrator.answers.Answers;
import dev.bac.orchestrator.answers.Freshness;
import dev.bac.orchestrator.config.Settings;
import dev.bac.orchestrator.conversation.Approved;
import dev.bac.orchestrator.conversation.Conclusion;
import dev.bac.orchestrator.conversation.Conversations;
import dev.bac.orchestrator.conversation.Decisions;
import dev.bac.orchestrator.conversation.Fleet;
import dev.bac.orchestrator.conversation.Rows;
import dev.bac.orchestrator.conversation.RunLimits;
import dev.bac.orchestrator.conversation.Runner;
import dev.bac.orchestrator.conversation.ToolQuestions;
import dev.bac.orchestrator.conversation.Waits;
import dev.bac.orchestrator.gateway.FleetAsModels;
import dev.bac.orchestrator.http.AgentResource;
import dev.bac.orchestrator.http.Body;
import dev.bac.orchestrator.http.HttpServer;
import dev.bac.orchestrator.http.RateLimit;
import dev.bac.orchestrator.http.Resource;
import dev.bac.orchestrator.telemetry.Telemetry;
import dev.bac.orchestrator.usage.BudgetAlerts;
import dev.bac.orchestrator.usage.Budgeting;
import dev.bac.orchestrator.usage.ConfiguredBudgets;
import dev.bac.orchestrator.usage.DirectCalls;
import dev.bac.orchestrator.usage.Outcomes;
import dev.bac.retrieval.CachedEmbedder;
import dev.bac.retrieval.Embedder;
import dev.bac.store.UpkeepLimits;
import dev.bac.store.UuidV7;
import dev.bac.store.journal.Leases;
import dev.bac.tools.Manifest;
import dev.bac.tools.ManifestedToolbox;
import dev.bac.tools.MergedToolbox;
import dev.bac.tools.MeteredToolbox;
import dev.bac.tools.OfferedTools;
import dev.bac.tools.RememberedTools;
import dev.bac.tools.ToolOffers;
import dev.bac.tools.Toolbox;
import dev.bac.tools.mcp.McpServerAddress;
import dev.bac.tools.mcp.McpToolbox;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
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
    private static final int TOOLS_EMBEDDED = 5_000;
    private static final int STEP_ATTEMPTS = 5;
    /** Answers that the cache by meaning learns from or audits at once. */
    private static final int LEARNERS = 8;

    private final Deque<AutoCloseable> parts;
    private final Clock clock;
    private final Supplier<UUID> ids;
    private final String baseUrl;
    private final Storage storage;
    private final Access access;
    private final Toolbox toolbox;
    private final Models models;
    private final RoutingStore routingStore;
    private final ModelChoice choice;
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

        var telemetry = opened(started, telemetry(outside.environment()));
        storage = opened(started, Storage.open(settings, clock, ids));
        access = Access.open(storage.database(), clock, ids);
        String publicUrl = settings.identity().url().orElse(baseUrl);
        Access.Signing signing = access.signing(publicUrl, settings.identity(), clock, ids);
        var router = RouterStore.open(
                storage.database(), tenant -> access.companies().find(tenant).map(Company::settings));

        opened(started, storage.database().startUpkeep(UpkeepLimits.usual()));
        var vendors = Messengers.vendors(settings.messaging(), clock);
        servers = new LinkedHashMap<>();
        List<DomainServer> domains = Servers.all(vendors);
        for (var domain : domains) {
            servers.put(
                    domain.name(),
                    opened(started, ToolServer.open(domain, storage.database(), signing.security(), clock)));
        }

        opened(started, Messengers.dispatch(server("messaging").store(), vendors, access.companies()));

        var metrics = Meters.registry();
        var boxes = new LinkedHashMap<String, McpToolbox>();
        servers.keySet().forEach(name -> boxes.put(name, opened(started, box(name, signing))));
        toolbox = new MergedToolbox(boxes);
        Rows rows = Rows.of(access.store());
        var waits = new Waits();
        var questions = new ToolQuestions(rows, waits, settings.approvals().answerWithin(), clock);
        var foreign = opened(started, Foreign.open(settings, access, signing.grants(), publicUrl, questions, clock));
        var admitted = telemetry.traced(new MeteredToolbox(
                new MergedToolbox(foreign.beside(manifested(boxes))),
                (_, tool, outcome, took) -> metrics.timer("bac.tool", "tool", tool, "outcome", outcome)
                        .record(took),
                clock));

        String node = "node-" + ids.get();
        var bank = new PostgresBank(
                router, new ConfiguredBudgets(settings.budgets(), access.companies(), access.members())::of);
        var ledger = opened(
                started,
                new LeasingLedger(bank, node, LeasingLedger.Limits.USUAL, clock, new BudgetAlerts(access.store())));
        routingStore = opened(started, new RoutingStore(router));
        choice = ModelChoice.of(
                settings.models(),
                routingStore,
                outside.embedder(),
                new ModelChoice.Surroundings(access.companies(), clock, ids));
        var offers = new ToolOffers(
                new CachedEmbedder(outside.embedder(), TOOLS_EMBEDDED),
                new OfferedTools.Limits(
                        settings.tools().shown(), settings.tools().found()));
        var caches = new Caches(router, outside.embedder(), metrics, clock, ids)
                .of(
                        settings.models().cache(),
                        Caches.vectors(settings.models().cache(), started::addLast),
                        opened(started, new Background(LEARNERS)));
        models = Models.assemble(settings.models(), outside.environment(), outside.planner(), choice, caches, clock)
                .metered(metrics)
                .budgeted(ledger)
                .wrapped(telemetry::traced);
        var agents = new TenantAgents(access.store());
        var authoring = new AgentAuthoring(
                agents, Servers.NAMES, foreign.servers().toolboxes().keySet());
        var folders = new AgentFolders(settings.server().data().resolve("agents"), authoring, agents);
        var fleet = new Fleet(agents);

        if (storage.alone()) {
            // Whoever had a lease on our own PostgreSQL is gone: the data folder has one process at a time.
            new Leases(access.store()).endAll();
        }
        var runner = opened(
                started,
                new Runner(
                        rows,
                        new Runner.Parts(
                                library -> new AgentLoop(models.chat(), admitted, library, clock, offers),
                                fleet,
                                admitted,
                                new Resumption(access.members()),
                                waits,
                                new Answers(settings.answers(), new Freshness(boxes), clock, metrics),
                                telemetry.runs()),
                        new Approved(rows, signing.grants(), clock),
                        new Conclusion(rows, POLICY, settings.approvals().expireAfter(), metrics),
                        new Runner.Node(
                                node,
                                RunLimits.of(
                                        settings.limits().runs(),
                                        settings.limits().runTime()),
                                clock)));
        var conversations = new Conversations(rows, fleet, runner);
        var decisions = new Decisions(rows, runner);

        var approvals = access.approvals(
                signing.security(), publicUrl, clock, settings.approvals().expireAfter());
        var budgeting = new Budgeting(new PostgresBudgets(router), bank, access.members(), access.store(), clock);
        var api = new Api(
                settings,
                access,
                rows,
                servers,
                models,
                router,
                budgeting,
                new Outcomes(routingStore, choice.lessons()));
        var gateway = ModelGateway.of(
                signing.api(),
                models.with(opened(started, new DirectCalls(access.store(), rows.usage(), clock))
                        .recorded(models.chat())),
                new ModelGateway.Surroundings(
                        outside.embedder(), new FleetAsModels(fleet, conversations), settings.limits(), clock));
        var resources = new ArrayList<Resource>(api.resources(
                new Api.Work(conversations, decisions, new AgentResource.Agents(fleet, authoring, folders), admitted),
                metrics,
                clock));
        resources.add(foreign.resource());
        resources.addAll(new Oauth(access, settings.identity(), publicUrl, clock)
                .endpoints(domains, signing.issuer(), new Body(settings.limits().bodyBytes())));
        var mcp = new McpDoors(
                servers.values(),
                approvals,
                signing,
                metrics,
                new RateLimit(settings.limits().requestsPerSecond()));
        opened(
                started,
                HttpServer.start(
                        new HttpServer.Address(settings.server().host(), port, context -> {
                            mcp.mount(context);
                            gateway.mount(context);
                        }),
                        new HttpServer.Entrances(
                                signing.api(), new WebEntrance(access.sessions()), settings.limits(), publicUrl),
                        resources,
                        metrics,
                        ids));
        opened(started, AgentWatch.start(folders, access.companies()));
        AutoCloseable beforeTheServers = runner::leaveToNextStart;
        opened(started, beforeTheServers);
        opened(started, Duties.start(access, node, decisions, runner, flows(vendors, fleet, node)));
        access.companies().active().forEach(company -> runner.takeUp(company.id()));
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

    private Flows flows(Vendors vendors, Fleet fleet, String node) {
        var calls = new PlatformCalls(toolbox);
        var around = new Making.Surroundings(
                List.copyOf(servers.keySet()),
                fleet.agents().shipped().all().stream().map(Agent::name).collect(Collectors.toUnmodifiableSet()),
                vendors.channels().stream().map(Enum::name).collect(Collectors.toUnmodifiableSet()),
                baseUrl);
        var house = new Making.House(access.store(), access.companies(), access.members());
        return new Flows(
                new ActivationRequests(server("provisioning").store().outbox(), access.store(), clock),
                new LostActivations(server("provisioning").store(), access.store(), clock),
                new ActivationWorkflow(access.store(), calls, new Making(house, calls, around), node, STEP_ATTEMPTS),
                new CustomerCopies(server("crm").store().outbox(), calls),
                access.companies());
    }

    private McpToolbox box(String server, Access.Signing signing) {
        return new McpToolbox(
                McpServerAddress.of(server, URI.create(baseUrl + "/mcp/" + server)),
                (caller, name) ->
                        signing.issuer().mint(caller, signing.security().audience(name), TOKEN_LIFE),
                Telemetry::traceparent);
    }

    private static Telemetry telemetry(Map<String, String> environment) {
        try {
            return Telemetry.from(environment);
        } catch (IllegalArgumentException e) {
            throw new StartRefused("OTEL_EXPORTER_OTLP_ENDPOINT is no URL: " + e.getMessage());
        }
    }

    /** What agents reach: the tools that the manifests name, with the effects that these give them. */
    private static Map<String, Toolbox> manifested(Map<String, ? extends Toolbox> boxes) {
        var admitted = new LinkedHashMap<String, Toolbox>();
        boxes.forEach((name, box) -> admitted.put(
                name,
                new RememberedTools(
                        new ManifestedToolbox(box, Manifest.shipped(name).orElseThrow()), LISTED, LISTS)));
        return admitted;
    }

    private static <T extends AutoCloseable> T opened(Deque<AutoCloseable> parts, T part) {
        parts.addLast(part);
        return part;
    }

    static void closeAll(Deque<AutoCloseable> parts) {
        while (!parts.isEmpty()) {
            try {
                parts.removeLast().close();
            } catch (Exception e) {
                LOG.warn("a part did not stop cleanly", e);
            }
        }
    }
}
