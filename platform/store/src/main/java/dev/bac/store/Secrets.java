package dev.bac.store;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The roles' passwords, derived from one secret, so that there is one secret to keep. */
final class Secrets {
    private static final int FEWEST_BYTES = 16;

    private final SecretKeySpec key;

    Secrets(byte[] secret) {
        if (secret.length < FEWEST_BYTES) {
            throw new IllegalArgumentException("the secret has fewer than " + FEWEST_BYTES + " bytes");
        }
        this.key = new SecretKeySpec(secret, "HmacSHA256");
    }

    String passwordOf(String role) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            byte[] digest = mac.doFinal(("postgres role " + role).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has HmacSHA256", e);
        }
    }

    PostgresAddress signIn(PostgresAddress server, String role) {
        return server.as(role, passwordOf(role));
    }
}
