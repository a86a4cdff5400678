package dev.bac.orchestrator.oauth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A program that asks to act for a user.
 *
 * @param redirects where it may be sent back to
 * @param secret what it proves itself with; absent for a public client, and then PKCE alone ties a code to it
 */
public record Client(String id, String name, List<String> redirects, Origin origin, Optional<String> secret) {
    private static final int LONGEST_NAME = 100;

    /** How we know of it, which is how far its name may be believed. */
    public enum Origin {
        /** An administrator registered it. */
        REGISTERED,
        /** A document at its own https address describes it. */
        DOCUMENT,
        /** It registered itself: its name proves nothing. */
        SELF;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Client {
        redirects = List.copyOf(redirects);
        name = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
    }

    /** Whether it is the client it says: a public one is whoever knows its id. */
    boolean provedBy(Optional<String> given) {
        if (secret.isEmpty()) {
            return given.isEmpty();
        }
        return given.isPresent() && MessageDigest.isEqual(bytes(secret.get()), bytes(given.get()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "Client[" + id + "]";
    }
}
