package dev.bac.orchestrator.conversation;

import dev.bac.agents.Agent;
import dev.bac.agents.AgentLoop;
import dev.bac.agents.Allowance;
import dev.bac.agents.Cancellation;
import dev.bac.agents.RunContext;
import dev.bac.agents.Transcript;
import dev.bac.identity.Caller;
import dev.bac.llm.Message;
import dev.bac.orchestrator.approval.Approval;
import dev.bac.orchestrator.approval.ApprovalView;
import dev.bac.orchestrator.problem.ProblemCode;
import dev.bac.orchestrator.problem.Refusal;
import dev.bac.orchestrator.run.RunRecord;
import dev.bac.orchestrator.run.RunState;
import dev.bac.orchestrator.run.StoredCallLog;
import dev.bac.store.Tx;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;

/**
 * Conversations of people with agents. What is said is saved before anything is done about it; the run that answers
 * works by itself, and readers follow its events.
 */
public final class Conversations {
    private static final int TITLE = 80;

    /** Readers that ask the database at once: thousands that are told together must leave connections to the runs. */
    private static final int READING = 4;

    private final Semaphore reading = new Semaphore(READING);
    private final Rows rows;
    private final Fleet fleet;
    private final Runner runner;

    public Conversations(Rows rows, Fleet fleet, Runner runner) {
        this.rows = rows;
        this.fleet = fleet;
        this.runner = runner;
    }

    /** Begins a conversation with the named agent, or with the front desk. */
    public Conversation create(Caller caller, Optional<String> agent, String title) {
        String opening = fleet.require(caller, agent.orElse(Fleet.FRONT_DESK)).name();
        return rows.conversations().create(caller, title, opening);
    }

    /** The caller's conversation; a problem when they have none of that id. */
    public Conversation require(Caller caller, UUID id) {
        return rows.conversations().find(caller, id).orElseThrow(() -> Refusal.notFound("conversation"));
    }

    /**
     * Saves what the person says and starts the run that answers it. Calls that await approval are declined first.
     *
     * @return id of the last event before the answer's
     */
    public long answer(Caller caller, UUID id, String text, Optional<String> agentName) {
        Conversation asked = require(caller, id);
        Agent agent = fleet.require(caller, agentName.orElse(asked.agent()));
        runner.requireRoom();
        var started = rows.store().write(caller.tenant(), tx -> {
            Conversation now = rows.conversations().lock(tx, id).orElseThrow();
            if (now.state() == Conversation.State.RUNNING) {
                throw Refusal.of(ProblemCode.BUSY, "A run of this conversation is at work.", "Wait, or cancel it.");
            }
            UUID run = rows.runs().begin(tx, caller, id, agent.name());
            say(tx, id, run, agent, text);
            rows.conversations().entitle(tx, id, text.length() <= TITLE ? text : text.substring(0, TITLE) + "…");
            rows.conversations().update(tx, id, Conversation.State.RUNNING, agent.name());
            return new Started(run, now.lastEvent());
        });
        runner.start(caller, agent, started.run(), id);
        return started.lastEvent();
    }

    private record Started(UUID run, long lastEvent) {}

    /** Closes what an earlier run left open, then adds the message. */
    private void say(Tx tx, UUID id, UUID run, Agent agent, String text) {
        var entries = rows.transcripts().read(tx, id);
        if (entries.size() >= TranscriptStore.MOST - 100) {
            throw Refusal.invalid("text", "This conversation is full; begin a new one.");
        }
        Optional<RunRecord> before = entries.isEmpty()
                ? Optional.empty()
                : rows.runs().find(tx, entries.getLast().run());
        before.filter(old -> !old.state().ended()).ifPresent(old -> withdraw(tx, old));
        UUID last = before.map(RunRecord::id).orElse(run);
        String old = last.toString();
        var context = new RunContext(
                old,
                Map.of(),
                _ -> Optional.empty(),
                StoredCallLog.known(rows.journal().ofRun(tx, last)),
                new Cancellation(),
                Allowance.FRESH);
        var transcript = new Transcript(
                entries.stream().map(TranscriptStore.Entry::message).toList(), message -> rows.transcripts()
                        .append(
                                tx,
                                id,
                                message instanceof Message.User ? run : UUID.fromString(old),
                                agent.name(),
                                message));
        AgentLoop.say(transcript, context, Message.User.of(text));
    }

    private void withdraw(Tx tx, RunRecord run) {
        for (Approval pending : rows.approvals().pending(tx, run.conversation())) {
            rows.approvals().decide(tx, pending.id(), Approval.State.WITHDRAWN, null, null);
        }
        rows.runs().update(tx, run.id(), RunState.CANCELLED, run.agent());
        rows.asks().close(tx, run.id());
    }

    /** Ends what is at work in the conversation, and withdraws what waits. Repeating it does no harm. */
    public void cancel(Caller caller, UUID id) {
        require(caller, id);
        boolean waited = rows.store().write(caller.tenant(), tx -> {
            Conversation now = rows.conversations().lock(tx, id).orElseThrow();
            rows.progress().askToEnd(tx, id);
            if (now.state() != Conversation.State.AWAITING_APPROVAL) {
                return false;
            }
            RunRecord run = rows.runs().latest(tx, id).orElseThrow();
            withdraw(tx, run);
            rows.conversations().update(tx, id, Conversation.State.IDLE, now.agent());
            rows.log().append(tx, id, "done", Events.json(new Events.Done(run.id(), RunState.CANCELLED.label())));
            return true;
        });
        runner.cancel(id);
        if (waited) {
            rows.log().ring(id);
        }
    }

    /** Gives a reader the events after the given one: those that are kept, then those that come, until the work ends. */
    public void follow(Caller caller, UUID id, long after, EventReader reader) {
        long seen = after;
        try (var listening = rows.log().listen(caller.tenant(), id)) {
            // At a stop the reader is let go, and comes back to the next start.
            while (!runner.stopping()) {
                var news = news(caller, id, seen);
                for (EventLog.Event event : news.events()) {
                    reader.event(event);
                    seen = event.id();
                }
                if (news.events().isEmpty()) {
                    if (!news.atWork()) {
                        return;
                    }
                    if (!listening.await()) {
                        reader.idle();
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What there is to read, and whether more may come, both of one moment. */
    private record News(boolean atWork, List<EventLog.Event> events) {}

    private News news(Caller caller, UUID id, long seen) throws InterruptedException {
        reading.acquire();
        try {
            return rows.store().read(caller.tenant(), tx -> {
                var now = rows.conversations().find(tx, caller, id).orElseThrow(() -> Refusal.notFound("conversation"));
                return new News(
                        now.state() == Conversation.State.RUNNING, rows.log().after(tx, id, seen));
            });
        } finally {
            reading.release();
        }
    }

    /** The conversation as the API shows it. */
    public ConversationView view(Caller caller, UUID id) {
        require(caller, id);
        return rows.store().read(caller.tenant(), tx -> {
            Conversation now = rows.conversations().find(tx, caller, id).orElseThrow();
            var said = ConversationView.messages(new ConversationView.Sources(
                    rows.transcripts().read(tx, id),
                    rows.journal().ofConversation(tx, id),
                    rows.usage().ofConversation(tx, id)));
            return new ConversationView(
                    now.id(),
                    now.title(),
                    now.agent(),
                    now.state().label(),
                    now.created(),
                    now.updated(),
                    now.lastEvent(),
                    said,
                    rows.approvals().pending(tx, id).stream()
                            .map(pending -> ApprovalView.of(pending, caller))
                            .toList());
        });
    }
}
