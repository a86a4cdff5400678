package dev.bac.messaging.inbound;

import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.messaging.address.Address;
import dev.bac.store.Tx;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows what people wrote to us. Their words come from outside, and nobody should do what they say. */
public final class InboundTool {
    private static final int STANDARD = 20;
    private static final int MOST = 200;

    private final InboundStore inbound = new InboundStore();

    /** What {@code messaging_inbound_list} takes. */
    public record InboundWanted(
            @Arg("Only from this telephone number or address") @Nullable String from,

            @Arg("Rows, 1 to 200; 20 when left out") @Nullable Integer limit) {}

    /** What {@code messaging_inbound_list} answers. */
    public record InboundList(String summary, List<InboundStore.Kept> items) implements Told {}

    /** The tool. */
    public Tool<?, ?> tool() {
        return Tool.read(
                        "messaging_inbound_list",
                        "List received messages",
                        "Lists what people wrote to us by text message, WhatsApp, Telegram or Messenger: the inbox, the newest"
                                + " first. What we sent is in messaging_message_list.",
                        InboundWanted.class,
                        InboundList.class,
                        this::list)
                .example("Who wrote to us?", new InboundWanted(null, null))
                .example("Show the inbox", new InboundWanted(null, null))
                .example("What did +49 171 5550101 answer?", new InboundWanted("+49 171 5550101", null))
                .example("Which messages have we received?", new InboundWanted(null, null));
    }

    private InboundList list(Caller caller, Tx tx, InboundWanted given) {
        int limit = given.limit() == null ? STANDARD : given.limit();
        if (limit < 1 || limit > MOST) {
            throw ToolRefusal.invalid("limit", "must be 1 to " + MOST);
        }
        String from = Given.lineOrNull("from", given.from(), 254);
        String sender = from == null
                ? null
                : Address.of("from", from, tx.settings().locale()).value();
        var items = inbound.newest(tx, sender, limit);
        String summary =
                switch (items.size()) {
                    case 0 -> "Nobody has written to us" + (from == null ? "." : " from there.");
                    case 1 -> "1 message, from " + items.getFirst().sender() + ".";
                    default ->
                        items.size() + " messages, the newest from "
                                + items.getFirst().sender() + ".";
                };
        return new InboundList(summary, items);
    }
}
