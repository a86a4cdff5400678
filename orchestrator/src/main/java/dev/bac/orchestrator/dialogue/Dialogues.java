package dev.bac.orchestrator.dialogue;

import dev.bac.identity.Caller;
import dev.bac.identity.TenantId;
import dev.bac.messaging.accept.AcceptQueue;
import dev.bac.messaging.accept.NewMessage;
import dev.bac.messaging.address.MessageChannel;
import dev.bac.messaging.inbound.InboundStore;
import dev.bac.messaging.text.Parts;
import dev.bac.orchestrator.access.GuestEntrance;
import dev.bac.orchestrator.conversation.ConversationView;
import dev.bac.orchestrator.conversation.Conversations;
import dev.bac.orchestrator.dialogue.TurnStore.Turn;
import dev.bac.orchestrator.problem.Refusal;
import dev.bac.store.Outbox;
import dev.bac.store.OutboxEvent;
import dev.bac.store.Store;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets people who write to an account with an agent talk to that agent. What they write is kept as a turn, the agent is
 * asked in a conversation of that person, and what it says goes back by the same channel, under the turn's id as key, so
 * that it goes back once.
 *
 * <p>They are guests: the caller holds no role and no scope, so that no tool of whatever agent answers them; they can be
 * told what the agent's own text knows, and nothing of the company's records.
 */
public final class Dialogues {
    private static final Logger LOG = LoggerFactory.getLogger(Dialogues.class);
    private static final String CONSUMER = "orchestrator.dialogues";
    private static final int BATCH = 200;
    private static final int LONGEST = 4_000;
    private static final String SORRY = "Thank you for your message. A colleague will get back to you.";

    private final Outbox messaging;
    private final Store store;
    private final Conversations conversations;
    private final GuestEntrance guests;
    private final AcceptQueue queue;
    private final Map<String, String> agents;
    private final Supplier<List<TenantId>> tenants;
    private final TurnStore turns = new TurnStore();

    /** Where dialogues come from and go to. */
    public record Ends(Outbox messaging, AcceptQueue queue) {}

    /** @param agents by the id of the account, who answers */
    public Dialogues(
            Ends ends,
            Store store,
            Conversations conversations,
            GuestEntrance guests,
            Map<String, String> agents,
            Supplier<List<TenantId>> tenants) {
        this.messaging = ends.messaging();
        this.queue = ends.queue();
        this.store = store;
        this.conversations = conversations;
        this.guests = guests;
        this.agents = Map.copyOf(agents);
        this.tenants = tenants;
    }

    /** Takes up what came, asks, and answers. */
    public void goOn() {
        messaging.deliver(CONSUMER, BATCH, this::take);
        if (agents.isEmpty()) {
            return;
        }
        for (var tenant : tenants.get()) {
            for (var turn : store.read(tenant, turns::open)) {
                try {
                    goOn(tenant, turn);
                } catch (RuntimeException e) {
                    // The others must not wait for this one, which is tried again.
                    LOG.warn(
                            "a dialogue waits: {}",
                            e instanceof Refusal told ? told.code().label() : e.toString());
                }
            }
        }
    }

    private void take(OutboxEvent event) {
        var body = event.body();
        if (!event.type().equals(InboundStore.RECEIVED)
                || body.hasNonNull("keyword")
                || !agents.containsKey(body.path("provider").asString(""))) {
            return;
        }
        String text = body.path("text").asString("").strip();
        if (text.isEmpty()) {
            return;
        }
        store.write(event.tenant(), tx -> {
            turns.add(
                    tx,
                    new Turn(
                            UUID.fromString(event.subject()),
                            body.path("provider").asString(),
                            body.path("channel").asString(),
                            body.path("sender").asString(),
                            text.length() > LONGEST ? text.substring(0, LONGEST) : text,
                            false,
                            0));
            return true;
        });
    }

    private void goOn(TenantId tenant, Turn turn) {
        String agent = agents.get(turn.provider());
        if (agent == null) {
            return;
        }
        Caller guest = guests.caller(tenant);
        UUID conversation = conversation(guest, turn, agent);
        var view = conversations.view(guest, conversation);
        if (view.state().equals("running")) {
            return;
        }
        if (turn.asked()) {
            answer(tenant, turn, view);
        } else if (store.write(
                tenant, tx -> turns.ask(tx, turn.id(), view.messages().size()))) {
            ask(guest, conversation, turn, agent);
        }
    }

    private void ask(Caller guest, UUID conversation, Turn turn, String agent) {
        try {
            conversations.answer(guest, conversation, turn.body(), Optional.of(agent));
        } catch (Refusal e) {
            store.write(guest.tenant(), tx -> {
                turns.takeBack(tx, turn.id());
                return true;
            });
            throw e;
        }
    }

    private UUID conversation(Caller guest, Turn turn, String agent) {
        return store.read(guest.tenant(), tx -> turns.conversation(tx, turn)).orElseGet(() -> {
            UUID made = conversations
                    .create(guest, Optional.of(agent), turn.channel() + " " + turn.sender())
                    .id();
            return store.write(guest.tenant(), tx -> turns.keep(tx, turn, made));
        });
    }

    private void answer(TenantId tenant, Turn turn, ConversationView view) {
        var said = view.messages().stream()
                .skip(turn.saidBefore())
                .filter(one -> one.role().equals("assistant") && !one.text().isBlank())
                .map(ConversationView.Said::text)
                .reduce((_, last) -> last);
        var channel = MessageChannel.valueOf(turn.channel());
        String text = view.approvals().isEmpty() ? said.orElse(SORRY) : SORRY;
        int longest = Parts.longest(channel);
        var reply = new NewMessage(
                turn.sender(),
                channel,
                null,
                text.length() > longest ? text.substring(0, longest) : text,
                null,
                Map.of(),
                null,
                0,
                false);
        queue.accept(tenant, new AcceptQueue.Request("agent", "dialogue/" + turn.id(), List.of(reply)));
        store.write(tenant, tx -> {
            turns.done(tx, turn.id());
            return true;
        });
    }
}
