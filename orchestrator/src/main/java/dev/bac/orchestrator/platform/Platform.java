package dev.bac.orchestrator.platform;

import dev.bac.agents.Agent;
import dev.bac.identity.Grants;
import dev.bac.llm.ChatModel;
import dev.bac.mcp.ToolServer;
import dev.bac.orchestrator.access.GuestEntrance;
import dev.bac.orchestrator.activation.ActivationRequests;
import dev.bac.orchestrator.activation.ActivationWorkflow;
import dev.bac.orchestrator.activation.CustomerCopies;
import dev.bac.orchestrator.activation.LostActivations;
import dev.bac.orchestrator.activation.Making;
import dev.bac.orchestrator.activation.PlatformCalls;
import dev.bac.orchestrator.config.Settings;
import dev.bac.orchestrator.conversation.Conversations;
import dev.bac.orchestrator.conversation.Rows;
import dev.bac.orchestrator.dialogue.Dialogues;
import dev.bac.orchestrator.workflow.Workflows;
import dev.bac.retrieval.Embedder;
import dev.bac.tools.Toolbox;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Everything in one process, wired once, top to bottom: what all stands on, the domains' servers, the tools that agents
 * reach over MCP, the models, the agents and their runs, the HTTP port.
 */
public final class Platform implements AutoCloseable {
    /** The approval rules in force; approvals given under others are void. */
    public static final String POLICY = "1";

    private static final int STEP_ATTEMPTS = 5;

    private final Started started;
    private final Ground ground;
    private final Domains domains;
    private final ModelPart models;
    private final RunPart runs;
    private final Workflows workflows;

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
        var started = new Started();
        try {
            return new Platform(outside, started);
        } catch (RuntimeException e) {
            started.close();
            throw e;
        }
    }

    private Platform(Outside outside, Started started) {
        this.started = started;
        ground = Ground.open(outside.settings(), outside.environment(), outside.clock(), started);
        domains = Domains.open(ground, started);
        Rows rows = Rows.of(ground.access().store());
        var tools = AgentTools.open(ground, domains, rows, started);
        models = ModelPart.open(ground, outside, started);
        runs = RunPart.open(ground, domains, tools, models, rows, outside.embedder(), started);
        workflows = started.opened(WorkflowPart.open(ground, domains, tools, runs, rows));
        started.opened(
                new Front(ground, domains, tools, models, runs, workflows, rows).listen(outside.embedder(), started));
        begin();
    }

    /** From here on work is done that nobody asks for at the moment. */
    private void begin() {
        var access = ground.access();
        started.opened(AgentWatch.start(runs.folders(), access.companies()));
        AutoCloseable beforeTheServers = runs.runner()::leaveToNextStart;
        started.opened(beforeTheServers);
        started.opened(Duties.start(access, ground.node(), runs.decisions(), runs.runner(), flows(), workflows));
        access.companies().active().forEach(company -> runs.runner().takeUp(company.id()));
    }

    /** Where it answers, such as {@code http://127.0.0.1:8080}. */
    public String baseUrl() {
        return ground.baseUrl();
    }

    public Access access() {
        return ground.access();
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

    /** The workflows across domains. */
    private Flows flows() {
        var access = ground.access();
        var clock = ground.clock();
        var calls = new PlatformCalls(domains.toolbox());
        var provisioning = server("provisioning").store();
        var around = new Making.Surroundings(
                List.copyOf(domains.servers().keySet()),
                runs.fleet().agents().shipped().all().stream().map(Agent::name).collect(Collectors.toUnmodifiableSet()),
                domains.vendors().channels().stream().map(Enum::name).collect(Collectors.toUnmodifiableSet()),
                ground.baseUrl());
        var house = new Making.House(access.store(), access.companies(), access.members());
        return new Flows(
                new ActivationRequests(provisioning.outbox(), access.store(), clock),
                new LostActivations(provisioning, access.store(), clock),
                new ActivationWorkflow(
                        access.store(), calls, new Making(house, calls, around), ground.node(), STEP_ATTEMPTS),
                new CustomerCopies(server("crm").store().outbox(), calls),
                dialogues(),
                access.companies());
    }
}
