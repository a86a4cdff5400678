package dev.bac.orchestrator.platform;

import dev.bac.llm.store.RouterStore;
import dev.bac.mcp.ToolServer;
import dev.bac.orchestrator.config.Settings;
import dev.bac.orchestrator.conversation.Conversations;
import dev.bac.orchestrator.conversation.Decisions;
import dev.bac.orchestrator.conversation.Rows;
import dev.bac.orchestrator.http.AgentResource;
import dev.bac.orchestrator.http.ApprovalResource;
import dev.bac.orchestrator.http.AuditResource;
import dev.bac.orchestrator.http.Body;
import dev.bac.orchestrator.http.BudgetResource;
import dev.bac.orchestrator.http.ChatResource;
import dev.bac.orchestrator.http.ConversationResource;
import dev.bac.orchestrator.http.DocsResource;
import dev.bac.orchestrator.http.DownloadResource;
import dev.bac.orchestrator.http.HealthResource;
import dev.bac.orchestrator.http.MeResource;
import dev.bac.orchestrator.http.NoteResource;
import dev.bac.orchestrator.http.OutcomeResource;
import dev.bac.orchestrator.http.Resource;
import dev.bac.orchestrator.http.RunResource;
import dev.bac.orchestrator.http.SessionResource;
import dev.bac.orchestrator.http.ToolResource;
import dev.bac.orchestrator.http.UsageResource;
import dev.bac.orchestrator.run.AuditTrail;
import dev.bac.orchestrator.usage.Budgeting;
import dev.bac.orchestrator.usage.Outcomes;
import dev.bac.orchestrator.usage.PlanUse;
import dev.bac.orchestrator.usage.Savings;
import dev.bac.orchestrator.workflow.Desk;
import dev.bac.store.Store;
import dev.bac.tools.Toolbox;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The resources of the HTTP API. */
record Api(
        Settings settings,
        Access access,
        Rows rows,
        Map<String, ToolServer> servers,
        Models models,
        RouterStore router,
        Budgeting budgets,
        Outcomes outcomes) {

    /** The parts that do the work. */
    record Work(
            Conversations conversations,
            Decisions decisions,
            AgentResource.Agents agents,
            Toolbox toolbox,
            Desk desk) {}

    List<Resource> resources(Work work, PrometheusMeterRegistry metrics, InstantSource clock) {
        var body = new Body(settings.limits().bodyBytes());
        int page = settings.limits().pageRows();
        return List.of(
                new ChatResource(work.conversations(), body),
                new ConversationResource(work.conversations(), rows, body, page),
                new DownloadResource(work.conversations(), clock),
                new ApprovalResource(rows.approvals(), work.decisions(), body, page),
                new AgentResource(work.agents(), body),
                new ToolResource(work.toolbox()),
                new NoteResource(work.toolbox(), page),
                new RunResource(rows, work.desk(), body, page),
                new UsageResource(
                        rows.usage(),
                        budgets,
                        new Savings(rows.usage(), outcomes.store()),
                        new PlanUse(List.copyOf(stores().values())),
                        clock),
                new BudgetResource(budgets, body),
                new OutcomeResource(outcomes, body, page),
                new AuditResource(new AuditTrail(stores()), page),
                new MeResource(access.companies(), answering()),
                new SessionResource(access.links(), access.keys(), access.sessions(), body),
                new HealthResource(checks(), metrics),
                new DocsResource());
    }

    private MeResource.Answering answering() {
        var first = models.first();
        return new MeResource.Answering(
                first.model(), first.why(), first.connect().orElse(null));
    }

    private Map<String, Store> stores() {
        var stores = new LinkedHashMap<String, Store>();
        stores.put("orchestrator", access.store());
        servers.forEach((name, server) -> stores.put(name, server.store()));
        return stores;
    }

    private Map<String, Runnable> checks() {
        var checks = new LinkedHashMap<String, Runnable>();
        stores().forEach((name, store) -> checks.put(name, () -> answers(store)));
        checks.put("router", () -> answers(router.store()));
        return checks;
    }

    static void answers(Store store) {
        int one = store.shared(
                handle -> handle.createQuery("SELECT 1").mapTo(Integer.class).one());
        if (one != 1) {
            throw new IllegalStateException("the database counts wrongly");
        }
    }
}
