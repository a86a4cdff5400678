package dev.bac.mcp.modern;

import dev.bac.identity.Caller;
import dev.bac.mcp.Approvals;
import dev.bac.mcp.ToolAnswer;
import dev.bac.mcp.ToolSelection;
import dev.bac.mcp.ToolServer;
import dev.bac.mcp.skill.Skills;
import dev.bac.mcp.task.StoredTasks;
import dev.bac.mcp.task.TaskBoard;
import dev.bac.mcp.task.TaskLimits;
import dev.bac.mcp.wire.Implementation;
import dev.bac.mcp.wire.ParamHeader;
import dev.bac.mcp.wire.Params;
import dev.bac.mcp.wire.Protocol;
import dev.bac.mcp.wire.Result;
import dev.bac.mcp.wire.ServerCapabilities;
import dev.bac.mcp.wire.SubscriptionFilter;
import dev.bac.store.UuidV7;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** What one of our domains offers. */
public final class DomainOffer implements Offer {
    /** How long a person may think about an approval. */
    private static final Duration THINKING = Duration.ofMinutes(10);

    private final ToolServer server;
    private final DomainTools tools;
    private final DomainRecords records;
    private final DomainPrompts prompts;
    private final ApprovalRounds approvals;
    private final KeptResults results;
    private final LastingCalls lasting;
    private final TaskBoard tasks;
    private final ServerCapabilities capabilities;

    public DomainOffer(ToolServer server, Approvals approvals, RequestState states, TaskBoard tasks) {
        this.server = server;
        this.tools = new DomainTools(server);
        this.records = new DomainRecords(server);
        this.prompts = new DomainPrompts(server);
        this.tasks = tasks;
        this.results = new KeptResults(server);
        this.lasting = new LastingCalls(server, results);
        this.approvals = new ApprovalRounds(
                server,
                approvals,
                new Parking(server, approvals),
                states,
                (exchange, call) -> lasting.call(exchange, call, tasks));
        this.capabilities = capabilities(server);
    }

    /** What a domain offers, with a key of its own schema. */
    public static DomainOffer of(ToolServer server, Approvals approvals, InstantSource clock) {
        var random = new SecureRandom();
        var states = new RequestState(
                new StoredKey(server.store(), random), new UuidV7(clock, random), nonces(random), clock, THINKING);
        var tasks = StoredTasks.start(
                server.store(),
                "mcp-" + UUID.randomUUID(),
                TaskLimits.usual(),
                Map.of(LastingCalls.NAME, new LastingCalls(server, new KeptResults(server))));
        server.closeWith(tasks);
        return new DomainOffer(server, approvals, states, tasks);
    }

    private static Supplier<byte[]> nonces(SecureRandom random) {
        return () -> {
            byte[] nonce = new byte[12];
            random.nextBytes(nonce);
            return nonce;
        };
    }

    private static ServerCapabilities capabilities(ToolServer server) {
        var all = ServerCapabilities.none().with("tools").withExtension(Protocol.TASKS);
        boolean skilled = !server.server().besides().skills().all().isEmpty();
        all = skilled ? all.withExtension(Protocol.SKILLS, "directoryRead") : all;
        boolean records = !server.server().resources().isEmpty();
        boolean playbooks = !server.server().playbooks().isEmpty();
        all = skilled ? all.with("resources") : all;
        all = records ? all.with("resources", "subscribe").with("resources", "listChanged") : all;
        all = playbooks ? all.with("prompts") : all;
        return records || playbooks ? all.with("completions") : all;
    }

    @Override
    public Implementation who() {
        String version = DomainOffer.class.getPackage().getImplementationVersion();
        var domain = server.server();
        return new Implementation("bac-" + domain.name(), domain.title(), version == null ? "0" : version, null, null);
    }

    @Override
    public ServerCapabilities capabilities() {
        return capabilities;
    }

    @Override
    public Optional<String> instructions() {
        return Optional.of(server.server().guidance());
    }

    @Override
    public Result.Tools tools(Caller caller, ToolSelection selection, Params.Page page) {
        return tools.list(caller, selection, page.cursor());
    }

    /** None of our tools mirrors an argument: what proxies would route by is in the token. */
    @Override
    public List<ParamHeader> mirrored(String tool) {
        return List.of();
    }

    @Override
    public Result.OfCall call(Exchange exchange, Params.CallTool call) {
        var invocation =
                tools.invocation(exchange.selection(), call, exchange.meta().other());
        if (call.requestState() != null) {
            return approvals.resume(exchange, call, invocation, call.requestState());
        }
        var tool = tools.find(invocation.tool()).tool();
        if (server.server().mayLast(tool.name())
                && (!tool.needsApproval() || invocation.grant().isPresent())) {
            return lasting.call(exchange, invocation, tasks);
        }
        var answer = server.call(exchange.caller(), invocation, exchange::progress);
        return answer instanceof ToolAnswer.NeedsApproval asked
                ? approvals.ask(exchange, call, invocation, asked)
                : results.called(exchange.caller(), invocation.tool(), answer);
    }

    @Override
    public Result.Resources resources(Caller caller, Params.Page page) {
        var listed = records.list(caller, page);
        return page.cursor() == null ? listed.with(skills().listed().toList()) : listed;
    }

    @Override
    public Result.Templates templates(Caller caller, Params.Page page) {
        return records.templates(page);
    }

    @Override
    public Result read(Exchange exchange, Params.ReadResource read) {
        return skills().read(read.uri()).orElseGet(() -> records.read(exchange.caller(), read.uri()));
    }

    @Override
    public Skills skills() {
        return server.server().besides().skills();
    }

    @Override
    public Result.Prompts prompts(Caller caller, Params.Page page) {
        return prompts.list(page);
    }

    @Override
    public Result prompt(Exchange exchange, Params.GetPrompt get) {
        return prompts.render(get.name(), Optional.ofNullable(get.arguments()).orElse(Map.of()));
    }

    @Override
    public Result.Completed complete(Caller caller, Params.Complete complete) {
        return prompts.complete(caller, complete);
    }

    @Override
    public TaskBoard tasks() {
        return tasks;
    }

    @Override
    public Watch watch(Exchange exchange, SubscriptionFilter wanted) {
        var caller = exchange.caller();
        return new PollingWatch(caller, wanted, uri -> find(caller, uri), () -> Listings.uris(this, caller), tasks);
    }

    /** What a record of this domain holds now. */
    Optional<JsonNode> find(Caller caller, String uri) {
        return records.find(caller, uri);
    }
}
