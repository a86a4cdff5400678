package dev.bac.crm.naming;

import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** E-mail addresses, kept in lower case. */
public final class Email {
    /** RFC 5321, section 4.5.3.1.3: a path has at most 256 octets, brackets included. */
    private static final int LONGEST = 254;

    private static final Pattern FORM =
            Pattern.compile("[\\p{L}\\p{N}.!#$%&'*+/=?^_`{|}~-]{1,64}@[\\p{L}\\p{N}-]+(\\.[\\p{L}\\p{N}-]+)+");
    /** Their addresses say nothing about the company. */
    private static final Set<String> FOR_EVERYBODY = Set.of(
            "aol.com",
            "gmail.com",
            "gmx.de",
            "gmx.net",
            "googlemail.com",
            "hotmail.com",
            "icloud.com",
            "live.com",
            "mail.com",
            "mail.ru",
            "msn.com",
            "outlook.com",
            "proton.me",
            "protonmail.com",
            "t-online.de",
            "web.de",
            "yahoo.com");

    private Email() {}

    /** The address in lower case, or null when none was given. */
    public static @Nullable String normal(String field, @Nullable String given) {
        String text = Given.lineOrNull(field, given, LONGEST);
        if (text == null) {
            return null;
        }
        if (!FORM.matcher(text).matches()) {
            throw ToolRefusal.invalid(field, "\"" + text + "\" is no e-mail address; write it like jane@acme.example");
        }
        return text.toLowerCase(Locale.ROOT);
    }

    /** The domain of an address when it is a company's own; null otherwise. */
    public static @Nullable String companyDomain(@Nullable String address) {
        if (address == null) {
            return null;
        }
        String domain = address.substring(address.indexOf('@') + 1);
        return FOR_EVERYBODY.contains(domain) ? null : domain;
    }
}
