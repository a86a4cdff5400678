package dev.bac.messaging.campaign;

import dev.bac.identity.Caller;
import dev.bac.mcp.argument.Given;
import dev.bac.messaging.address.Address;
import dev.bac.messaging.address.MessageChannel;
import dev.bac.messaging.consent.ConsentStore;
import dev.bac.messaging.message.Allowance;
import dev.bac.messaging.message.Dispatching;
import dev.bac.messaging.message.Message;
import dev.bac.messaging.message.MessageState;
import dev.bac.messaging.message.MessageStore;
import dev.bac.messaging.template.Rendering;
import dev.bac.messaging.template.Template;
import dev.bac.messaging.text.Parts;
import dev.bac.messaging.vendor.Vendors;
import dev.bac.store.Tx;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a recipient of a campaign gets, if anything. Whether they may be written to is asked when it is their turn. */
record CampaignSending(MessageStore messages, ConsentStore consents, Vendors vendors, QuietHours quiet) {
    private static final int LONGEST_SUBJECT = 200;

    /** A text with its gaps filled. */
    record Letter(@Nullable String subject, String body, int segments) {}

    /** Why each of these addresses must not be written to; those that may be are not in it. */
    Map<String, String> barred(Tx tx, Purpose purpose, Collection<String> addresses) {
        var optedOut = consents.of(tx, addresses);
        var barred = new HashMap<String, String>();
        for (var address : addresses) {
            Boolean out = optedOut.get(address);
            if (Boolean.TRUE.equals(out)) {
                barred.put(address, "They opted out of our messages.");
            } else if (out == null && purpose == Purpose.MARKETING) {
                barred.put(address, "They have not agreed to advertising.");
            }
        }
        return barred;
    }

    Letter letter(Template template, Map<String, String> gaps) {
        var channel = template.channel();
        String body = Given.text("body", Rendering.fill("template", template.body(), gaps), Parts.longest(channel));
        if (channel != MessageChannel.EMAIL) {
            return new Letter(null, body, Parts.of(channel, body));
        }
        String subject = template.subject() == null ? template.name() : template.subject();
        return new Letter(Given.line("subject", Rendering.fill("template", subject, gaps), LONGEST_SUBJECT), body, 1);
    }

    boolean held(Tx tx, Template template) {
        return vendors.hold(tx.tenant(), template.channel());
    }

    /** When messages may leave. */
    Instant leaves(Tx tx, Purpose purpose) {
        return purpose == Purpose.SERVICE
                ? tx.now()
                : quiet.after(tx.now(), tx.settings().zone());
    }

    /** Writes a recipient's message. */
    Message write(
            Caller caller, Tx tx, UUID campaign, Template template, String address, Letter letter, Instant leaves) {
        Allowance.one(tx, template.channel(), "");
        boolean held = held(tx, template);
        var message = new Message(
                tx.newId(),
                messages.nextNumber(tx),
                new Address(template.channel(), address),
                letter.subject(),
                letter.body(),
                template.id(),
                letter.segments(),
                held ? MessageState.HELD : MessageState.QUEUED,
                held ? "No vendor is configured for this channel." : null,
                null,
                null,
                0,
                caller.name(),
                tx.now(),
                tx.now());
        messages.write(tx, List.of(message), new Dispatching(leaves, Dispatching.BULK, campaign, null, false));
        return message;
    }

    /** Keeps that messages were taken back. */
    void takenBack(Tx tx, List<UUID> ids) {
        messages.events(tx, ids, MessageState.CANCELLED, "The campaign was stopped.");
    }

    /** A channel's addresses whose owners agreed to messages, at most {@code most}. */
    List<String> optedIn(Tx tx, MessageChannel channel, int most) {
        return consents.agreed(tx, channel, most);
    }

    Optional<Instant> waits(Tx tx, Purpose purpose) {
        return Optional.of(leaves(tx, purpose)).filter(at -> at.isAfter(tx.now()));
    }
}
