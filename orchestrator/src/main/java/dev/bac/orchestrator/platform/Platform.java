package dev.bac.orchestrator.platform;

import dev.bac.agents.Agent;
import dev.bac.crm.activity.Reminders;
import dev.bac.finance.overdue.OverdueWatch;
import dev.bac.identity.Grants;
import dev.bac.llm.ChatModel;
import dev.bac.mcp.ToolServer;
import dev.bac.orchestrator.access.GuestEntrance;
import dev.bac.orchestrator.activation.ActivationRequests;
import dev.bac.orchestrator.activation.ActivationWorkflow;
import dev.bac.orchestrator.activation.CompanyExport;
import dev.bac.orchestrator.activation.CustomerCopies;
import dev.bac.orchestrator.activation.LostActivations;
import dev.bac.orchestrator.activation.Making;
import dev.bac.orchestrator.activation.OrderRequests;
import dev.bac.orchestrator.activation.OrderWorkflow;
import dev.bac.orchestrator.activation.Ordering;
import dev.bac.orchestrator.activation.PlatformCalls;
import dev.bac.orchestrator.activation.PreparedTenants;
import dev.bac.orchestrator.activation.ServerRules;
import dev.bac.orchestrator.approval.ApprovalNotices;
import dev.bac.orchestrator.config.Settings;
import dev.bac.orchestrator.conversation.Conversations;
import dev.bac.orchestrator.conversation.Rows;
import dev.bac.orchestrator.dedicated.CompanyMove;
import dev.bac.orchestrator.dialogue.Dialogues;
import dev.bac.orchestrator.http.HttpServer;
import dev.bac.orchestrator.relay.KafkaRelay;
import dev.bac.orchestrator.usage.PlanUse;
import dev.bac.orchestrator.workflow.Workflows;
import dev.bac.retrieval.Embedder;
import dev.bac.store.Database;
import dev.bac.store.PostgresAddress;
import dev.bac.store.journal.Scheduler;
import dev.bac.tools.Toolbox;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Everything in one process, wired once, top to bottom: what all stands on, the domains' servers, the tools that agents
 * reach over MCP, the models, the agents and their runs, the HTTP port.
 */
public final class Platform implements AutoCloseable {
    /** The approval rules in force; approvals given under others are void. */
    public static final String POLICY = "1";

    private static final int STEP_ATTEMPTS = 5;
    private static final Duration RELAYING = Duration.ofMillis(500);
    private static final Duration TELLING = Duration.ofSeconds(5);

    private final Started started;
    private final Ground ground;
    private final Domains domains;
    private final ModelPart models;
    private final RunPart runs;
    private final Workflows workflows;
    private final HttpServer http;
    private final UnaryOperator<Toolbox> around;

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
        return start(outside, UnaryOperator.identity());
    }

    /** @param around what the platform's own workflows across domains call tools through */
    static Platform start(Outside outside, UnaryOperator<Toolbox> around) {
        var started = new Started();
        try {
            return new Platform(outside, started, around);
        } catch (RuntimeException e) {
            started.close();
            throw e;
        }
    }

    private Platform(Outside outside, Started started, UnaryOperator<Toolbox> around) {
        this.started = started;
        this.around = around;
        ground = Ground.open(outside.settings(), outside.environment(), outside.clock(), started);
        domains = Domains.open(ground, outside.embedder(), started);
        Rows rows = Rows.of(ground.access().store());
        var tools = AgentTools.open(ground, domains, rows, started);
        models = ModelPart.open(ground, outside, started);
        runs = RunPart.open(ground, domains, tools, models, rows, outside, started);
        workflows = started.opened(WorkflowPart.open(ground, domains, tools, runs, rows));
        http = started.opened(
                new Front(ground, domains, tools, models, runs, workflows, rows).listen(outside.embedder(), started));
        begin();
    }

    /** From here on work is done that nobody asks for at the moment. */
    private void begin() {
        var access = ground.access();
        started.opened(AgentWatch.start(runs.folders(), access.companies()));
        AutoCloseable beforeTheServers = runs.runner()::leaveToNextStart;
        started.opened(beforeTheServers);
        var flows = flows();
        var scheduler =
                started.opened(Duties.start(access, ground.node(), runs.decisions(), runs.runner(), parts(flows)));
        // Who keeps tenants prepared wants businesses fast.
        boolean fast = ground.settings().limits().preparedTenants() > 0;
        started.opened(flows.pulse(scheduler, Duration.ofMillis(fast ? 25 : 250)));
        access.companies().active().forEach(company -> runs.runner().takeUp(company.id()));
    }

    private List<Duties.Part> parts(Flows flows) {
        var parts = new ArrayList<Duties.Part>(List.of(flows::register, workflows::register, this::tellApprovers));
        ground.settings()
                .events()
                .kafka()
                .map(kafka -> started.opened(KafkaRelay.open(kafka, WorkflowPart.outboxes(domains))))
                .ifPresent(
                        relay -> parts.add(scheduler -> scheduler.every("events-to-kafka", RELAYING, relay::publish)));
        return parts;
    }

    private void tellApprovers(Scheduler scheduler) {
        var access = ground.access();
        var notices = new ApprovalNotices(
                access.store(),
                access.addresses(),
                access.approvalLinks(),
                ground.approvalMessage(around.apply(domains.toolbox())));
        scheduler.every("approvals-tell", TELLING, () -> access.companies()
                .active()
                .forEach(company -> notices.tell(company.id())));
    }

    /** Where it answers, such as {@code http://127.0.0.1:8080}. */
    public String baseUrl() {
        return ground.baseUrl();
    }

    public Access access() {
        return ground.access();
    }

    /** Every route of the API. */
    public List<HttpServer.Route> routes() {
        return http.routes();
    }

    public Storage storage() {
        return ground.storage();
    }

    /** A domain's server, without a transport. */
    public ToolServer server(String name) {
        return Optional.ofNullable(domains.servers().get(name)).orElseThrow();
    }

    /** The tools of all servers, over MCP, the platform's own among them; agents reach only those the manifests name. */
    public Toolbox toolbox() {
        return domains.toolbox();
    }

    /** What runs by itself, step by step. */
    public Workflows workflows() {
        return workflows;
    }

    /** Signs what people agreed to. */
    public Grants grants() {
        return ground.signing().grants();
    }

    public Conversations conversations() {
        return runs.conversations();
    }

    public Models models() {
        return models.models();
    }

    /** Stops everything, last part first, PostgreSQL at the end. */
    @Override
    public void close() {
        started.close();
    }

    /** People who write to an account with an agent. */
    private Dialogues dialogues() {
        var access = ground.access();
        var agents = new HashMap<String, String>();
        ground.settings().messaging().accounts().forEach(account -> account.agent()
                .ifPresent(agent -> agents.put(account.id(), agent)));
        return new Dialogues(
                new Dialogues.Ends(server("messaging").store().outbox(), domains.queue()),
                access.store(),
                runs.conversations(),
                new GuestEntrance(access.members()),
                agents,
                new ActiveTenants(access.companies(), ground.clock()));
    }

    private static List<String> schemas(List<String> servers) {
        return Stream.concat(servers.stream(), Stream.of("orchestrator")).toList();
    }

    /** All schemas of an installation, empty. */
    private void prepareDatabase(PostgresAddress address) {
        try (var database = Database.connect(address, ground.clock(), ground.ids())) {
            domains.declared().forEach(server -> database.open(ToolServer.schema(server)));
            Access.open(database, ground.clock(), ground.ids());
        }
    }

    private Ordering ordering(Making.Surroundings here, PlatformCalls calls) {
        var access = ground.access();
        var servers = new ServerRules(calls, here.servers());
        return new Ordering(
                servers,
                new Ordering.House(
                        access.store(),
                        access.companies(),
                        access.companyRows(ground.clock(), ground.ids()),
                        new PlanUse(Stream.concat(
                                        Stream.of(access.store()),
                                        domains.servers().values().stream().map(ToolServer::store))
                                .toList())),
                new CompanyExport(calls, here.servers(), here.folder(), ground.clock()),
                new CompanyMove(
                        ground.storage().address(), schemas(here.servers()), here.folder(), this::prepareDatabase),
                here);
    }

    /** The workflows across domains. */
    private Flows flows() {
        var access = ground.access();
        var clock = ground.clock();
        var calls = new PlatformCalls(around.apply(domains.toolbox()));
        var provisioning = server("provisioning").store();
        var here = new Making.Surroundings(
                List.copyOf(domains.servers().keySet()),
                runs.fleet().agents().shipped().all().stream().map(Agent::name).collect(Collectors.toUnmodifiableSet()),
                domains.vendors().channels().stream().map(Enum::name).collect(Collectors.toUnmodifiableSet()),
                ground.baseUrl(),
                ground.settings().server().data());
        var house = new Making.House(access.store(), access.companies(), access.members(), runs.catalogue());
        var workflow = new ActivationWorkflow(
                access.store(), calls, new Making(house, calls, here), ground.node(), STEP_ATTEMPTS);
        return new Flows(
                new ActivationRequests(provisioning.outbox(), access.store(), clock),
                new LostActivations(provisioning, access.store(), clock),
                workflow,
                new OrderRequests(provisioning.outbox(), access.store()),
                new OrderWorkflow(access.store(), calls, ordering(here, calls), ground.node()),
                new PreparedTenants(
                        calls,
                        here.servers(),
                        access.companies(),
                        ground.settings().limits().preparedTenants(),
                        workflow::busy,
                        ground.ids()),
                new CustomerCopies(server("crm").store().outbox(), calls),
                new Reminders(server("crm").store()),
                new OverdueWatch(server("finance").store()),
                dialogues(),
                access.companies());
    }
}
