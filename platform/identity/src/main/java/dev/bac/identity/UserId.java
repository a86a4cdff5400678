package dev.bac.identity;

import java.util.UUID;

/** A person or a service account. Users are global; what they may do is kept per tenant. */
public record UserId(UUID value) {

    /** Reads the canonical text form; {@link IllegalArgumentException} when it is none. */
    public static UserId parse(String text) {
        return new UserId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
