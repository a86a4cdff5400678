package dev.bac.crm.naming;

import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Countries by their ISO 3166-1 alpha-2 codes. */
public final class Country {
    private static final Set<String> CODES = Set.of(Locale.getISOCountries());

    private Country() {}

    /** The code in upper case, or null when none was given. */
    public static @Nullable String code(String field, @Nullable String given) {
        String text = Given.lineOrNull(field, given, 60);
        if (text == null) {
            return null;
        }
        String code = text.toUpperCase(Locale.ROOT);
        if (!CODES.contains(code)) {
            throw ToolRefusal.invalid(field, "\"" + text + "\" is no country's code; give two letters such as DE");
        }
        return code;
    }
}
