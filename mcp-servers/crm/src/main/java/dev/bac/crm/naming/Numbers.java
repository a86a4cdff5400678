package dev.bac.crm.naming;

import dev.bac.store.Tx;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** The gapless numbers people use for records, such as {@code OPP-1001}: one row a tenant and kind, kept by the transaction. */
public enum Numbers {
    ACC,
    CON,
    LEAD,
    OPP,
    ACT;

    private static final Pattern UUID_FORM = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final int FIRST = 1001;

    /** The next free number. */
    public int next(Tx tx) {
        return tx.sql()
                .createQuery("""
                        INSERT INTO counter (kind, last) VALUES (:kind, :first)
                        ON CONFLICT (tenant_id, kind) DO UPDATE SET last = counter.last + 1 RETURNING last
                        """)
                .bind("kind", name())
                .bind("first", FIRST)
                .mapTo(Integer.class)
                .one();
    }

    /** Makes sure that no later number is {@code used} again. */
    public void keepAbove(Tx tx, int used) {
        tx.sql().createUpdate("""
                        INSERT INTO counter (kind, last) VALUES (:kind, :used)
                        ON CONFLICT (tenant_id, kind) DO UPDATE SET last = greatest(counter.last, :used)
                        """).bind("kind", name()).bind("used", used).execute();
    }

    /** {@code OPP-1001}. */
    public String label(int number) {
        return name() + "-" + number;
    }

    /** The number in {@code opp-1001}; empty when the text is no number of this kind. */
    public Optional<Integer> read(String given) {
        String text = given.strip().toUpperCase(Locale.ROOT);
        return text.matches(name() + "-[0-9]{1,9}")
                ? Optional.of(Integer.parseInt(text.substring(name().length() + 1)))
                : Optional.empty();
    }

    /** The id in a text that is one. */
    public static Optional<UUID> id(String given) {
        String text = given.strip();
        return UUID_FORM.matcher(text).matches() ? Optional.of(UUID.fromString(text)) : Optional.empty();
    }
}
