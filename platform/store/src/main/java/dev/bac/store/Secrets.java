package dev.bac.store;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jdbi.v3.core.Handle;

/**
 * The roles' passwords, derived from one secret. It lives in the database, where only the administrator reads it, so that
 * every process that signs in as administrator knows the same passwords, on however many machines.
 */
final class Secrets {
    private static final int BYTES = 32;

    private final SecretKeySpec key;

    private Secrets(byte[] secret) {
        this.key = new SecretKeySpec(secret, "HmacSHA256");
    }

    /** Those of this database; the first to ask makes the secret. */
    static Secrets of(Handle admin) {
        admin.execute("CREATE SCHEMA IF NOT EXISTS installation");
        admin.execute("""
                CREATE TABLE IF NOT EXISTS installation.secret (
                    single boolean PRIMARY KEY DEFAULT true CHECK (single),
                    value  bytea NOT NULL
                )
                """);
        byte[] made = new byte[BYTES];
        new SecureRandom().nextBytes(made);
        admin.execute("INSERT INTO installation.secret (value) VALUES (?) ON CONFLICT DO NOTHING", made);
        return new Secrets(admin.createQuery("SELECT value FROM installation.secret")
                .mapTo(byte[].class)
                .one());
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
