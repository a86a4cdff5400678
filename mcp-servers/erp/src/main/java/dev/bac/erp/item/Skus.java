package dev.bac.erp.item;

import dev.bac.mcp.ToolRefusal;
import dev.bac.store.Tx;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What items go by beside their name: a SKU that somebody chose, or {@code SKU-} and a number. Whoever writes SKUs holds
 * the counter of items until the commit, so that of two who want the same one the second is told so, and no automatic
 * number meets one that is being chosen.
 */
final class Skus {
    private static final String PREFIX = "SKU-";
    private static final int MOST = 32;
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?");

    private static final Pattern WORD = Pattern.compile("^(?i:sku)[ :]+(?=\\S)");

    private final Numbers numbers;

    Skus(Numbers numbers) {
        this.numbers = numbers;
    }

    /**
     * The SKU as it was given, without outer blanks and without the word "SKU" before it: 1 to 32 letters, digits, hyphens,
     * dots and underscores.
     */
    static String given(String field, String given) {
        var sku = WORD.matcher(given.strip()).replaceFirst("");
        if (sku.length() > MOST) {
            throw ToolRefusal.invalid(field, "has %d characters; at most %d fit".formatted(sku.length(), MOST));
        }
        if (!FORM.matcher(sku).matches()) {
            throw ToolRefusal.invalid(
                    field,
                    "takes letters A to Z, digits, and between them hyphens, dots and underscores, such as PARA-500;"
                            + " leave it out for the next number");
        }
        return sku;
    }

    /** Refuses a SKU that another item has, or that is there twice. The counter is held from here on. */
    void hold(Tx tx, List<String> chosen, @Nullable UUID by) {
        numbers.take(tx, Numbers.Series.ITEM, 0);
        var seen = new HashSet<String>();
        for (var sku : chosen) {
            if (!seen.add(given("sku", sku).toLowerCase(Locale.ROOT))) {
                throw new ToolRefusal("conflict", "sku: %s is there twice; give each item its own".formatted(sku));
            }
        }
        tx.sql()
                .createQuery("""
                        SELECT sku, name FROM item WHERE lower(sku) = ANY(:skus) AND id IS DISTINCT FROM CAST(:by AS uuid)
                         ORDER BY serial LIMIT 1
                        """)
                .bindArray("skus", String.class, seen)
                .bind("by", by == null ? null : by.toString())
                .map((row, _) -> new ToolRefusal(
                        "conflict",
                        "sku: %s is the SKU of %s already; choose another one, or leave it out for the next number"
                                .formatted(row.getString("sku"), row.getString("name"))))
                .findOne()
                .ifPresent(refusal -> {
                    throw refusal;
                });
    }

    /**
     * The SKUs of {@code count} items with numbers from {@code first} on, in order: {@code SKU-} and the number, or, where
     * somebody chose that one already, the next number beyond that is free, however many were chosen in a row. The counter
     * has to be held.
     */
    List<String> automatic(Tx tx, long first, int count) {
        var taken = Set.copyOf(tx.sql()
                .createQuery("""
                        SELECT n FROM generate_series(:first, :first + :count - 1) n
                         WHERE EXISTS (SELECT 1 FROM item WHERE lower(sku) = 'sku-' || n)
                        """)
                .bind("first", first)
                .bind("count", count)
                .mapTo(Long.class)
                .list());
        var skus = new ArrayList<String>();
        long beyond = first + count;
        for (long number = first; number < first + count; number++) {
            if (taken.contains(number)) {
                long free = free(tx, beyond);
                skus.add(PREFIX + free);
                beyond = free + 1;
            } else {
                skus.add(PREFIX + number);
            }
        }
        return skus;
    }

    /** The first number from {@code first} on that no item's SKU has. */
    private static long free(Tx tx, long first) {
        return tx.sql().createQuery("""
                        SELECT min(n) FROM (
                            SELECT CAST(:first AS bigint) AS n
                            UNION ALL
                            SELECT CASE WHEN lower(sku) ~ '^sku-[1-9][0-9]{0,17}$' THEN CAST(substr(sku, 5) AS bigint) + 1 END
                              FROM item
                        ) candidate
                         WHERE n >= :first AND NOT EXISTS (SELECT 1 FROM item WHERE lower(sku) = 'sku-' || n)
                        """).bind("first", first).mapTo(Long.class).one();
    }
}
