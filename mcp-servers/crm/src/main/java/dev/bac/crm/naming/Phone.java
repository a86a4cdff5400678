package dev.bac.crm.naming;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Telephone numbers, kept as E.164 (ITU-T) so that equal numbers are equal text. */
public final class Phone {
    private static final int LONGEST = 40;
    private static final String NO_REGION = "ZZ";

    private Phone() {}

    /**
     * The number as E.164, or null when none was given.
     *
     * @param home its country decides how a number without {@code +} is read
     */
    public static @Nullable String e164(String field, @Nullable String given, Locale home) {
        String text = Given.lineOrNull(field, given, LONGEST);
        if (text == null) {
            return null;
        }
        var numbers = PhoneNumberUtil.getInstance();
        try {
            var number = numbers.parse(text, home.getCountry().isEmpty() ? NO_REGION : home.getCountry());
            if (numbers.isPossibleNumber(number)) {
                return numbers.format(number, PhoneNumberUtil.PhoneNumberFormat.E164);
            }
        } catch (NumberParseException _) {
            // told below, like a number of impossible length
        }
        throw ToolRefusal.invalid(
                field, "\"" + text + "\" is no telephone number; write it with + and the country's code");
    }
}
