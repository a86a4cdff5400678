package dev.bac.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;

/**
 * The keys that sign our tokens: ES256, newest first. The newest signs; an older one still verifies until the last
 * token it could have signed has expired. The ring is a value: rotating makes another one, which its owner stores and
 * shares among the nodes.
 */
public final class KeyRing {
    private static final int MOST_KEYS = 8;
    private final List<ECKey> keys;

    private KeyRing(List<ECKey> keys) {
        this.keys = List.copyOf(keys);
    }

    /** A ring of one new key. */
    public static KeyRing create(Instant now) {
        return new KeyRing(List.of(newKey(now)));
    }

    /** Reads what {@link #toJson()} wrote, private keys included. */
    public static KeyRing parse(String json) {
        try {
            var keys = JWKSet.parse(json).getKeys().stream()
                    .map(key -> key.toECKey())
                    .toList();
            if (keys.isEmpty()) {
                throw new IllegalArgumentException("the key ring is empty");
            }
            return new KeyRing(keys);
        } catch (ParseException e) {
            throw new IllegalArgumentException("the key ring cannot be read", e);
        }
    }

    /**
     * This ring with a new key that signs from now on. Keys that were already replaced for longer than {@code keep} are
     * dropped.
     *
     * @param keep at least the longest life of a token
     */
    public KeyRing rotate(Instant now, Duration keep) {
        var rotated = new ArrayList<ECKey>();
        rotated.add(newKey(now));
        Instant replacedAt = now;
        for (ECKey key : keys) {
            if (rotated.size() < MOST_KEYS && replacedAt.plus(keep).isAfter(now)) {
                rotated.add(key);
            }
            replacedAt = issuedAt(key);
        }
        return new KeyRing(rotated);
    }

    /** When the newest key was made: rotation is due some time after it. */
    public Instant newest() {
        return issuedAt(signing());
    }

    /** The ring with its private keys. It is a secret. */
    public String toJson() {
        return new JWKSet(List.copyOf(keys)).toString(false);
    }

    /** The public keys as a JWK set (RFC 7517), for others to verify with. */
    public String publicJson() {
        return new JWKSet(List.copyOf(keys)).toString(true);
    }

    ECKey signing() {
        return keys.getFirst();
    }

    Optional<ECKey> find(String kid) {
        return keys.stream().filter(key -> kid.equals(key.getKeyID())).findFirst();
    }

    @Override
    public String toString() {
        return "KeyRing[" + keys.stream().map(ECKey::getKeyID).toList() + "]";
    }

    private static Instant issuedAt(ECKey key) {
        Date at = key.getIssueTime();
        return at == null ? Instant.EPOCH : at.toInstant();
    }

    private static ECKey newKey(Instant now) {
        try {
            return new ECKeyGenerator(Curve.P_256)
                    .keyUse(KeyUse.SIGNATURE)
                    .keyIDFromThumbprint(true)
                    .issueTime(Date.from(now))
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("no ES256 key could be made", e);
        }
    }
}
