package dev.bac.orchestrator.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** A credential of 256 random bits. It is shown once; only its SHA-256 is ever stored. */
public record Secret(String text) {
    private static final int BYTES = 32;
    /** Longer text is no secret of ours and is not hashed. In characters. */
    private static final int LONGEST = 200;

    /** @param prefix says what it is for to whoever finds it, such as {@code bac_} */
    public static Secret random(String prefix, SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new Secret(prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** What is stored instead of it. */
    public byte[] digest() {
        String hashed = text.length() > LONGEST ? text.substring(0, LONGEST + 1) : text;
        try {
            return MessageDigest.getInstance("SHA-256").digest(hashed.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Its beginning, to tell one key from another in a list. */
    String shown() {
        return text.substring(0, Math.min(text.length(), 10)) + "…";
    }

    @Override
    public String toString() {
        return shown();
    }
}
