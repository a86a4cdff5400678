package dev.bac.mcp;

import dev.bac.identity.Caller;
import dev.bac.store.Database;
import dev.bac.store.SchemaSpec;
import dev.bac.store.Store;
import dev.bac.store.UuidV7;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One domain's tools at work on its schema, apart from any transport. Each call is checked here again, whoever sent it:
 * scope, delegation, tenant, arguments, approval.
 */
public final class ToolServer implements ToolOffer, AutoCloseable {
    private final DomainServer server;
    private final Store store;
    private final ToolSecurity security;
    private final Clock clock;
    private final Catalogue catalogue;
    private final LifeTools life;
    private final AuditQueue audit;
    private final Failures failures;

    private ToolServer(DomainServer server, Store store, ToolSecurity security, Clock clock) {
        this.server = server;
        this.store = store;
        this.security = security;
        this.clock = clock;
        this.life = new LifeTools(server, store);
        var bound = new ArrayList<BoundTool<?, ?>>(life.tools());
        server.tools().forEach(tool -> bound.add(new BoundTool<>(tool, Limits.CALL)));
        this.catalogue = new Catalogue(bound);
        this.audit = new AuditQueue(store);
        this.failures = new Failures(new UuidV7(clock, new SecureRandom()));
    }

    /** Opens the domain's schema, migrated and checked, and serves its tools on it. */
    public static ToolServer open(DomainServer server, Database database, ToolSecurity security, Clock clock) {
        var store = database.open(new SchemaSpec(server.name(), List.of(server.migrations())));
        return new ToolServer(server, store, security, clock);
    }

    /** Serves a domain's tools on its schema, opened elsewhere. */
    public static ToolServer on(Store store, DomainServer server, ToolSecurity security, Clock clock) {
        return new ToolServer(server, store, security, clock);
    }

    public DomainServer server() {
        return server;
    }

    public ToolSecurity security() {
        return security;
    }

    /** The domain's schema, for what is not a tool: relaying its outbox, reading its audit. */
    public Store store() {
        return store;
    }

    /** What the caller may call, ordered by name. */
    public List<ToolListing> list(Caller caller, boolean readOnly) {
        return catalogue.visibleTo(caller, readOnly);
    }

    @Override
    public List<ToolListing> list(Caller caller) {
        return list(caller, false);
    }

    @Override
    public Introduction introduction() {
        return new Introduction(server.name(), server.title(), server.instructions());
    }

    @Override
    public Optional<ToolListing> find(String tool) {
        return catalogue.find(tool).map(BoundTool::listing);
    }

    @Override
    public ToolAnswer.Refused unknown(String tool) {
        return catalogue.unknown(tool);
    }

    @Override
    public ToolAnswer call(Caller caller, ToolInvocation invocation) {
        var found = catalogue.find(invocation.tool());
        if (found.isEmpty()) {
            return catalogue.unknown(invocation.tool());
        }
        ToolAnswer answer = Catalogue.refusal(found.get().tool(), caller)
                .<ToolAnswer>map(refused -> refused)
                .orElseGet(() -> attempt(caller, found.get(), invocation));
        if (answer instanceof ToolAnswer.Refused refused) {
            record(caller, found.get().tool(), "refused", "code", refused.code());
        }
        return answer;
    }

    private ToolAnswer attempt(Caller caller, BoundTool<?, ?> bound, ToolInvocation invocation) {
        try {
            var options = CallOptions.takeFrom(bound.tool(), invocation);
            var ready = bound.read(options);
            return bound.tool().effect() == Effect.READ
                    ? read(caller, ready)
                    : write(
                            new WriteCall(caller, ready, options.key(), invocation.grant(), new GrantCheck(security)),
                            options.dryRun());
        } catch (RuntimeException e) {
            return failures.refusal(invocation.tool(), e);
        }
    }

    private ToolAnswer read(Caller caller, BoundTool.Ready<?, ?> ready) {
        var tool = ready.bound().tool();
        ToolAnswer.Result result = store.read(caller.tenant(), tx -> {
            if (!tool.hidden()) {
                CallRecords.refuseSuspended(tx);
            }
            return ready.run(caller, tx);
        });
        audited(caller, ready, "read");
        return result;
    }

    private ToolAnswer write(WriteCall call, boolean dryRun) {
        var tenant = call.caller().tenant();
        if (dryRun) {
            ToolAnswer.Result would = store.preview(tenant, call::preview);
            audited(call.caller(), call.ready(), "dry_run");
            return new ToolAnswer.Result("Dry run, nothing was changed. " + would.text(), would.content());
        }
        if (call.lacksApproval()) {
            return askApproval(call);
        }
        return life.run(call);
    }

    private ToolAnswer askApproval(WriteCall call) {
        var tenant = call.caller().tenant();
        Optional<ToolAnswer.Result> earlier = store.read(tenant, call::earlier);
        if (earlier.isPresent()) {
            return earlier.get();
        }
        ToolAnswer.Result would = store.preview(tenant, call::preview);
        audited(call.caller(), call.ready(), "approval_asked");
        String text = "%s needs a person's approval and has not been done. It would come to: %s"
                .formatted(call.tool().title(), would.content().path("summary").asString());
        return new ToolAnswer.NeedsApproval(text, would.content(), call.ready().argumentsHash());
    }

    private void audited(Caller caller, BoundTool.Ready<?, ?> ready, String outcome) {
        record(caller, ready.bound().tool(), outcome, "arguments", ready.argumentsHash());
    }

    private void record(Caller caller, Tool<?, ?> tool, String outcome, String detail, String value) {
        Map<String, Optional<String>> details = Map.of(
                detail, Optional.of(value), "at", Optional.of(clock.instant().toString()));
        audit.add(caller.tenant(), CallRecords.entry(caller, tool.name(), outcome, details));
    }

    /** Writes the audit rows that still wait; they are written within a second anyway. */
    public void flushAudit() {
        audit.flush();
    }

    /** Writes the audit rows that wait. The database stays open: others use it. */
    @Override
    public void close() {
        audit.close();
    }
}
