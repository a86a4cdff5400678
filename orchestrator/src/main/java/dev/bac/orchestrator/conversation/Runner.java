package dev.bac.orchestrator.conversation;

import dev.bac.agents.Agent;
import dev.bac.agents.AgentLibrary;
import dev.bac.agents.AgentLoop;
import dev.bac.agents.Fact;
import dev.bac.agents.Run;
import dev.bac.agents.RunContext;
import dev.bac.agents.Transcript;
import dev.bac.identity.Caller;
import dev.bac.identity.TenantId;
import dev.bac.llm.Message;
import dev.bac.orchestrator.access.Resumption;
import dev.bac.orchestrator.answers.Answers;
import dev.bac.orchestrator.answers.KeptAnswer;
import dev.bac.orchestrator.answers.Question;
import dev.bac.orchestrator.problem.ProblemCode;
import dev.bac.orchestrator.problem.Refusal;
import dev.bac.orchestrator.run.CallRecord;
import dev.bac.orchestrator.run.RunRecord;
import dev.bac.orchestrator.run.RunState;
import dev.bac.orchestrator.run.StoredAsks;
import dev.bac.orchestrator.run.StoredCallLog;
import dev.bac.orchestrator.telemetry.RunSpans;
import dev.bac.store.journal.FenceLost;
import dev.bac.tools.Tool;
import dev.bac.tools.Toolbox;
import dev.bac.tools.ToolboxException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works on runs, each on a virtual thread of its own and under a lease. A run that a broken connection or a crash
 * interrupted is simply run again under the same id, here or on another node: the transcript says where it stood, and
 * the journal which calls have their result.
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
    private final RunLimits limits;
    private final Holds holds;
    private volatile boolean stopping;

    /** What a run is made of. */
    public record Parts(
            Function<AgentLibrary, AgentLoop> loop,
            Fleet fleet,
            Toolbox toolbox,
            Resumption resumption,
            Waits waits,
            Answers answers,
            RunSpans spans) {}

    /** Which node works, and how much it may do. */
    public record Node(String name, RunLimits limits, InstantSource clock) {}

    public Runner(Rows rows, Parts parts, Approved approved, Conclusion conclusion, Node node) {
        this.rows = rows;
        this.parts = parts;
        this.approved = approved;
        this.conclusion = conclusion;
        this.limits = node.limits();
        this.clock = node.clock();
        this.holds = new Holds(rows.store(), node.name(), limits, clock, parts.waits());
    }

    /** @throws Refusal when this node works on as many runs as it may */
    void requireRoom() {
        if (!holds.hasRoom()) {
            throw Refusal.of(
                    ProblemCode.OVERLOADED,
                    "As many runs are at work as may be (" + limits.atOnce() + ").",
                    "Try again in a moment; limits.runs in bac.yaml sets the limit.");
        }
    }

    /** Works on a run that was written down as running, unless somebody does already. */
    void start(Caller caller, Agent agent, UUID run, UUID conversation) {
        holds.take(caller.tenant(), run, conversation)
                .ifPresent(hold -> begin(new Work(
                        caller,
                        agent,
                        parts.fleet().agents().library(caller.tenant(), Map.of(agent.name(), agent.digest())),
                        hold)));
    }

    private void begin(Work work) {
        threads.execute(() -> {
            try {
                work(work);
            } finally {
                holds.release(work.hold());
                rows.log().ring(work.conversation());
            }
        });
    }

    /** Takes a run up again, for whoever asked, as far as they still may; unless somebody does already. */
    void resume(TenantId tenant, RunRecord run) {
        holds.take(tenant, run.id(), run.conversation()).ifPresent(hold -> goOn(hold, run));
    }

    private void goOn(Hold hold, RunRecord run) {
        TenantId tenant = hold.writes().tenant();
        var caller = parts.resumption()
                .caller(new Resumption.Asker(
                        tenant, run.requester(), run.requesterName(), run.roles(), run.scopes(), run.channel()));
        var conversation = rows.store().read(tenant, tx -> rows.conversations().find(tx, caller, run.conversation()));
        String agent = conversation.map(Conversation::agent).orElse(Fleet.FRONT_DESK);
        try {
            var library = parts.fleet().agents().library(tenant, rows.runs().agents(tenant, run.id()));
            begin(new Work(caller, parts.fleet().require(caller, library, agent), library, hold));
        } catch (Refusal gone) {
            giveUp(hold, agent, gone);
        }
    }

    /** Takes up again what was at work on a node that has gone: at a start, and now and then after it. */
    public void takeUp(TenantId tenant) {
        for (RunRecord run : rows.runs().interrupted(tenant)) {
            holds.take(tenant, run.id(), run.conversation()).ifPresent(hold -> takeOver(hold, run));
        }
    }

    private void takeOver(Hold hold, RunRecord run) {
        RunRecord now = rows.store()
                .read(hold.writes().tenant(), tx -> rows.runs().find(tx, run.id()))
                .orElseThrow();
        if (now.state() != RunState.RUNNING) {
            // It ended between the list and the lease.
            holds.release(hold);
            return;
        }
        int takeovers = hold.writes().write(tx -> rows.progress().takenOver(tx, run.id()));
        if (takeovers > limits.takeovers()) {
            giveUp(hold, run.agent(), new RunGivenUp(takeovers - 1, unfinished(hold)));
            return;
        }
        LOG.info("run taken up again: run={}", run.id());
        goOn(hold, now);
    }

    /** True when a write was asked for and nobody knows its answer. */
    private boolean unfinished(Hold hold) {
        return rows.journal().ofRun(hold.writes().tenant(), hold.run()).stream()
                .anyMatch(call -> call.state() == CallRecord.State.PENDING
                        && !call.effect().equals("read"));
    }

    private void giveUp(Hold hold, String agent, RuntimeException why) {
        try {
            conclusion.failed(hold, agent, why);
        } finally {
            holds.release(hold);
        }
    }

    /** Asks the conversation's run to end. */
    void cancel(UUID conversation) {
        holds.cancel(conversation);
    }

    private void work(Work work) {
        String opening = work.agent().name();
        String agent = opening;
        try {
            Map<String, Tool> tools = parts.toolbox().tools(work.caller()).stream()
                    .collect(Collectors.toMap(Tool::name, Function.identity(), (first, _) -> first));
            var events = new RunEvents(work, tools, rows, clock, parts.fleet().agents()::keep);
            introduce(work, events);
            Run outcome = parts.spans()
                    .within(
                            opening,
                            work.run().toString(),
                            work.conversation().toString(),
                            () -> run(work, tools, events));
            events.flush();
            agent = events.agent();
            conclusion.write(work, agent, tools, outcome);
        } catch (FenceLost | LeftToAnother left) {
            LOG.info("run left to whichever node has it next: run={}", work.run());
        } catch (RuntimeException e) {
            if (!stopping) {
                fail(work, agent, e);
            }
            // Else it is left as running: the next start takes it up again.
        }
    }

    private void fail(Work work, String agent, RuntimeException why) {
        try {
            conclusion.failed(work.hold(), agent, why);
        } catch (FenceLost taken) {
            LOG.info("run left to the node that has it now: run={}", work.run());
        }
    }

    /** Tells who answers: a run that is taken up again may have been handed over before. */
    private void introduce(Work work, RunEvents events) {
        var transcript = new Transcript(messages(work), _ -> {});
        Agent current = parts.loop().apply(work.library()).current(work.agent(), transcript);
        boolean begins = transcript.last() instanceof Message.User;
        events.takesOver(
                current.name(), begins ? "The conversation was begun with it." : "It had the conversation already.");
    }

    private List<Message> messages(Work work) {
        return rows
                .store()
                .read(work.caller().tenant(), tx -> rows.transcripts().read(tx, work.conversation()))
                .stream()
                .map(TranscriptStore.Entry::message)
                .toList();
    }

    /** A server that broke off is asked again under the same keys: what has happened is not done twice. */
    private Run run(Work work, Map<String, Tool> tools, RunEvents events) {
        for (int attempt = 1; ; attempt++) {
            try {
                return once(work, tools, events);
            } catch (ToolboxException e) {
                if (attempt == ATTEMPTS || work.hold().cancellation().asked()) {
                    throw e;
                }
                pause(attempt);
            }
        }
    }

    private Run once(Work work, Map<String, Tool> tools, RunEvents events) {
        var tenant = work.caller().tenant();
        var writes = work.hold().writes();
        var used = rows.progress().used(tenant, work.run());
        var facts = facts(work.caller());
        var context = new RunContext(
                work.run().toString(),
                facts,
                key -> approved.decision(tenant, work.run(), key),
                new StoredCallLog(rows.journal(), writes, work.run(), work.conversation(), tools),
                work.hold().cancellation(),
                used.allowance(work.hold().worked(clock.instant()), limits.longest()),
                new StoredAsks(rows.asks(), rows.runs(), writes, work.run(), clock),
                () -> parts.waits().of(work.run()));
        var before = messages(work);
        var turns = new ArrayList<KeptAnswer.Turn>();
        var transcript = new Transcript(before, message -> {
            writes.write(tx -> {
                rows.transcripts().append(tx, work.conversation(), work.run(), events.agent(), message);
                return true;
            });
            turns.add(new KeptAnswer.Turn(events.agent(), message));
        });
        var question = new Question(work.caller(), work.agent(), work.library(), facts, tools.values(), before);
        var key = parts.answers().key(question);
        Run outcome;
        try (var _ = parts.answers().turn(key, work.hold().cancellation()::asked)) {
            var again = key.flatMap(known -> parts.answers().find(known, question, work.run()));
            if (again.isPresent()) {
                return Replay.give(again.get(), work.run(), transcript, events);
            }
            var from = clock.instant();
            outcome = parts.loop().apply(work.library()).run(work.caller(), work.agent(), transcript, context, events);
            var given = outcome;
            key.ifPresent(known ->
                    parts.answers().keep(known, question, given, turns, Duration.between(from, clock.instant())));
        }
        if (outcome instanceof Run.Stopped stopped
                && stopped.reason() == Run.Reason.CANCELLED
                && !rows.progress().used(tenant, work.run()).cancelAsked()) {
            // Nobody wants it ended: this node stops, or has lost the run.
            throw new LeftToAnother();
        }
        return outcome;
    }

    /** This node ends its work on a run that goes on elsewhere. */
    private static final class LeftToAnother extends RuntimeException {
        private static final long serialVersionUID = 1L;

        LeftToAnother() {
            super("left to another node", null, false, false);
        }
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

    /** True once this node works on nothing new. */
    boolean stopping() {
        return stopping;
    }

    /** From here on a run that breaks off is left to the next start: the servers it calls are about to go. */
    public void leaveToNextStart() {
        stopping = true;
        holds.cancelAll();
        rows.log().ringAll();
    }

    /** Waits a little for what is at work; the rest goes on at the next start. */
    @Override
    public void close() {
        leaveToNextStart();
        threads.shutdown();
        try {
            if (!threads.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        } finally {
            holds.close();
        }
    }
}
