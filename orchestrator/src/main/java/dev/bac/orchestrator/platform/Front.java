package dev.bac.orchestrator.platform;

import dev.bac.messaging.campaign.CampaignDesk;
import dev.bac.orchestrator.a2a.Cards;
import dev.bac.orchestrator.a2a.Methods;
import dev.bac.orchestrator.a2a.TaskDesk;
import dev.bac.orchestrator.access.CallAllowance;
import dev.bac.orchestrator.access.NamedPeople;
import dev.bac.orchestrator.access.WebEntrance;
import dev.bac.orchestrator.approval.ApprovalPost;
import dev.bac.orchestrator.conversation.Rows;
import dev.bac.orchestrator.gateway.FleetAsModels;
import dev.bac.orchestrator.http.A2aMetadataResource;
import dev.bac.orchestrator.http.A2aResource;
import dev.bac.orchestrator.http.ApprovalLinkResource;
import dev.bac.orchestrator.http.Body;
import dev.bac.orchestrator.http.CampaignEventsResource;
import dev.bac.orchestrator.http.CampaignResource;
import dev.bac.orchestrator.http.ContactResource;
import dev.bac.orchestrator.http.HookResource;
import dev.bac.orchestrator.http.HttpServer;
import dev.bac.orchestrator.http.MessageResource;
import dev.bac.orchestrator.http.PolicyResource;
import dev.bac.orchestrator.http.RateLimit;
import dev.bac.orchestrator.http.Resource;
import dev.bac.orchestrator.http.TemplateResource;
import dev.bac.orchestrator.http.VendorWebhookResource;
import dev.bac.orchestrator.http.WorkflowHookResource;
import dev.bac.orchestrator.http.WorkflowResource;
import dev.bac.orchestrator.usage.DirectCalls;
import dev.bac.orchestrator.workflow.Workflows;
import dev.bac.retrieval.Embedder;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The one port: page and API, the models at {@code /v1}, the MCP servers. */
record Front(
        Ground ground,
        Domains domains,
        AgentTools tools,
        ModelPart models,
        RunPart runs,
        Workflows workflows,
        Rows rows) {

    /** Starts listening. */
    HttpServer listen(Embedder embedder, Started started) {
        var settings = ground.settings();
        // One for all entrances: a node's slices are shared by them.
        var calls = new CallAllowance(ground.access().store(), ground.clock());
        var mcp = doors(calls);
        var gateway = gateway(embedder, calls, started);
        return HttpServer.start(
                new HttpServer.Address(settings.server().host(), ground.port(), context -> {
                    mcp.mount(context);
                    gateway.mount(context);
                }),
                new HttpServer.Entrances(
                        ground.signing().api(),
                        new WebEntrance(ground.access().sessions()),
                        Optional.of(ground.signing().agents()),
                        settings.limits(),
                        ground.publicUrl(),
                        calls::take),
                resources(),
                ground.metrics(),
                ground.ids());
    }

    private McpDoors doors(CallAllowance calls) {
        var approvals = ground.access()
                .approvals(
                        ground.signing().security(),
                        ground.publicUrl(),
                        ground.clock(),
                        ground.settings().approvals().expireAfter());
        return new McpDoors(
                domains.servers().values(),
                approvals,
                ground.signing(),
                ground.metrics(),
                new RateLimit(ground.settings().limits().requestsPerSecond()),
                calls::take);
    }

    private dev.bac.llm.gateway.Gateway gateway(Embedder embedder, CallAllowance calls, Started started) {
        var direct = started.opened(new DirectCalls(ground.access().store(), rows.usage(), ground.clock()));
        var asked = models.models();
        return ModelGateway.of(
                ground.signing().api(),
                asked.with(direct.recorded(asked.chat())),
                new ModelGateway.Surroundings(
                        embedder,
                        new FleetAsModels(runs.fleet(), runs.conversations()),
                        ground.settings().limits(),
                        calls::take,
                        ground.clock()));
    }

    /** Approvals by a link in a message. */
    private Resource approvalLinks(Body body) {
        var access = ground.access();
        var post = new ApprovalPost(
                access.store(), access.addresses(), access.approvalLinks(), ground.approvalMessage(tools.toolbox()));
        return new ApprovalLinkResource(
                new ApprovalLinkResource.Approvals(rows.approvals(), post, runs.decisions()),
                access.approvalLinks(),
                access.sessions(),
                body,
                ground.clock());
    }

    private List<Resource> resources() {
        var settings = ground.settings();
        var api = new Api(
                settings,
                ground.access(),
                rows,
                domains.servers(),
                models.models(),
                models.store(),
                models.budgeting(),
                models.outcomes());
        var work =
                new Api.Work(runs.conversations(), runs.decisions(), runs.agents(), tools.toolbox(), workflows.desk());
        var resources = new ArrayList<Resource>(api.resources(work, ground.metrics(), ground.clock()));
        resources.add(tools.foreign().resource());
        var body = new Body(settings.limits().bodyBytes());
        resources.add(approvalLinks(body));
        var people = new NamedPeople(ground.access().members());
        resources.add(new WorkflowResource(workflows, people, body));
        resources.add(new PolicyResource(workflows.catalogue(), people, body));
        resources.add(new WorkflowHookResource(workflows.hooks(), body, ground.publicUrl()));
        var messaging = domains.store("messaging");
        resources.add(new MessageResource(domains.queue(), messaging, body));
        resources.add(new CampaignResource(
                new CampaignDesk(domains.vendors()),
                messaging,
                body,
                settings.limits().pageRows()));
        resources.add(new CampaignEventsResource(new CampaignDesk(domains.vendors()), messaging));
        resources.add(new ContactResource(messaging, body, settings.limits().pageRows()));
        resources.add(new TemplateResource(
                domains.server("messaging"), body, settings.limits().pageRows()));
        resources.add(new HookResource(
                domains.hooks(), messaging, body, settings.limits().pageRows()));
        var cards = new Cards(
                runs.fleet(), ground::publicUrl, settings.identity().issuer().isEmpty());
        resources.add(new A2aMetadataResource(
                ground.signing().agents(), ground.signing().security().authorizationServer(), ground.publicUrl()));
        resources.add(new A2aResource(
                runs.fleet(), cards, new Methods(new TaskDesk(runs.conversations(), rows), cards), body));
        resources.add(new VendorWebhookResource(
                domains.reception(),
                settings.messaging().url().map(URI::toString).orElse(ground.publicUrl())));
        resources.addAll(new Oauth(ground.access(), settings.identity(), ground.publicUrl(), ground.clock())
                .endpoints(
                        domains.declared(),
                        ground.signing().issuer(),
                        new Body(settings.limits().bodyBytes())));
        return resources;
    }
}
