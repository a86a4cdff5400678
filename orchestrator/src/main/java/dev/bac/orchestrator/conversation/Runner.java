package dev.bac.orchestrator.conversation;

import dev.bac.agents.Agent;
import dev.bac.agents.AgentLoop;
import dev.bac.agents.Fact;
import dev.bac.agents.Run;
import dev.bac.agents.RunContext;
import dev.bac.agents.Transcript;
import dev.bac.identity.Caller;
import dev.bac.identity.TenantId;
import dev.bac.orchestrator.access.Resumption;
import dev.bac.orchestrator.problem.Refusal;
import dev.bac.orchestrator.run.RunRecord;
import dev.bac.orchestrator.run.StoredCallLog;
import dev.bac.tools.Tool;
import dev.bac.tools.Toolbox;
import dev.bac.tools.ToolboxException;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works on runs, each on a virtual thread of its own. A run that a broken connection or a crash interrupted is simply
 * run again under the same id: the transcript says where it stood, and the journal which calls have their result.
 */
public final class Runner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Runner.class);
    /** How often a run is taken up again by itself when a server broke off. */
    private static final int ATTEMPTS = 3;

    private static final long PAUSE_MILLIS = 300;
    private static final long STOP_SECONDS = 5;

    private final Rows rows;
    private final Parts parts;
    private final InstantSource clock;
    private final Conclusion conclusion;
    private final Approved approved;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ConcurrentMap<UUID, AtomicBoolean> atWork = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    /** What a run is made of. */
    public record Parts(AgentLoop loop, Fleet fleet, Toolbox toolbox, Resumption resumption) {}

    public Runner(Rows rows, Parts parts, Approved approved, Conclusion conclusion, InstantSource clock) {
        this.rows = rows;
        this.parts = parts;
        this.approved = approved;
        this.conclusion = conclusion;
        this.clock = clock;
    }

    /** Works on a run that was written down as running. */
    void start(Work work) {
        var cancelled = new AtomicBoolean();
        atWork.put(work.conversation(), cancelled);
        threads.execute(() -> {
            try {
                work(work, cancelled);
            } finally {
                atWork.remove(work.conversation(), cancelled);
                rows.log().ring(work.conversation());
            }
        });
    }

    /** Takes a run up again, for whoever asked, as far as they still may. */
    void resume(TenantId tenant, RunRecord run) {
        var caller = parts.resumption().caller(tenant, run.requester(), run.roles(), run.channel());
        var conversation = rows.store().read(tenant, tx -> rows.conversations().find(tx, caller, run.conversation()));
        String agent = conversation.map(Conversation::agent).orElse(Fleet.FRONT_DESK);
        try {
            Agent opening = parts.fleet().require(caller, agent);
            start(new Work(caller, run.conversation(), run.id(), opening));
        } catch (Refusal gone) {
            conclusion.failed(caller, run.conversation(), run.id(), agent, gone);
        }
    }

    /** Takes up again what was at work when the process ended. */
    public void resumeInterrupted(TenantId tenant) {
        for (RunRecord run : rows.runs().interrupted(tenant)) {
            LOG.info("run taken up again: run={}", run.id());
            resume(tenant, run);
        }
    }

    /** Asks the conversation's run to end. */
    void cancel(UUID conversation) {
        AtomicBoolean flag = atWork.get(conversation);
        if (flag != null) {
            flag.set(true);
        }
    }

    private void work(Work work, AtomicBoolean cancelled) {
        try {
            Map<String, Tool> tools = parts.toolbox().tools(work.caller()).stream()
                    .collect(Collectors.toMap(Tool::name, Function.identity(), (first, _) -> first));
            var events = new RunEvents(
                    work,
                    tools,
                    new RunEvents.Sinks(
                            rows.log(),
                            rows.journal(),
                            rows.usage(),
                            parts.fleet().library()),
                    clock);
            events.takesOver(work.agent().name(), "The conversation was begun with it.");
            Run outcome = run(work, tools, events, cancelled);
            events.flush();
            conclusion.write(work, events.agent(), tools, outcome);
        } catch (RuntimeException e) {
            if (stopping) {
                // Left as running: the next start takes it up again.
                return;
            }
            conclusion.failed(
                    work.caller(), work.conversation(), work.run(), work.agent().name(), e);
        }
    }

    /** A server that broke off is asked again under the same keys: what has happened is not done twice. */
    private Run run(Work work, Map<String, Tool> tools, RunEvents events, AtomicBoolean cancelled) {
        for (int attempt = 1; ; attempt++) {
            try {
                return once(work, tools, events, cancelled);
            } catch (ToolboxException e) {
                if (attempt == ATTEMPTS || cancelled.get() || stopping) {
                    throw e;
                }
                pause(attempt);
            }
        }
    }

    private Run once(Work work, Map<String, Tool> tools, RunEvents events, AtomicBoolean cancelled) {
        var tenant = work.caller().tenant();
        var log = new StoredCallLog(rows.journal(), tenant, work.run(), work.conversation(), tools);
        var context = new RunContext(
                work.run().toString(),
                facts(work.caller()),
                key -> approved.decision(tenant, work.run(), key),
                log,
                () -> cancelled.get() || stopping);
        var transcript = new Transcript(
                rows.store().read(tenant, tx -> rows.transcripts().read(tx, work.conversation())).stream()
                        .map(TranscriptStore.Entry::message)
                        .toList(),
                message -> rows.store().write(tenant, tx -> {
                    rows.transcripts().append(tx, work.conversation(), work.run(), events.agent(), message);
                    return true;
                }));
        Run outcome = parts.loop().run(work.caller(), work.agent(), transcript, context, events);
        if (stopping && outcome instanceof Run.Stopped) {
            throw new IllegalStateException("stopping");
        }
        return outcome;
    }

    private Map<Fact, String> facts(Caller caller) {
        return rows.store().read(caller.tenant(), tx -> {
            var facts = new EnumMap<Fact, String>(Fact.class);
            facts.put(Fact.TENANT_NAME, tx.settings().name());
            facts.put(Fact.TENANT_CURRENCY, tx.settings().currency().getCurrencyCode());
            facts.put(Fact.USER_NAME, caller.name());
            facts.put(Fact.TODAY, tx.today().toString());
            return facts;
        });
    }

    private static void pause(int attempt) {
        try {
            Thread.sleep(PAUSE_MILLIS * attempt);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** From here on a run that breaks off is left to the next start: the servers it calls are about to go. */
    public void leaveToNextStart() {
        stopping = true;
    }

    /** Waits a little for what is at work; the rest goes on at the next start. */
    @Override
    public void close() {
        stopping = true;
        threads.shutdown();
        try {
            if (!threads.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
