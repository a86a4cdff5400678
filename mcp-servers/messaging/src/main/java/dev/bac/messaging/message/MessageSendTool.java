package dev.bac.messaging.message;

import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Effect;
import dev.bac.mcp.Risk;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.messaging.address.Address;
import dev.bac.messaging.address.MessageChannel;
import dev.bac.messaging.consent.ConsentStore;
import dev.bac.messaging.template.Rendering;
import dev.bac.messaging.template.Template;
import dev.bac.messaging.template.TemplateStore;
import dev.bac.messaging.template.Wordings;
import dev.bac.messaging.text.Parts;
import dev.bac.messaging.vendor.Vendors;
import dev.bac.store.Tx;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The tool that sends: it puts a message into the queue, and the dispatcher takes it from there after the commit. */
public final class MessageSendTool {
    private static final int LONGEST_EMAIL = 20_000;
    private static final int LONGEST_SUBJECT = 200;
    private static final int LONGEST_VALUE = 1000;
    private static final int SUBJECT_OF_BODY = 60;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final MessageStore messages;
    private final TemplateStore templates;
    private final Wordings wordings = new Wordings();
    private final ConsentStore consents;
    private final Vendors vendors;

    public MessageSendTool(MessageStore messages, TemplateStore templates, ConsentStore consents, Vendors vendors) {
        this.messages = messages;
        this.templates = templates;
        this.consents = consents;
        this.vendors = vendors;
    }

    /** What {@code messaging_message_send} takes. */
    public record MessageSend(
            @Arg(
                    "The recipient: a telephone number with + and the country's code for a text message, or an e-mail address")
            String to,

            @Arg(value = "The text to send; left out when a template is named", longest = LONGEST_EMAIL) @Nullable String body,

            @Arg("SMS for a text message, EMAIL for e-mail; follows from the recipient when left out") @Nullable MessageChannel channel,

            @Arg("The subject of an e-mail; the first words of the text when left out") @Nullable String subject,

            @Arg(value = "The template to fill instead of a text, by id or name", ref = "template") @Nullable String template,

            @Arg("The values of the template's gaps, by their names") @Nullable Map<String, String> values) {}

    /** What {@code messaging_message_send} answers. */
    public record MessageQueued(String summary, MessageRow message) implements Told {}

    private record Content(
            @Nullable String subject, String body, @Nullable Template template) {}

    /** The tool. */
    public Tool<?, ?> tool() {
        return Tool.write(
                        "messaging_message_send",
                        "Send a message",
                        "Sends a text message (SMS) to a telephone number or an e-mail to an address, with a text of your"
                                + " own or from a template. The message is queued and leaves within seconds; where no"
                                + " vendor is configured it is held in the outbox and goes nowhere. To remind yourself of"
                                + " something use crm_activity_create.",
                        Effect.WRITE,
                        Risk.OUTBOUND,
                        MessageSend.class,
                        MessageQueued.class,
                        this::send)
                .scoped("messaging:send")
                .example(
                        "Send a text to +44 7700 900456 saying the driver is on the way",
                        send("+44 7700 900456", "The driver is on the way", null))
                .example(
                        "E-mail lena@harbour.example with subject Delivery: Your pallets arrive on Monday",
                        send("lena@harbour.example", "Your pallets arrive on Monday", "Delivery"))
                .example("SMS +31 6 55501234: please call us back", send("+31 6 55501234", "Please call us back", null))
                .example(
                        "Write a mail to karl@nordlicht.example that the samples are packed",
                        send("karl@nordlicht.example", "The samples are packed", null))
                .example(
                        "Text +49 171 5550101 with the Pickup ready template, name is Lena",
                        new MessageSend("+49 171 5550101", null, null, null, "Pickup ready", Map.of("name", "Lena")));
    }

    private MessageQueued send(Caller caller, Tx tx, MessageSend given) {
        var to = Address.of("to", given.to(), tx.settings().locale());
        if (given.channel() != null && given.channel() != to.channel()) {
            throw ToolRefusal.invalid(
                    "to", to.value() + " is no address for " + given.channel() + "; leave channel out or change to");
        }
        if (consents.optedOut(tx, to.value())) {
            throw new ToolRefusal(
                    "opted_out",
                    "to: " + to.value() + " has opted out of our messages; nothing was sent. Reach them another way.");
        }
        Allowance.one(tx, to.channel(), caller.user().toString());
        var content = content(tx, to, given);
        var message = message(caller, tx, to, content);
        messages.write(tx, List.of(message), Dispatching.at(tx.now()));
        if (message.state() == MessageState.QUEUED) {
            tx.publish(
                    "messaging.message.queued",
                    message.id().toString(),
                    JSON.createObjectNode()
                            .put("number", "MSG-" + message.number())
                            .put("channel", to.channel().name()));
        }
        return new MessageQueued(tell(tx, message), MessageRow.of(message));
    }

    private Content content(Tx tx, Address to, MessageSend given) {
        boolean mail = to.channel() == MessageChannel.EMAIL;
        int longest = Parts.longest(to.channel());
        String name = Given.lineOrNull("template", given.template(), 80);
        if (name == null) {
            if (given.values() != null && !given.values().isEmpty()) {
                throw ToolRefusal.invalid("values", "belong to a template; name it or leave them out");
            }
            String body = Given.text("body", given.body(), longest);
            return new Content(!mail ? null : subject(given.subject(), body), body, null);
        }
        if (given.body() != null && !given.body().isBlank()) {
            throw ToolRefusal.invalid("body", "give a text or a template, not both");
        }
        var template = templates.named(tx, "template", name);
        if (template.channel() != to.channel()) {
            throw ToolRefusal.invalid(
                    "template", template.label() + " does not fit " + to.value() + "; choose one of that channel");
        }
        template = wordings.readers(tx, List.of(template.id()), List.of(to.value()))
                .of(template, to.value());
        var values = checked(given.values() == null ? Map.of() : given.values());
        String body = Given.text("body", Rendering.fill("template", template.body(), values), longest);
        String subject = given.subject() == null && template.subject() != null
                ? Rendering.fill("template", template.subject(), values)
                : given.subject();
        return new Content(!mail ? null : subject(subject, body), body, template);
    }

    private static Map<String, String> checked(Map<String, String> values) {
        values.forEach((name, value) -> {
            if (value.length() > LONGEST_VALUE) {
                throw ToolRefusal.invalid("values." + name, "at most " + LONGEST_VALUE + " characters fit");
            }
        });
        return values;
    }

    private static String subject(@Nullable String given, String body) {
        String subject = Given.lineOrNull("subject", given, LONGEST_SUBJECT);
        if (subject != null) {
            return subject;
        }
        String first = body.strip().lines().findFirst().orElse("").replaceAll("\\s+", " ");
        if (first.length() <= SUBJECT_OF_BODY) {
            return first;
        }
        int end = first.lastIndexOf(' ', SUBJECT_OF_BODY);
        return first.substring(0, end > 0 ? end : SUBJECT_OF_BODY) + " …";
    }

    private Message message(Caller caller, Tx tx, Address to, Content content) {
        boolean held = vendors.hold(tx.tenant(), to.channel());
        return new Message(
                tx.newId(),
                messages.nextNumber(tx),
                to,
                content.subject(),
                content.body(),
                content.template() == null ? null : content.template().id(),
                Parts.of(to.channel(), content.body()),
                held ? MessageState.HELD : MessageState.QUEUED,
                held ? "No vendor is configured for this channel." : null,
                null,
                null,
                0,
                caller.name(),
                tx.now(),
                tx.now());
    }

    private String tell(Tx tx, Message message) {
        String what =
                switch (message.to().channel()) {
                    case SMS ->
                        "text message " + message.label() + " (" + message.segments()
                                + (message.segments() == 1 ? " segment)" : " segments)");
                    case EMAIL -> "e-mail " + message.label() + " (\"" + message.subject() + "\")";
                    case WHATSAPP -> "WhatsApp message " + message.label();
                    case TELEGRAM -> "Telegram message " + message.label();
                    case MESSENGER -> "Messenger message " + message.label();
                };
        if (message.state() == MessageState.HELD) {
            return "Held the " + what + ": no vendor is configured for this channel, so nothing was sent.";
        }
        return vendors.sandboxed(tx.tenant(), message.to().channel())
                ? "Queued the " + what + " for the sandbox, which reaches nobody."
                : "Queued the " + what + "; it leaves in a moment.";
    }

    private static MessageSend send(String to, String body, @Nullable String subject) {
        return new MessageSend(to, body, null, subject, null, null);
    }
}
