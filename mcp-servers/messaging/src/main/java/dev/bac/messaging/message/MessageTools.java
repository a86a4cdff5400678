package dev.bac.messaging.message;

import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.mcp.argument.PageWanted;
import dev.bac.messaging.address.Address;
import dev.bac.messaging.address.MessageChannel;
import dev.bac.store.Tx;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tools that show messages: the outbox, and what became of one. */
public final class MessageTools {
    private static final int STANDARD = 20;
    private static final int MOST_EVENTS = 100;
    private final MessageStore messages;

    public MessageTools(MessageStore messages) {
        this.messages = messages;
    }

    /** What {@code messaging_message_list} takes. */
    public record MessagesWanted(
            @Arg("Only messages of this channel") @Nullable MessageChannel channel,

            @Arg("Only messages in this state, such as HELD, QUEUED, SENT or FAILED") @Nullable MessageState state,

            @Arg("Only messages to this telephone number or e-mail address") @Nullable String to,

            @Arg("Only messages that hold this text") @Nullable String query,

            @Arg("Only messages of this day or later") @Nullable LocalDate from,

            @Arg("Only messages of this day or earlier") @Nullable LocalDate until,

            @Arg("Rows, 1 to 200; 20 when left out") @Nullable Integer limit,

            @Arg("The next of an earlier answer") @Nullable String cursor) {}

    /** What {@code messaging_message_list} answers. */
    public record MessageList(
            String summary,
            List<MessageRow> items,
            long total,
            @Nullable String next) implements Told {}

    /** What {@code messaging_message_status} takes. */
    public record StatusWanted(
            @Arg(value = "The message, by its id or number such as MSG-1001", ref = "message")
            String message) {}

    /** What {@code messaging_message_status} answers. */
    public record MessageStatus(String summary, MessageRow message, List<MessageEvent> history) implements Told {}

    /** Every tool of this kind. */
    public List<Tool<?, ?>> tools() {
        return List.of(list(), status());
    }

    private Tool<?, ?> list() {
        return Tool.read(
                        "messaging_message_list",
                        "List messages",
                        "Lists text messages and e-mails we have sent or tried to, the newest first, with their states:"
                                + " the outbox. Held messages went nowhere; UNKNOWN ones may have been sent.",
                        MessagesWanted.class,
                        MessageList.class,
                        this::list)
                .example("What is in the outbox?", wanted(null, null, null, null))
                .example("Which messages are held?", wanted(null, MessageState.HELD, null, null))
                .example(
                        "Show the texts we sent to +49 171 5550101",
                        wanted(MessageChannel.SMS, null, "+49 171 5550101", null))
                .example("Did any e-mails fail?", wanted(MessageChannel.EMAIL, MessageState.FAILED, null, null))
                .example("Find messages that mention pallets", wanted(null, null, null, "pallets"));
    }

    private Tool<?, ?> status() {
        return Tool.read(
                        "messaging_message_status",
                        "Message status",
                        "Tells what became of one message: its state, why, and when each thing happened.",
                        StatusWanted.class,
                        MessageStatus.class,
                        this::status)
                .example("Was MSG-1007 delivered?", new StatusWanted("MSG-1007"))
                .example("What happened to message MSG-1012?", new StatusWanted("MSG-1012"))
                .example("Status of MSG-1003", new StatusWanted("MSG-1003"))
                .example("Has the text MSG-1020 gone out yet?", new StatusWanted("MSG-1020"));
    }

    private MessageList list(Caller caller, Tx tx, MessagesWanted given) {
        var wantedPage = PageWanted.of(given.limit(), given.cursor(), STANDARD);
        if (given.from() != null && given.until() != null && given.from().isAfter(given.until())) {
            throw ToolRefusal.invalid("from", "lies after until; swap them");
        }
        String to = Given.lineOrNull("to", given.to(), 254);
        var wanted = new MessageStore.Wanted(
                given.channel(),
                given.state(),
                to == null ? null : Address.of("to", to, tx.settings().locale()).value(),
                Given.lineOrNull("query", given.query(), 200),
                given.from() == null ? null : start(tx, given.from()),
                given.until() == null ? null : start(tx, given.until().plusDays(1)));
        var page = messages.list(tx, wanted, wantedPage);
        var items = page.items().stream().map(MessageRow::of).toList();
        long total = messages.count(tx, wanted);
        return new MessageList(tell(items, total), items, total, page.next());
    }

    private static Instant start(Tx tx, LocalDate day) {
        return day.atStartOfDay(tx.settings().zone()).toInstant();
    }

    private static String tell(List<MessageRow> items, long total) {
        if (total == 0) {
            return "No message fits.";
        }
        long held =
                items.stream().filter(one -> one.state() == MessageState.HELD).count();
        return total
                + (total == 1 ? " message" : " messages")
                + (items.size() < total ? ", " + items.size() + " of them shown" : "")
                + (held == 0 ? "." : ", " + held + " of these held and not sent.");
    }

    private MessageStatus status(Caller caller, Tx tx, StatusWanted given) {
        var message = messages.named(tx, "message", Given.line("message", given.message(), 60));
        String why = message.reason() == null ? "." : ": " + message.reason();
        return new MessageStatus(
                message.label() + " is " + message.state().told() + why,
                MessageRow.of(message),
                messages.history(tx, message.id(), MOST_EVENTS));
    }

    private static MessagesWanted wanted(
            @Nullable MessageChannel channel,
            @Nullable MessageState state,
            @Nullable String to,
            @Nullable String query) {
        return new MessagesWanted(channel, state, to, query, null, null, null, null);
    }
}
