package dev.bac.messaging.template;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import dev.bac.mcp.ToolRefusal;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Fills templates. Only {@code {{name}}} is allowed: no sections, no partials, no logic, and nothing of Java can be
 * reached, since the values are texts. A gap without a value and a value without a gap are both refused.
 */
public final class Rendering {
    private static final int MOST_GAPS = 50;
    private static final Pattern GAP = Pattern.compile("(?<!\\{)\\{\\{\\s*([A-Za-z][A-Za-z0-9_]{0,39})\\s*}}(?!})");

    private Rendering() {}

    /** The names of the gaps, in order of the alphabet; {@link ToolRefusal} when the template has anything else. */
    public static SortedSet<String> gaps(String field, String template) {
        var names = new TreeSet<String>();
        GAP.matcher(template).results().forEach(gap -> names.add(gap.group(1)));
        if (GAP.matcher(template).replaceAll("").contains("{{")) {
            throw ToolRefusal.invalid(field, "may have gaps like {{name}} and nothing else in double braces");
        }
        if (names.size() > MOST_GAPS) {
            throw ToolRefusal.invalid(field, "has " + names.size() + " gaps; at most " + MOST_GAPS + " fit");
        }
        return names;
    }

    /** The template with its gaps filled, as plain text. */
    public static String fill(String field, String template, Map<String, String> values) {
        var missing = gaps(field, template);
        missing.removeAll(values.keySet());
        if (!missing.isEmpty()) {
            throw ToolRefusal.invalid("values", "the template also needs " + String.join(", ", missing));
        }
        try {
            return Mustache.compiler()
                    .escapeHTML(false)
                    .strictSections(true)
                    .compile(template)
                    .execute(Map.copyOf(values));
        } catch (MustacheException e) {
            throw ToolRefusal.invalid(field, "cannot be filled: " + e.getMessage());
        }
    }
}
