package dev.bac.prompts;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text with places written {@code {{name}}}. A value is put in as it is: places inside a value are not filled. */
public record Template(String text) {
    private static final Pattern PLACE = Pattern.compile("\\{\\{\\s*([^{}\\s]+)\\s*}}");

    /** The names of its places, in the order they come. */
    public Set<String> places() {
        var names = new LinkedHashSet<String>();
        PLACE.matcher(text).results().forEach(place -> names.add(place.group(1)));
        return names;
    }

    /** The text with every place filled; {@link PromptException} when a value is missing. */
    public String fill(Map<String, String> values) {
        return PLACE.matcher(text).replaceAll(place -> {
            var value = values.get(place.group(1));
            if (value == null) {
                throw new PromptException("nothing is given for {{" + place.group(1) + "}}");
            }
            return Matcher.quoteReplacement(value);
        });
    }
}
