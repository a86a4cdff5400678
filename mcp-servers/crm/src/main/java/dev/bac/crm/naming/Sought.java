package dev.bac.crm.naming;

import dev.bac.mcp.argument.Filter;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What somebody types to find people: words, each whole or its beginning, and e-mail addresses. An address, or the
 * beginning of one up to some place after its {@code @}, is looked up in the index of addresses: its words are in too many
 * records ("example", "com") to be looked up as words.
 *
 * @param query the words as a tsquery; empty when there are none
 * @param email the beginning of an address in lower case; null when there is none
 */
public record Sought(String query, @Nullable String email) {

    /** @param given null for nothing */
    public static Sought of(@Nullable String given) {
        if (given == null) {
            return new Sought("", null);
        }
        var parts = given.strip().split("\\s+");
        String email = Arrays.stream(parts)
                .filter(part -> part.indexOf('@') > 0)
                .findFirst()
                .map(part -> part.toLowerCase(Locale.ROOT))
                .orElse(null);
        String words = Arrays.stream(parts)
                .filter(part -> !part.toLowerCase(Locale.ROOT).equals(email))
                .collect(Collectors.joining(" "));
        return new Sought(Fold.query(words), email);
    }

    /**
     * Adds the conditions to a filter.
     *
     * @param table the alias of the table and a dot, or nothing
     */
    public Filter where(Filter filter, String table) {
        filter.where(table + "words @@ to_tsquery('simple', :words)", "words", query.isEmpty() ? null : query);
        // The next text after all that begin so: U+FFFF is no character.
        return email == null
                ? filter
                : filter.where(table + "email >= :mail AND " + table + "email < :mailEnd", "mail", email)
                        .with("mailEnd", email + "\uFFFF");
    }
}
