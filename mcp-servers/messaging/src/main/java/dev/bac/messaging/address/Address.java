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
 * @param value an E.164 number (ITU-T) or an e-mail address in lower case
 */
public record Address(MessageChannel channel, String value) {
    /** RFC 5321, section 4.5.3.1.3: a path has at most 256 octets, brackets included. */
    private static final int LONGEST = 254;

    /** One address, no display name, no list, no line break: nothing that could add a header or a recipient. */
    private static final Pattern EMAIL = Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}"
            + "@[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)+");

    private static final String NO_REGION = "ZZ";

    /**
     * Reads an address of either kind.
     *
     * @param home its country decides how a number without {@code +} is read
     */
    public static Address of(String field, String given, Locale home) {
        String text = Given.line(field, given, LONGEST);
        return text.contains("@") ? email(field, text) : phone(field, text, home);
    }

    private static Address email(String field, String text) {
        if (!EMAIL.matcher(text).matches()) {
            throw ToolRefusal.invalid(field, "\"" + text + "\" is no e-mail address; write it like jane@acme.example");
        }
        return new Address(MessageChannel.EMAIL, text.toLowerCase(Locale.ROOT));
    }

    private static Address phone(String field, String text, Locale home) {
        var numbers = PhoneNumberUtil.getInstance();
        try {
            var number = numbers.parse(text, home.getCountry().isEmpty() ? NO_REGION : home.getCountry());
            if (numbers.isPossibleNumber(number)) {
                return new Address(MessageChannel.SMS, numbers.format(number, PhoneNumberUtil.PhoneNumberFormat.E164));
            }
        } catch (NumberParseException _) {
            // told below, like a number of impossible length
        }
        throw ToolRefusal.invalid(
                field,
                "\"" + text + "\" is neither a telephone number with + and the country's code nor an e-mail address");
    }
}
