package dev.bac.messaging.accept;

import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.messaging.address.Address;
import dev.bac.messaging.address.MessageChannel;
import dev.bac.messaging.consent.ConsentStore;
import dev.bac.messaging.content.Carried;
import dev.bac.messaging.content.Content;
import dev.bac.messaging.message.Allowance;
import dev.bac.messaging.message.Allowance.Wish;
import dev.bac.messaging.message.Dispatching;
import dev.bac.messaging.message.Message;
import dev.bac.messaging.message.MessageState;
import dev.bac.messaging.message.MessageStore;
import dev.bac.messaging.quiet.RecipientHours;
import dev.bac.messaging.template.Rendering;
import dev.bac.messaging.template.Template;
import dev.bac.messaging.template.TemplateStore;
import dev.bac.messaging.template.Wordings;
import dev.bac.messaging.text.Parts;
import dev.bac.messaging.vendor.Provider;
import dev.bac.messaging.vendor.Vendors;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Takes messages into the outbox in the caller's transaction, a few statements for any number: reads addresses, asks
 * for consent, fills templates, counts segments, and lets advertising wait for the recipient's own morning. Each message
 * is taken or refused by itself.
 */
public final class Acceptance {
    private static final int LONGEST_SUBJECT = 200;
    private static final String NO_VENDOR = "No vendor is configured for this channel.";

    private final Vendors vendors;
    private final MessageStore messages = new MessageStore();
    private final TemplateStore templates = new TemplateStore();
    private final Wordings wordings = new Wordings();
    private final ConsentStore consents = new ConsentStore();
    private final RecipientHours hours = RecipientHours.federal();

    public Acceptance(Vendors vendors) {
        this.vendors = vendors;
    }

    /** A message that reads well, not yet asked whether it is wanted. */
    private record Draft(
            Address to,
            @Nullable String subject,
            String body,
            @Nullable Template template,
            @Nullable Content content) {}

    private record Way(Instant leaves, int priority) {}

    /** @param by who wants each of them sent, for the record */
    public List<Accepted> accept(Tx tx, List<String> by, List<NewMessage> wanted) {
        var ends = new Accepted[wanted.size()];
        var drafts = new LinkedHashMap<Integer, Draft>();
        var names = new TemplateNames(tx, wanted);
        for (int i = 0; i < ends.length; i++) {
            try {
                drafts.put(i, draft(tx, wanted.get(i), names));
            } catch (ToolRefusal e) {
                ends[i] = new Accepted.Refused(wanted.get(i).to(), e.code(), String.valueOf(e.getMessage()));
            }
        }
        var said = consents.of(
                tx, drafts.values().stream().map(draft -> draft.to().value()).toList());
        drafts.entrySet().removeIf(one -> {
            var unwanted = unwanted(wanted.get(one.getKey()), one.getValue(), said);
            unwanted.ifPresent(refused -> ends[one.getKey()] = refused);
            return unwanted.isPresent();
        });
        allowed(tx, by, wanted, drafts, ends);
        keep(tx, by, wanted, drafts, ends);
        return List.of(ends);
    }

    /** Takes out of the drafts what the company's plan does not let it send. */
    private static void allowed(
            Tx tx, List<String> by, List<NewMessage> wanted, Map<Integer, Draft> drafts, Accepted[] ends) {
        var wishes = new LinkedHashMap<Integer, Wish>();
        drafts.forEach((index, draft) -> wishes.put(index, new Wish(draft.to().channel(), by.get(index))));
        Allowance.bar(tx, wishes).forEach((index, why) -> {
            drafts.remove(index);
            ends[index] = new Accepted.Refused(wanted.get(index).to(), why.code(), String.valueOf(why.getMessage()));
        });
    }

    /** Writes what confirms an opt-out to who has just opted out: the one message that their consent does not stop. */
    public void lastWord(Tx tx, String by, Address to, String body) {
        var message = message(tx, by, messages.nextNumber(tx), new Draft(to, null, body, null, null), false);
        messages.write(tx, List.of(message), new Dispatching(tx.now(), Dispatching.URGENT, null, null, true));
    }

    private static Optional<Accepted> unwanted(NewMessage wanted, Draft draft, Map<String, Boolean> said) {
        Boolean out = said.get(draft.to().value());
        if (Boolean.TRUE.equals(out)) {
            return Optional.of(new Accepted.Refused(wanted.to(), "opted_out", "They opted out of our messages."));
        }
        return out == null && wanted.marketing()
                ? Optional.of(new Accepted.Refused(wanted.to(), "no_consent", "They have not agreed to advertising."))
                : Optional.empty();
    }

    private Draft draft(Tx tx, NewMessage wanted, TemplateNames names) {
        var to = address(tx, wanted);
        int longest = Parts.longest(to.channel());
        var given = wanted.content();
        if (given != null) {
            var content = Carried.by(to.channel(), given);
            return new Draft(to, null, content.told(), null, content);
        }
        String name = wanted.template();
        if (name == null) {
            return new Draft(to, subject(to, wanted.subject()), Given.text("body", wanted.body(), longest), null, null);
        }
        var template = names.of(name, to.value());
        if (template.channel() != to.channel()) {
            throw ToolRefusal.invalid("template", template.label() + " is for another channel");
        }
        String body = Given.text("body", Rendering.fill("template", template.body(), wanted.values()), longest);
        String title = template.subject() == null
                ? wanted.subject()
                : Rendering.fill("template", template.subject(), wanted.values());
        return new Draft(to, subject(to, title), body, template, null);
    }

    private static Address address(Tx tx, NewMessage wanted) {
        var locale = tx.settings().locale();
        var given = wanted.channel();
        return given == null ? Address.of("to", wanted.to(), locale) : Address.of("to", given, wanted.to(), locale);
    }

    /** Templates by what they were asked for as, in the language of whoever reads them. */
    private final class TemplateNames {
        private final Map<String, Template> known = new HashMap<>();
        private final Tx tx;
        private Wordings.@Nullable Readers readers;
        private final List<NewMessage> wanted;

        private TemplateNames(Tx tx, List<NewMessage> wanted) {
            this.tx = tx;
            this.wanted = wanted;
        }

        private Template of(String name, String address) {
            var template = known.computeIfAbsent(name, asked -> templates.named(tx, "template", asked));
            return readers().of(template, address);
        }

        private Wordings.Readers readers() {
            var found = readers;
            if (found == null) {
                var ids = new HashSet<UUID>();
                var addresses = new HashSet<String>();
                wanted.stream().filter(one -> one.template() != null).forEach(one -> {
                    try {
                        ids.add(known.computeIfAbsent(
                                        Objects.requireNonNull(one.template()),
                                        asked -> templates.named(tx, "template", asked))
                                .id());
                        addresses.add(address(tx, one).value());
                    } catch (ToolRefusal _) {
                        // It is refused when it is its turn.
                    }
                });
                found = wordings.readers(tx, ids, addresses);
                readers = found;
            }
            return found;
        }
    }

    private static @Nullable String subject(Address to, @Nullable String given) {
        if (to.channel() != MessageChannel.EMAIL) {
            return null;
        }
        String subject = Given.lineOrNull("subject", given, LONGEST_SUBJECT);
        return subject == null ? "(no subject)" : subject;
    }

    private void keep(Tx tx, List<String> by, List<NewMessage> wanted, Map<Integer, Draft> drafts, Accepted[] ends) {
        if (drafts.isEmpty()) {
            return;
        }
        int number = messages.nextNumbers(tx, drafts.size());
        var groups = new LinkedHashMap<Way, List<Message>>();
        for (var one : drafts.entrySet()) {
            var asked = wanted.get(one.getKey());
            var leaves = leaves(tx, asked, one.getValue().to());
            var message = message(tx, by.get(one.getKey()), number++, one.getValue(), leaves.isAfter(tx.now()));
            groups.computeIfAbsent(new Way(leaves, Math.clamp(asked.priority(), 0, 2)), _ -> new ArrayList<>())
                    .add(message);
            ends[one.getKey()] = new Accepted.Taken(
                    message.id(),
                    "MSG-" + message.number(),
                    message.to().value(),
                    message.state(),
                    message.segments(),
                    cost(tx, message),
                    leaves.isAfter(tx.now()) ? leaves : null);
        }
        groups.forEach((way, some) ->
                messages.write(tx, some, new Dispatching(way.leaves(), way.priority(), null, null, false)));
    }

    private Instant leaves(Tx tx, NewMessage wanted, Address to) {
        Instant at = Optional.ofNullable(wanted.sendAt())
                .filter(given -> given.isAfter(tx.now()))
                .orElse(tx.now());
        return wanted.marketing() ? hours.allowed(at, to, tx.settings().zone()) : at;
    }

    private Message message(Tx tx, String by, int number, Draft draft, boolean later) {
        boolean held = vendors.hold(tx.tenant(), draft.to().channel());
        MessageState state = later ? MessageState.SCHEDULED : MessageState.QUEUED;
        var template = draft.template();
        return new Message(
                tx.newId(),
                number,
                draft.to(),
                draft.subject(),
                draft.body(),
                template == null ? null : template.id(),
                Parts.of(draft.to().channel(), draft.body()),
                held ? MessageState.HELD : state,
                held ? NO_VENDOR : null,
                null,
                null,
                0,
                by,
                tx.now(),
                tx.now(),
                draft.content());
    }

    /** By the cheapest provider whose price is known; which one it will be is decided when it leaves. */
    private @Nullable BigDecimal cost(Tx tx, Message message) {
        return vendors.of(tx.tenant(), message.to().channel()).stream()
                .map(Provider::price)
                .filter(Objects::nonNull)
                .min(BigDecimal::compareTo)
                .map(price -> price.multiply(BigDecimal.valueOf(message.segments())))
                .orElse(null);
    }
}
