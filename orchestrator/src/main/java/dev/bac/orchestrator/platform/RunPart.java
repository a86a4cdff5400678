package dev.bac.orchestrator.platform;

import dev.bac.agents.AgentLoop;
import dev.bac.agents.HandoffOffers;
import dev.bac.identity.TenantId;
import dev.bac.llm.ChatModel;
import dev.bac.llm.planner.PlannerModel;
import dev.bac.llm.store.RouterStore;
import dev.bac.llm.store.cache.SharedTexts;
import dev.bac.orchestrator.access.NamedPeople;
import dev.bac.orchestrator.access.Resumption;
import dev.bac.orchestrator.agent.AgentAuthoring;
import dev.bac.orchestrator.agent.AgentFolders;
import dev.bac.orchestrator.agent.NearestColleagues;
import dev.bac.orchestrator.agent.TenantAgents;
import dev.bac.orchestrator.answers.AnswerShelf;
import dev.bac.orchestrator.answers.Answers;
import dev.bac.orchestrator.answers.Freshness;
import dev.bac.orchestrator.approval.Waiting;
import dev.bac.orchestrator.config.Settings;
import dev.bac.orchestrator.conversation.Approved;
import dev.bac.orchestrator.conversation.Conclusion;
import dev.bac.orchestrator.conversation.Conversations;
import dev.bac.orchestrator.conversation.Decisions;
import dev.bac.orchestrator.conversation.Fleet;
import dev.bac.orchestrator.conversation.Rows;
import dev.bac.orchestrator.conversation.RunLimits;
import dev.bac.orchestrator.conversation.Runner;
import dev.bac.orchestrator.http.AgentResource;
import dev.bac.orchestrator.policy.PolicedToolbox;
import dev.bac.orchestrator.workflow.Catalogue;
import dev.bac.orchestrator.workflow.Wakes;
import dev.bac.retrieval.CachedEmbedder;
import dev.bac.store.Tx;
import dev.bac.store.journal.Leases;
import dev.bac.tools.OfferedTools;
import dev.bac.tools.ToolOffers;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The agents there are, and the runs in which they work. */
record RunPart(
        Fleet fleet,
        AgentAuthoring authoring,
        AgentFolders folders,
        Runner runner,
        Conversations conversations,
        Decisions decisions,
        Catalogue catalogue) {
    private static final int TOOLS_EMBEDDED = 5_000;

    /** Longest answer shared with other nodes, with all that its tools said. In characters. */
    private static final int LONGEST_SHELVED = 1 << 20;

    static RunPart open(
            Ground ground,
            Domains domains,
            AgentTools tools,
            ModelPart models,
            Rows rows,
            Platform.Outside outside,
            Started started) {
        var settings = ground.settings();
        var access = ground.access();
        var clock = ground.clock();
        var agents = new TenantAgents(access.store());
        var authoring = new AgentAuthoring(
                agents,
                Servers.NAMES,
                tools.foreign().servers().toolboxes().keySet(),
                new NamedPeople(access.members()));
        var folders = new AgentFolders(settings.server().data().resolve("agents"), authoring, agents);
        var fleet = new Fleet(agents);
        var catalogue = access.catalogue();
        var rules = access.rules();
        var policed =
                new PolicedToolbox(tools.toolbox(), rules, ground.signing().grants());
        if (ground.storage().alone()) {
            // Whoever had a lease on our own PostgreSQL is gone: the data folder has one process at a time.
            new Leases(access.store()).endAll();
        }
        var offers = new ToolOffers(
                new CachedEmbedder(outside.embedder(), TOOLS_EMBEDDED),
                new OfferedTools.Limits(
                        settings.tools().shown(), settings.tools().found()));
        var shown = new AgentLoop.Offers(offers, colleagues(models, outside.planner()));
        var parts = new Runner.Parts(
                library -> new AgentLoop(models.models().chat(), policed, library, clock, shown),
                fleet,
                tools.toolbox(),
                new Resumption(access.members()),
                tools.waits(),
                new Answers(
                        settings.answers(),
                        new Freshness(domains.boxes()),
                        shelf(settings, models.store(), clock),
                        clock,
                        ground.metrics()),
                ground.telemetry().runs());
        var runner = started.opened(new Runner(
                rows,
                parts,
                new Approved(rows, ground.signing().grants(), clock),
                new Conclusion(rows, Platform.POLICY, settings.approvals().expireAfter(), ground.metrics(), rules),
                new Runner.Node(
                        ground.node(),
                        RunLimits.of(settings.limits().runs(), settings.limits().runTime()),
                        clock)));
        return new RunPart(
                fleet,
                authoring,
                folders,
                runner,
                new Conversations(rows, fleet, runner),
                new Decisions(rows, runner, waiting(new Wakes(access.store()), catalogue)),
                catalogue);
    }

    /** The planner sees everybody anyway; a vendor's model those who come into question, by the planner's own ranking. */
    private static HandoffOffers colleagues(ModelPart models, ChatModel planner) {
        boolean vendor = models.models().first().connect().isEmpty();
        HandoffOffers.Ranking desk = planner instanceof PlannerModel builtIn ? builtIn::handovers : (_, _) -> List.of();
        return vendor
                ? new HandoffOffers(new NearestColleagues(desk), NearestColleagues.SHOWN)
                : HandoffOffers.everybody();
    }

    private static AnswerShelf shelf(Settings settings, RouterStore store, Clock clock) {
        if (!settings.models().cache().shared()) {
            return AnswerShelf.NONE;
        }
        var limits = new SharedTexts.Limits(settings.answers().longest(), LONGEST_SHELVED);
        var texts = new SharedTexts(store, limits, clock);
        return new AnswerShelf() {
            @Override
            public Optional<String> find(TenantId tenant, String key) {
                return texts.find(tenant, key);
            }

            @Override
            public void keep(TenantId tenant, String key, String answer) {
                texts.keep(tenant, key, answer);
            }
        };
    }

    private static Waiting waiting(Wakes wakes, Catalogue catalogue) {
        return new Waiting() {
            @Override
            public int decided(Tx tx, UUID run) {
                return wakes.wake(tx, run);
            }

            @Override
            public String rules(TenantId tenant) {
                return catalogue.policies(tenant).version();
            }
        };
    }

    AgentResource.Agents agents() {
        return new AgentResource.Agents(fleet, authoring, folders);
    }
}
