package dev.bac.identity;

import java.util.regex.Pattern;

/** A permission as OAuth writes it, such as {@code crm:read} or {@code finance:write} (RFC 6749, section 3.3). */
public record Scope(String value) implements Comparable<Scope> {
    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]*:[a-z][a-z0-9-]*");

    /** Creates, seeds, exports and removes tenants; only the platform's own workflows hold it. */
    public static final Scope PLATFORM_PROVISION = new Scope("platform:provision");

    /** Asks whether what was read still stands; only the host's own tokens hold it. */
    public static final Scope PLATFORM_READS = new Scope("platform:reads");

    public Scope {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a scope: " + value + " (write it like crm:read)");
        }
    }

    @Override
    public int compareTo(Scope other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
