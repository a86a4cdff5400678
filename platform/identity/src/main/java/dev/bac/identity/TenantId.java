package dev.bac.identity;

import java.util.UUID;

/** One company on the platform. It always comes from a verified token, never from an argument. */
public record TenantId(UUID value) {

    /** Reads the canonical text form; {@link IllegalArgumentException} when it is none. */
    public static TenantId parse(String text) {
        return new TenantId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
