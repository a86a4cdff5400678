package dev.bac.messaging.accept;

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
import dev.bac.messaging.content.ApprovedTemplate;
import dev.bac.messaging.content.Attachment;
import dev.bac.messaging.content.Content;
import dev.bac.messaging.content.Place;
import dev.bac.messaging.message.MessageLookup;
import dev.bac.messaging.message.MessageRow;
import dev.bac.messaging.message.MessageState;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tools that send something else than a text: files, places, and the templates that WhatsApp has approved. */
public final class ContentSendTools {
    private static final int LONGEST_LINK = 2_000;
    private static final String TO =
            "The recipient, such as whatsapp:+4915112345678, telegram:987654321 or messenger:25884159";

    private final Acceptance acceptance;
    private final MessageLookup messages = new MessageLookup();

    public ContentSendTools(Acceptance acceptance) {
        this.acceptance = acceptance;
    }

    /** What {@code messaging_media_send} takes. */
    public record MediaSend(
            @Arg(TO) String to,

            @Arg("What it is: IMAGE, DOCUMENT, VIDEO or AUDIO")
            Attachment.Kind kind,

            @Arg(
                    value = "Where the vendor finds it, an https address; left out when an id is given",
                    longest = LONGEST_LINK)
            @Nullable String link,

            @Arg("The vendor's id of a file that was uploaded there; left out when a link is given") @Nullable String id,

            @Arg(value = "The text beneath it; not for Messenger", longest = 1_024) @Nullable String caption,

            @Arg("The name that a document on WhatsApp is saved under") @Nullable String filename) {}

    /** What {@code messaging_location_send} takes. */
    public record LocationSend(
            @Arg("The recipient, such as whatsapp:+4915112345678 or telegram:987654321")
            String to,

            @Arg("Degrees north, -90 to 90, such as 53.5436")
            BigDecimal latitude,

            @Arg("Degrees east, -180 to 180, such as 9.9886")
            BigDecimal longitude,

            @Arg("What the place is called") @Nullable String name,

            @Arg("Its address in words") @Nullable String address) {}

    /** A button's gap. */
    public record ButtonValue(
            @Arg("Which button, 0 for the first") int index,

            @Arg("REPLY for a button that answers us, URL for one that opens an address")
            ApprovedTemplate.Button.Kind kind,

            @Arg("What comes back when it is pressed, or how its address ends")
            String value) {}

    /** What {@code messaging_whatsapp_send} takes. */
    public record WhatsAppSend(
            @Arg("The recipient's number, such as +4915112345678")
            String to,

            @Arg("The template's name at WhatsApp, such as order_ready")
            String template,

            @Arg("The language it was approved in, such as en or pt_BR")
            String language,

            @Arg("What fills the gaps of its text, in their order") @Nullable List<String> values,

            @Arg("What fills the gap of its head, where that is words") @Nullable String header,

            @Arg("What its head shows where that is a file: IMAGE, VIDEO or DOCUMENT")
            Attachment.@Nullable Kind headerKind,

            @Arg(value = "Where the vendor finds the file of its head, an https address", longest = LONGEST_LINK)
            @Nullable String headerLink,

            @Arg("What fills the gaps of its buttons") @Nullable List<ButtonValue> buttons) {}

    /** What they answer. */
    public record ContentQueued(String summary, MessageRow message) implements Told {}

    /** Every tool of this kind. */
    public List<Tool<?, ?>> tools() {
        return List.of(media(), location(), whatsapp());
    }

    private Tool<?, ?> media() {
        return Tool.write(
                        "messaging_media_send",
                        "Send a file",
                        "Sends an image, a document, a video or a sound by WhatsApp, Telegram or Messenger, by a link that the"
                                + " vendor fetches or by the id of a file that it has. Text alone is sent with"
                                + " messaging_message_send.",
                        Effect.WRITE,
                        Risk.OUTBOUND,
                        MediaSend.class,
                        ContentQueued.class,
                        this::media)
                .scoped("messaging:send")
                .example(
                        "Send the image https://acme.example/map.png to whatsapp:+4915112345678",
                        new MediaSend(
                                "whatsapp:+4915112345678",
                                Attachment.Kind.IMAGE,
                                "https://acme.example/map.png",
                                null,
                                null,
                                null))
                .example(
                        "Send telegram:987654321 the document https://acme.example/list.pdf with caption Prices",
                        new MediaSend(
                                "telegram:987654321",
                                Attachment.Kind.DOCUMENT,
                                "https://acme.example/list.pdf",
                                null,
                                "Prices",
                                null));
    }

    private Tool<?, ?> location() {
        return Tool.write(
                        "messaging_location_send",
                        "Send a location",
                        "Sends a place on the map by WhatsApp or Telegram, by its degrees, with a name and an address.",
                        Effect.WRITE,
                        Risk.OUTBOUND,
                        LocationSend.class,
                        ContentQueued.class,
                        this::location)
                .scoped("messaging:send")
                .example(
                        "Send whatsapp:+4915112345678 the location 53.5436, 9.9886 named Warehouse",
                        new LocationSend(
                                "whatsapp:+4915112345678",
                                new BigDecimal("53.5436"),
                                new BigDecimal("9.9886"),
                                "Warehouse",
                                null));
    }

    private Tool<?, ?> whatsapp() {
        return Tool.write(
                        "messaging_whatsapp_send",
                        "Send an approved WhatsApp template",
                        "Sends a template that WhatsApp has approved, filled: the only thing that reaches a person there who"
                                + " has not written within 24 hours. Our own templates (messaging_template_list) are"
                                + " something else and go with messaging_message_send.",
                        Effect.WRITE,
                        Risk.OUTBOUND,
                        WhatsAppSend.class,
                        ContentQueued.class,
                        this::whatsapp)
                .scoped("messaging:send")
                .example(
                        "Send +4915112345678 the WhatsApp template order_ready in de with Lena and SO-1001",
                        new WhatsAppSend(
                                "+4915112345678",
                                "order_ready",
                                "de",
                                List.of("Lena", "SO-1001"),
                                null,
                                null,
                                null,
                                null));
    }

    private ContentQueued media(Caller caller, Tx tx, MediaSend given) {
        return queued(
                caller,
                tx,
                given.to(),
                null,
                new Attachment(
                        given.kind(),
                        Given.lineOrNull("link", given.link(), LONGEST_LINK),
                        Given.lineOrNull("id", given.id(), 250),
                        given.caption(),
                        given.filename()));
    }

    private ContentQueued location(Caller caller, Tx tx, LocationSend given) {
        return queued(
                caller,
                tx,
                given.to(),
                null,
                new Place(given.latitude(), given.longitude(), given.name(), given.address()));
    }

    private ContentQueued whatsapp(Caller caller, Tx tx, WhatsAppSend given) {
        if ((given.headerKind() == null) != (given.headerLink() == null)) {
            throw ToolRefusal.invalid("headerLink", "goes with headerKind; give both or neither");
        }
        var file = given.headerKind() == null
                ? null
                : new Attachment(given.headerKind(), given.headerLink(), null, null, null);
        var header = file == null && given.header() == null ? null : new ApprovedTemplate.Header(given.header(), file);
        return queued(
                caller,
                tx,
                given.to(),
                MessageChannel.WHATSAPP,
                new ApprovedTemplate(
                        given.template(),
                        given.language(),
                        header,
                        Optional.ofNullable(given.values()).orElse(List.of()),
                        Optional.ofNullable(given.buttons()).orElse(List.of()).stream()
                                .map(one -> new ApprovedTemplate.Button(one.index(), one.kind(), one.value()))
                                .toList()));
    }

    private ContentQueued queued(Caller caller, Tx tx, String to, @Nullable MessageChannel channel, Content content) {
        var wanted = NewMessage.of(Given.line("to", to, 254), channel, content);
        return switch (acceptance
                .accept(tx, List.of(caller.user().toString()), List.of(wanted))
                .getFirst()) {
            case Accepted.Refused refused -> throw new ToolRefusal(refused.code(), refused.reason());
            case Accepted.Taken taken -> {
                var message = messages.find(tx, taken.id()).orElseThrow();
                String what = taken.number() + " to " + Address.bare(taken.to()) + ", " + content.told();
                yield new ContentQueued(
                        message.state() == MessageState.HELD
                                ? "Held " + what + ": no vendor is configured for this channel, so nothing was sent."
                                : "Queued " + what + "; it leaves in a moment.",
                        message);
            }
        };
    }
}
