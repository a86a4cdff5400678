package dev.bac.messaging.contact;

import dev.bac.mcp.ToolRefusal;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Languages by their tags (BCP 47), as they are kept: in lower case. */
public final class Languages {
    private static final int LONGEST = 35;
    private static final Pattern TAG = Pattern.compile("[a-z]{2,3}(-[a-z0-9]{2,8})*");

    private Languages() {}

    /** What people call languages, in English and in the language itself, and their longer codes; by small letters. */
    private static final class Names {
        private static final Map<String, String> TAGS = tags();

        private static Map<String, String> tags() {
            var tags = new HashMap<String, String>();
            for (String code : Locale.getISOLanguages()) {
                var language = Locale.of(code);
                // Old codes, such as iw for he, give way to the new ones, which is what the tag says.
                String tag = language.toLanguageTag();
                tags.putIfAbsent(plain(language.getDisplayLanguage(Locale.ENGLISH)), tag);
                tags.putIfAbsent(plain(language.getDisplayLanguage(language)), tag);
                tags.putIfAbsent(language.getISO3Language(), tag);
            }
            return Map.copyOf(tags);
        }
    }

    private static String plain(String text) {
        return text.strip().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Reads a tag such as {@code pt-BR}, or what a language is called, such as German or Deutsch; null for nothing.
     *
     * @return the tag, of a language with a two-letter code that code (RFC 5646, section 2.2.1)
     */
    public static @Nullable String read(String field, @Nullable String given) {
        String said = given == null ? "" : plain(given);
        if (said.isEmpty()) {
            return null;
        }
        var named = Optional.ofNullable(Names.TAGS.get(said));
        if (named.isPresent()) {
            return named.get();
        }
        if (said.length() > LONGEST || !TAG.matcher(said).matches()) {
            throw ToolRefusal.invalid(field, "must be a language such as German, de or pt-BR");
        }
        return said;
    }

    /** What stands in for a language that is not there: pt for pt-br; empty when nothing is left to cut off. */
    public static Optional<String> wider(String tag) {
        int cut = tag.lastIndexOf('-');
        return cut < 0 ? Optional.empty() : Optional.of(tag.substring(0, cut));
    }
}
