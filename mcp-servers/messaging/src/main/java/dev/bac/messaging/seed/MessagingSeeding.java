package dev.bac.messaging.seed;

import dev.bac.mcp.ToolRefusal;
import dev.bac.messaging.address.Address;
import dev.bac.messaging.address.MessageChannel;
import dev.bac.messaging.consent.ConsentStore;
import dev.bac.messaging.message.Message;
import dev.bac.messaging.message.MessageState;
import dev.bac.messaging.message.MessageStore;
import dev.bac.messaging.template.Rendering;
import dev.bac.messaging.template.Template;
import dev.bac.messaging.template.TemplateStore;
import dev.bac.messaging.text.SmsSegments;
import dev.bac.store.Tx;
import java.util.Set;

/** Puts a {@link MessagingSeed} into a tenant, in batches. */
public final class MessagingSeeding {
    private static final int MOST = 100_000;
    private static final Set<MessageState> ON_THEIR_WAY =
            Set.of(MessageState.ACCEPTED, MessageState.SCHEDULED, MessageState.QUEUED, MessageState.SUBMITTING);
    private final MessageStore messages;
    private final TemplateStore templates;
    private final ConsentStore consents;

    public MessagingSeeding(MessageStore messages, TemplateStore templates, ConsentStore consents) {
        this.messages = messages;
        this.templates = templates;
        this.consents = consents;
    }

    /** Adds what is not there yet. */
    public void fill(Tx tx, MessagingSeed seed) {
        if (seed.messages().size() > MOST
                || seed.templates().size() > MOST
                || seed.optedOut().size() > MOST) {
            throw ToolRefusal.invalid("seed", "at most " + MOST + " records of a kind; seed in parts");
        }
        seed.templates().forEach(one -> Rendering.gaps("templates", one.body()));
        templates.add(
                tx,
                seed.templates().stream()
                        .map(one ->
                                new Template(one.id(), one.name(), one.channel(), one.subject(), one.body(), tx.now()))
                        .toList());
        messages.add(tx, seed.messages().stream().map(one -> message(tx, one)).toList());
        seed.messages().stream()
                .mapToInt(MessagingSeed.MessageSeed::number)
                .max()
                .ifPresent(last -> messages.keepAbove(tx, last));
        consents.add(tx, seed.optedOut(), "seed");
    }

    private static Message message(Tx tx, MessagingSeed.MessageSeed seed) {
        if (ON_THEIR_WAY.contains(seed.state())) {
            throw ToolRefusal.invalid(
                    "messages", "a seeded message is past or held; " + seed.state() + " would be sent");
        }
        var to = Address.of("to", seed.to(), tx.settings().locale());
        return new Message(
                seed.id(),
                seed.number(),
                to,
                seed.subject(),
                seed.body(),
                null,
                to.channel() == MessageChannel.SMS ? SmsSegments.of(seed.body()).segments() : 1,
                seed.state(),
                seed.reason(),
                null,
                null,
                0,
                seed.createdBy(),
                seed.createdAt(),
                seed.createdAt());
    }
}
