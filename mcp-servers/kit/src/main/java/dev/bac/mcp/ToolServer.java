package dev.bac.mcp;

import dev.bac.identity.Caller;
import dev.bac.identity.Channel;
import dev.bac.store.Audit;
import dev.bac.store.AuditEntry;
import dev.bac.store.Database;
import dev.bac.store.LaterWrites;
import dev.bac.store.SchemaSpec;
import dev.bac.store.Store;
import dev.bac.store.UuidV7;
import dev.bac.store.changes.Changes;
import dev.bac.store.journal.Fence;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One domain's tools at work on its schema, apart from any transport. Each call is checked here again, whoever sent it:
 * scope, delegation, tenant, arguments, approval.
 */
public final class ToolServer implements AutoCloseable {
    private static final String MIGRATIONS = "dev/bac/mcp/migrations";

    /** What a crash may lose of calls that changed nothing. */
    private static final Duration AUDIT_PAUSE = Duration.ofMillis(250);

    private static final int AUDIT_ROOM = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(ToolServer.class);

    private final DomainServer server;
    private final Store store;
    private final ToolSecurity security;
    private final Clock clock;
    private final Catalogue catalogue;
    private final LifeTools life;
    private final LaterWrites<AuditEntry> audit;
    private final Failures failures;
    private final Continuation continuation;
    private final Deque<AutoCloseable> parts = new ConcurrentLinkedDeque<>();

    private ToolServer(DomainServer server, Store store, ToolSecurity security, Clock clock) {
        this.server = server;
        this.store = store;
        this.security = security;
        this.clock = clock;
        this.life = new LifeTools(server, store);
        var bound = new ArrayList<BoundTool<?, ?>>(life.tools());
        bound.add(new BoundTool<>(FreshnessTool.of(server.name()), Limits.CALL));
        server.tools().forEach(tool -> bound.add(new BoundTool<>(tool, Limits.CALL)));
        this.catalogue = new Catalogue(
                bound, server.besides().aliases(), server.besides().onRequest());
        this.audit = new LaterWrites<>("audit", store, AUDIT_PAUSE, AUDIT_ROOM, Audit::write);
        this.failures = new Failures(new UuidV7(clock, new SecureRandom()));
        this.continuation = new Continuation(store);
    }

    /** Opens the domain's schema, migrated and checked, and serves its tools on it. */
    public static ToolServer open(DomainServer server, Database database, ToolSecurity security, Clock clock) {
        var store = database.open(schema(server));
        return new ToolServer(server, store, security, clock);
    }

    /** A domain's schema: its own tables and what serving it needs. */
    public static SchemaSpec schema(DomainServer server) {
        return new SchemaSpec(
                server.name(), List.of(Fence.MIGRATIONS, Changes.MIGRATIONS, MIGRATIONS, server.migrations()));
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

    public Clock clock() {
        return clock;
    }

    /** The domain's schema, for what is not a tool: relaying its outbox, reading its audit. */
    public Store store() {
        return store;
    }

    /** What the caller may call of what is wanted, ordered by name. */
    public List<ToolListing> list(Caller caller, ToolSelection selection) {
        return catalogue.visibleTo(caller, selection);
    }

    /** A tool by name, whoever may call it. */
    public Optional<ToolListing> find(String tool) {
        return catalogue.find(tool).map(BoundTool::listing);
    }

    /** What is said of a tool that is not there: which name was probably meant. */
    public ToolAnswer.Refused unknown(String tool) {
        return catalogue.unknown(tool);
    }

    /** Calls a tool. It never throws: a failure is an answer. */
    public ToolAnswer call(Caller caller, ToolInvocation invocation) {
        return call(caller, invocation, ProgressSink.NONE);
    }

    /**
     * The same, and tells how far it is meanwhile.
     *
     * @param progress of a tool that goes on in steps; others are done at once
     */
    public ToolAnswer call(Caller caller, ToolInvocation invocation, ProgressSink progress) {
        var found = catalogue.find(invocation.tool());
        if (found.isEmpty()) {
            return catalogue.unknown(invocation.tool());
        }
        ToolAnswer answer = Catalogue.refusal(found.get().tool(), caller)
                .<ToolAnswer>map(refused -> refused)
                .orElseGet(() -> attempt(caller, found.get(), invocation, progress));
        if (answer instanceof ToolAnswer.Refused refused) {
            record(caller, found.get().tool(), "refused", "code", refused.code());
        }
        return answer;
    }

    private ToolAnswer attempt(Caller caller, BoundTool<?, ?> bound, ToolInvocation invocation, ProgressSink progress) {
        try {
            var verdict = judged(caller, bound.tool(), invocation);
            if (verdict instanceof CallRules.Verdict.Refuse refuse) {
                return new ToolAnswer.Refused("refused", refuse.reason());
            }
            var options = CallOptions.takeFrom(bound.tool(), invocation);
            if (bound.tool().effect() == Effect.READ) {
                return verdict instanceof CallRules.Verdict.Ask ask
                        ? new ToolAnswer.Refused(
                                "refused",
                                "The rule %s wants a person's approval for this. Ask for it in the chat."
                                        .formatted(ask.rule()))
                        : read(caller, bound.read(options));
            }
            var call = writeCall(caller, bound, options, invocation, verdict instanceof CallRules.Verdict.Ask);
            var answer = write(call, options.dryRun());
            return bound.tool().lasts() && !options.dryRun() && answer instanceof ToolAnswer.Result begun
                    ? continuation.finish(call, begun, progress)
                    : answer;
        } catch (RuntimeException e) {
            return failures.refusal(invocation.tool(), e);
        }
    }

    /** Of our own agents' calls nothing is said here: they were judged where the agents run. */
    private CallRules.Verdict judged(Caller caller, Tool<?, ?> tool, ToolInvocation invocation) {
        boolean outside = caller.actor().isEmpty() || caller.channel() == Channel.MCP;
        return outside && !tool.hidden()
                ? security.rules().judge(caller, tool.name(), invocation.arguments())
                : new CallRules.Verdict.Silent();
    }

    private WriteCall writeCall(
            Caller caller, BoundTool<?, ?> bound, CallOptions options, ToolInvocation invocation, boolean askedByRule) {
        return new WriteCall(
                caller,
                bound.read(options),
                options.key(),
                new WriteCall.Agreement(invocation.grant(), askedByRule, new GrantCheck(security)));
    }

    /** How far a call is that goes on in steps, wherever that is done; empty when none was begun under its key. */
    public Optional<Going> standing(Caller caller, ToolInvocation invocation) {
        var call = again(caller, invocation);
        return store.read(caller.tenant(), call::earlier).map(begun -> continuation.standing(call, begun));
    }

    /** Ends a call that goes on in steps where it stands; without effect when none was begun under its key. */
    public void stop(Caller caller, ToolInvocation invocation) {
        var call = again(caller, invocation);
        store.read(caller.tenant(), call::earlier).ifPresent(begun -> continuation.stop(call, begun));
    }

    private WriteCall again(Caller caller, ToolInvocation invocation) {
        var bound = catalogue.find(invocation.tool()).orElseThrow();
        return writeCall(caller, bound, CallOptions.takeFrom(bound.tool(), invocation), invocation, false);
    }

    private ToolAnswer read(Caller caller, BoundTool.Ready<?, ?> ready) {
        var tool = ready.bound().tool();
        ToolAnswer.Result result = store.read(caller.tenant(), tx -> {
            if (!tool.hidden()) {
                CallRecords.refuse(tx, tool);
            }
            // Told to the host only, whose agents act for people: a snapshot tells how busy the database is.
            var read = ready.run(caller, tx);
            return caller.actor().isPresent() && !tool.hidden()
                    ? read.withReads(
                            read.cut() ? Optional.empty() : tx.reading().readSet())
                    : read;
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

    /** Has something closed together with this server, before it. */
    public void closeWith(AutoCloseable part) {
        parts.addFirst(part);
    }

    /** Writes the audit rows that wait. The database stays open: others use it. */
    @Override
    public void close() {
        for (var part : parts) {
            try {
                part.close();
            } catch (Exception e) {
                LOG.warn("a part of {} did not stop cleanly", server.name(), e);
            }
        }
        audit.close();
    }
}
