package dev.bac.messaging.content;

import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.messaging.address.MessageChannel;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a channel carries beside text, and within which bounds, so that a message is refused when somebody wants it sent
 * and not by the vendor afterwards: WhatsApp Cloud API ("Messages", "Message templates"), Telegram Bot API
 * ({@code sendPhoto} and its like) and Messenger's Send API ("attachment").
 */
public final class Carried {
    private static final int LONGEST_CAPTION = 1_024;
    private static final int LONGEST_VALUE = 1_024;
    private static final int LONGEST_HEADER = 60;
    private static final int LONGEST_LINK = 2_000;
    private static final int LONGEST_FILENAME = 240;
    private static final int LONGEST_PLACE = 1_000;
    private static final int MOST_GAPS = 50;
    private static final int MOST_BUTTONS = 10;
    private static final int LONGEST_PAYLOAD = 128;
    private static final BigDecimal POLE = BigDecimal.valueOf(90);
    private static final BigDecimal DATE_LINE = BigDecimal.valueOf(180);
    private static final Pattern NAME = Pattern.compile("[a-z0-9_]{1,512}");
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(_[A-Z]{2,4})?");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,250}");
    /** WhatsApp refuses such a value (132018). */
    private static final Pattern BROKEN_LINE = Pattern.compile("[\\n\\r\\t]| {5,}");

    private Carried() {}

    /** The content, when the channel carries it; a refusal that names the field when it does not. */
    public static Content by(MessageChannel channel, Content content) {
        switch (channel) {
            case SMS, EMAIL -> throw ToolRefusal.invalid("to", "takes text alone; send the link in the text");
            case WHATSAPP, TELEGRAM, MESSENGER -> {
                // Each is looked at below.
            }
        }
        switch (content) {
            case ApprovedTemplate template -> template(channel, template);
            case Attachment attachment -> attachment("media", channel, attachment);
            case Place place -> place(channel, place);
        }
        return content;
    }

    private static void template(MessageChannel channel, ApprovedTemplate template) {
        if (channel != MessageChannel.WHATSAPP) {
            throw ToolRefusal.invalid("to", "has no approved templates; only WhatsApp has, write whatsapp:+49…");
        }
        if (!NAME.matcher(template.name()).matches()) {
            throw ToolRefusal.invalid("template.name", "holds small letters, digits and _ only, such as order_ready");
        }
        if (!LANGUAGE.matcher(template.language()).matches()) {
            throw ToolRefusal.invalid("template.language", "is a code of WhatsApp's such as en, de or pt_BR");
        }
        var header = template.header();
        if (header != null) {
            header(header);
        }
        if (template.body().size() > MOST_GAPS || template.buttons().size() > MOST_BUTTONS) {
            throw ToolRefusal.invalid("template", "takes at most 50 values and 10 buttons");
        }
        template.body().forEach(value -> value("template.body", value, LONGEST_VALUE));
        for (var button : template.buttons()) {
            if (button.index() < 0 || button.index() >= MOST_BUTTONS) {
                throw ToolRefusal.invalid("template.buttons", "index must be 0 to 9");
            }
            value(
                    "template.buttons",
                    button.value(),
                    button.kind() == ApprovedTemplate.Button.Kind.REPLY ? LONGEST_PAYLOAD : LONGEST_LINK);
        }
        long buttons = template.buttons().stream()
                .map(ApprovedTemplate.Button::index)
                .distinct()
                .count();
        if (buttons < template.buttons().size()) {
            throw ToolRefusal.invalid("template.buttons", "an index comes twice");
        }
    }

    private static void header(ApprovedTemplate.Header header) {
        var file = header.file();
        if ((header.text() == null) == (file == null)) {
            throw ToolRefusal.invalid("template.header", "is words or a file, one of them");
        }
        if (file != null) {
            if (file.kind() == Attachment.Kind.AUDIO || file.caption() != null) {
                throw ToolRefusal.invalid(
                        "template.header.file", "is an image, a video or a document, without a caption");
            }
            attachment("template.header.file", MessageChannel.WHATSAPP, file);
        } else {
            value("template.header.text", String.valueOf(header.text()), LONGEST_HEADER);
        }
    }

    private static void value(String field, String value, int longest) {
        Given.text(field, value, longest);
        if (BROKEN_LINE.matcher(value).find()) {
            throw ToolRefusal.invalid(field, "must be one line, without tabs or more than four blanks in a row");
        }
    }

    private static void attachment(String field, MessageChannel channel, Attachment file) {
        if ((file.link() == null) == (file.id() == null)) {
            throw ToolRefusal.invalid(field, "needs a link or an id, one of them");
        }
        if (file.id() != null && !ID.matcher(file.id()).matches()) {
            throw ToolRefusal.invalid(field + ".id", "is no id of a file at the vendor");
        }
        link(field + ".link", file.link());
        Given.textOrNull(field + ".caption", file.caption(), LONGEST_CAPTION);
        Given.lineOrNull(field + ".filename", file.filename(), LONGEST_FILENAME);
        if (file.caption() != null
                && (channel == MessageChannel.MESSENGER
                        || channel == MessageChannel.WHATSAPP && file.kind() == Attachment.Kind.AUDIO)) {
            throw ToolRefusal.invalid(field + ".caption", "is not carried here; send it as a text of its own");
        }
        if (file.filename() != null
                && (channel != MessageChannel.WHATSAPP || file.kind() != Attachment.Kind.DOCUMENT)) {
            throw ToolRefusal.invalid(field + ".filename", "is for documents on WhatsApp; leave it out");
        }
    }

    private static void link(String field, @Nullable String link) {
        if (link == null) {
            return;
        }
        try {
            var address = new URI(link);
            if (link.length() > LONGEST_LINK
                    || !"https".equals(address.getScheme())
                    || address.getHost() == null
                    || address.getUserInfo() != null) {
                throw ToolRefusal.invalid(field, "must be an https address that the vendor can reach");
            }
        } catch (URISyntaxException _) {
            throw ToolRefusal.invalid(field, "must be an https address that the vendor can reach");
        }
    }

    private static void place(MessageChannel channel, Place place) {
        if (channel == MessageChannel.MESSENGER) {
            throw ToolRefusal.invalid("to", "takes no location on Messenger; send a link to a map in the text");
        }
        Given.number("location.latitude", place.latitude(), 8, POLE);
        Given.number("location.longitude", place.longitude(), 8, DATE_LINE);
        Given.lineOrNull("location.name", place.name(), LONGEST_PLACE);
        Given.lineOrNull("location.address", place.address(), LONGEST_PLACE);
    }
}
