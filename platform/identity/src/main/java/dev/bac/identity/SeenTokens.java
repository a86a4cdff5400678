package dev.bac.identity;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Tokens whose signature was found good, with what they say. The same bytes stay good under the same key and say the
 * same, and checking and reading them anew costs more than the rest of a short call: 0.5 ms, and about 15 ms before Java
 * has compiled the arithmetic. Nothing else is remembered: whether the key is still in the ring, the time and the
 * audience are looked at each time.
 */
final class SeenTokens {
    private static final int MOST = 2_000;

    /** @param key the one that signed it */
    record Seen(ECKey key, JWTClaimsSet claims) {}

    private final Map<String, Seen> seen = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Seen> eldest) {
            return size() > MOST;
        }
    };

    Optional<Seen> find(String token) {
        String digest = digest(token);
        synchronized (seen) {
            return Optional.ofNullable(seen.get(digest));
        }
    }

    void add(String token, Seen good) {
        String digest = digest(token);
        synchronized (seen) {
            seen.put(digest, good);
        }
    }

    /** The token itself is a secret and is not kept. */
    private static String digest(String token) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
