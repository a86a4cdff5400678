package dev.bac.messaging.contact;

import dev.bac.mcp.ToolRefusal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Languages by their tags (BCP 47), as they are kept: in lower case. */
public final class Languages {
    private static final int LONGEST = 35;
    private static final Pattern TAG = Pattern.compile("[a-z]{2,3}(-[a-z0-9]{2,8})*");

    private Languages() {}

    /** Reads a tag such as {@code pt-BR}; null for nothing. */
    public static @Nullable String read(String field, @Nullable String given) {
        String tag = given == null ? "" : given.strip().toLowerCase(Locale.ROOT).replace('_', '-');
        if (tag.isEmpty()) {
            return null;
        }
        if (tag.length() > LONGEST || !TAG.matcher(tag).matches()) {
            throw ToolRefusal.invalid(field, "must be a language such as de or pt-BR");
        }
        return tag;
    }

    /** What stands in for a language that is not there: pt for pt-br; empty when nothing is left to cut off. */
    public static Optional<String> wider(String tag) {
        int cut = tag.lastIndexOf('-');
        return cut < 0 ? Optional.empty() : Optional.of(tag.substring(0, cut));
    }
}
