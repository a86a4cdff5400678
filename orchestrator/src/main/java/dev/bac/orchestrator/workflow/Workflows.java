package dev.bac.orchestrator.workflow;

import dev.bac.identity.Grants;
import dev.bac.orchestrator.access.Companies;
import dev.bac.orchestrator.access.Resumption;
import dev.bac.orchestrator.approval.ApprovalTerms;
import dev.bac.orchestrator.conversation.Conversations;
import dev.bac.orchestrator.conversation.Rows;
import dev.bac.orchestrator.servers.SealingKey;
import dev.bac.store.Outbox;
import dev.bac.store.Store;
import dev.bac.store.journal.Scheduler;
import dev.bac.tools.Toolbox;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** The workflows of one node: what there is, what starts runs, what carries them out, what people do with them. */
public final class Workflows implements AutoCloseable {
    private static final Duration SOON = Duration.ofMillis(500);
    private static final Duration SECONDS = Duration.ofSeconds(5);
    private static final Duration SELDOM = Duration.ofHours(1);
    /** As long as a wait for an event may last, and a little more. */
    private static final Duration EVENTS_KEPT = Duration.ofDays(32);

    private final Store store;
    private final Catalogue catalogue;
    private final Starts starts;
    private final Engine engine;
    private final Desk desk;
    private final Events events;
    private final Schedules schedules;
    private final Hooks hooks;
    private final Companies companies;
    private final Pass.Stores stores;
    private final Engine.Node node;

    /**
     * What runs of workflows stand on.
     *
     * @param keeping names of the servers that keep the key of a write
     * @param policy the servers' approval rules in force
     * @param outboxes the servers' events, by server
     * @param seal for what webhooks are signed with
     */
    public record Ground(
            Store store,
            Companies companies,
            Resumption resumption,
            Toolbox toolbox,
            Set<String> keeping,
            Grants grants,
            String policy,
            Map<String, Outbox> outboxes,
            SealingKey seal) {}

    /** The conversations that steps ask agents in. */
    public record Chat(Supplier<Conversations> conversations, Rows rows) {}

    public Workflows(Ground ground, Catalogue catalogue, Chat chat, Engine.Node node) {
        this.store = ground.store();
        this.catalogue = catalogue;
        this.companies = ground.companies();
        this.node = node;
        var runs = new WorkflowRuns(store);
        this.stores = new Pass.Stores(runs, new StepRows(), new WaitRows(), new Wakes(store));
        var actors = new Actors(ground.resumption());
        this.starts = new Starts(store, runs, stores.wakes(), catalogue, actors);
        this.engine = new Engine(
                store,
                stores,
                (tenant, run) -> catalogue.version(tenant, run.workflow(), run.digest()),
                actors::caller,
                pass -> passage(pass, ground, actors, chat),
                node);
        this.desk = new Desk(store, stores, starts, node.name());
        this.events = new Events(ground.outboxes(), store, catalogue, starts, stores, companies);
        this.schedules = new Schedules(store, catalogue, starts, runs, companies, node.clock());
        this.hooks = new Hooks(ground, catalogue, starts, new SecureRandom(), node.clock());
    }

    private Passage passage(Pass pass, Ground ground, Actors actors, Chat chat) {
        var policies = catalogue.policies(pass.writes().tenant());
        var approvals = new ApprovalDesk(
                chat.rows().approvals(),
                new ApprovalTerms.Rows(),
                ground.grants(),
                ground.policy(),
                policies.version());
        var asker = actors.plain(pass.writes().tenant(), pass.workflow(), pass.run());
        var tools = new ToolSteps.Tools(
                ground.toolbox(), ground.keeping(), node.limits().outputChars());
        return new Passage(
                pass,
                new Passage.Doing(
                        new ToolSteps(
                                pass,
                                tools,
                                approvals,
                                new ToolSteps.Rules(policies, catalogue.label(pass.workflow()))),
                        new WaitSteps(pass, stores.waits(), approvals),
                        new StartSteps(pass, starts, asker),
                        new AgentSteps(
                                pass, asker, new AgentSteps.Talking(chat.conversations(), chat.rows()), stores.waits()),
                        stores.steps()),
                node.limits());
    }

    /** To be called before the scheduler starts. */
    public void register(Scheduler scheduler) {
        starts.dispatchedBy(scheduler);
        scheduler
                .once(Starts.TASK, engine)
                .every("workflows-take-up", SOON, engine::takeUp)
                .every("workflows-events", SOON, events::deliver)
                .every("workflows-schedules", SECONDS, schedules::look)
                .every("workflows-prune", SELDOM, this::prune);
    }

    private void prune() {
        var before = node.clock().instant().minus(EVENTS_KEPT);
        companies
                .active()
                .forEach(company ->
                        store.write(company.id(), tx -> stores.waits().prune(tx, before)));
    }

    Starts starts() {
        return starts;
    }

    public Catalogue catalogue() {
        return catalogue;
    }

    public Desk desk() {
        return desk;
    }

    public Engine engine() {
        return engine;
    }

    public Events events() {
        return events;
    }

    public Hooks hooks() {
        return hooks;
    }

    public Schedules schedules() {
        return schedules;
    }

    /** Wakes runs of workflows that wait for people's decisions. */
    public Wakes wakes() {
        return stores.wakes();
    }

    @Override
    public void close() {
        engine.close();
    }
}
