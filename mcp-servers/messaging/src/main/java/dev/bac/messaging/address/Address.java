package dev.bac.messaging.address;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where a message goes.
 *
 * @param value an E.164 number (ITU-T), an e-mail address in lower case, {@code telegram:} with the id of a chat, or
 *     {@code messenger:} with the id that Meta gave a person for our page. WhatsApp has the number itself, so that who
 *     opts out on one channel has opted out on the other
 */
public record Address(MessageChannel channel, String value) {
    /** RFC 5321, section 4.5.3.1.3: a path has at most 256 octets, brackets included. */
    private static final int LONGEST = 254;

    /** One address, no display name, no list, no line break: nothing that could add a header or a recipient. */
    private static final Pattern EMAIL = Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}"
            + "@[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)+");

    /** A private chat's id; a group's begins with a minus. At most 52 significant bits (Telegram Bot API, Chat). */
    private static final Pattern CHAT = Pattern.compile("-?[1-9][0-9]{0,15}");

    private static final Pattern PERSON = Pattern.compile("[1-9][0-9]{4,31}");

    private static final String NO_REGION = "ZZ";

    /**
     * Reads an address of either kind.
     *
     * @param home its country decides how a number without {@code +} is read
     */
    public static Address of(String field, String given, Locale home) {
        String text = Given.line(field, given, LONGEST);
        int colon = text.indexOf(':');
        if (colon > 0) {
            return messenger(
                    field,
                    text.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                    text.substring(colon + 1).strip(),
                    home);
        }
        return text.contains("@") ? email(field, text) : phone(field, MessageChannel.SMS, text, home);
    }

    /** Reads an address of that channel, with or without what it begins with. */
    public static Address of(String field, MessageChannel channel, String given, Locale home) {
        boolean bare = given.indexOf(':') < 0;
        var address =
                switch (channel) {
                    case SMS, EMAIL -> of(field, given, home);
                    case WHATSAPP, TELEGRAM, MESSENGER ->
                        of(field, bare ? channel.name().toLowerCase(Locale.ROOT) + ":" + given.strip() : given, home);
                };
        if (address.channel() != channel) {
            throw ToolRefusal.invalid(field, "\"" + given + "\" is no address for " + channel);
        }
        return address;
    }

    private static Address messenger(String field, String kind, String text, Locale home) {
        return switch (kind) {
            case "whatsapp" -> phone(field, MessageChannel.WHATSAPP, text, home);
            case "sms", "tel" -> phone(field, MessageChannel.SMS, text, home);
            case "mailto" -> email(field, text);
            case "telegram" -> person(field, MessageChannel.TELEGRAM, CHAT, text);
            case "messenger" -> person(field, MessageChannel.MESSENGER, PERSON, text);
            default -> throw noAddress(field, kind + ":" + text);
        };
    }

    private static Address person(String field, MessageChannel channel, Pattern form, String id) {
        String value = channel.name().toLowerCase(Locale.ROOT) + ":" + id;
        if (!form.matcher(id).matches()) {
            throw noAddress(field, value);
        }
        return new Address(channel, value);
    }

    private static ToolRefusal noAddress(String field, String given) {
        return ToolRefusal.invalid(
                field,
                "\"" + given + "\" is no address; write whatsapp:+49…, telegram:<chat id> or messenger:<person id>");
    }

    /** What a vendor wants in its field for the recipient: the value without what it begins with. */
    public static String bare(String value) {
        return value.substring(value.indexOf(':') + 1);
    }

    private static Address email(String field, String text) {
        if (!EMAIL.matcher(text).matches()) {
            throw ToolRefusal.invalid(field, "\"" + text + "\" is no e-mail address; write it like jane@acme.example");
        }
        return new Address(MessageChannel.EMAIL, text.toLowerCase(Locale.ROOT));
    }

    private static Address phone(String field, MessageChannel channel, String text, Locale home) {
        var numbers = PhoneNumberUtil.getInstance();
        try {
            var number = numbers.parse(text, home.getCountry().isEmpty() ? NO_REGION : home.getCountry());
            if (numbers.isPossibleNumber(number)) {
                return new Address(channel, numbers.format(number, PhoneNumberUtil.PhoneNumberFormat.E164));
            }
        } catch (NumberParseException _) {
            // told below, like a number of impossible length
        }
        throw ToolRefusal.invalid(
                field,
                "\"" + text + "\" is neither a telephone number with + and the country's code nor an e-mail address");
    }
}
