package dev.bac.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeyLengthException;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Verifies access tokens of somebody else's OpenID Connect issuer. Its keys are found by its discovery document, kept
 * for an hour, and looked up again when a token names one that is not known yet, at most once in half a minute. The
 * token must be signed asymmetrically, name this issuer and one of our servers as its audience, and be in its time.
 */
public final class ForeignIssuer {
    /** So long keys are believed without asking again. */
    static final Duration KEYS_KEPT = Duration.ofHours(1);
    /** So long nobody asks again for a key that is not there. */
    static final Duration PAUSE = Duration.ofSeconds(30);

    private static final int LONGEST = 16_384;
    private static final Duration SKEW = Duration.ofSeconds(30);
    private static final Set<String> TYPES = Set.of("", "jwt", "at+jwt", "application/at+jwt");
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    private final String issuer;
    private final KeySource source;
    private final InstantSource clock;
    private List<JWK> keys = List.of();
    private Instant asked = Instant.MIN;

    /** Where the issuer's public keys come from. */
    @FunctionalInterface
    public interface KeySource {

        /**
         * The issuer's JWK set as it is now (RFC 7517).
         *
         * @throws TokenRefused when it cannot be had
         */
        String fetch();
    }

    /** @param issuer exactly as its tokens name it */
    public ForeignIssuer(String issuer, KeySource source, InstantSource clock) {
        this.issuer = issuer;
        this.source = source;
        this.clock = clock;
    }

    /** Whether a text, unverified, is a token that names this issuer. */
    public boolean claimsToBeIts(String token) {
        try {
            return token.length() <= LONGEST
                    && issuer.equals(SignedJWT.parse(token).getJWTClaimsSet().getIssuer());
        } catch (ParseException | IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * The claims of a token made for {@code audience}.
     *
     * @throws TokenRefused when it is expired, made for somebody else, changed, or not this issuer's
     */
    public Map<String, Object> verify(String token, String audience) {
        if (token.length() > LONGEST) {
            throw new TokenRefused("longer than " + LONGEST + " characters");
        }
        try {
            var jwt = SignedJWT.parse(token);
            checkSignature(jwt);
            var claims = jwt.getJWTClaimsSet();
            checkClaims(claims, audience);
            return claims.getClaims();
        } catch (ParseException | JOSEException | IllegalArgumentException e) {
            throw new TokenRefused("not a token of the issuer");
        }
    }

    private void checkSignature(SignedJWT jwt) throws JOSEException {
        var header = jwt.getHeader();
        String type = header.getType() == null ? "" : header.getType().getType().toLowerCase(Locale.ROOT);
        if (!ALGORITHMS.contains(header.getAlgorithm()) || !TYPES.contains(type)) {
            throw new TokenRefused("wrong algorithm or type");
        }
        if (header.getCriticalParams() != null) {
            throw new TokenRefused("wants what is not understood");
        }
        JWK key = key(header).orElseThrow(() -> new TokenRefused("unknown key"));
        if (!(key instanceof AsymmetricJWK open)) {
            throw new TokenRefused("not a public key");
        }
        try {
            var verifier = new DefaultJWSVerifierFactory().createJWSVerifier(header, open.toPublicKey());
            if (!jwt.verify(verifier)) {
                throw new TokenRefused("wrong signature");
            }
        } catch (KeyLengthException e) {
            throw new TokenRefused("a key that is too short");
        }
    }

    private Optional<JWK> key(JWSHeader header) {
        return find(header, false).or(() -> find(header, true));
    }

    private synchronized Optional<JWK> find(JWSHeader header, boolean missing) {
        Instant now = clock.instant();
        if (asked.equals(Instant.MIN) || asked.plus(missing ? PAUSE : KEYS_KEPT).isBefore(now)) {
            asked = now; // also when it fails: an issuer that is down is not asked for every request
            keys = parsed(source.fetch());
        }
        return keys.stream().filter(key -> fits(key, header)).findFirst();
    }

    private static boolean fits(JWK key, JWSHeader header) {
        boolean named = header.getKeyID() == null || header.getKeyID().equals(key.getKeyID());
        boolean signs = key.getKeyUse() == null || KeyUse.SIGNATURE.equals(key.getKeyUse());
        boolean same = key.getAlgorithm() == null || key.getAlgorithm().equals(header.getAlgorithm());
        return named && signs && same;
    }

    private static List<JWK> parsed(String json) {
        try {
            return JWKSet.parse(json).getKeys();
        } catch (ParseException e) {
            throw new TokenRefused("the issuer's keys cannot be read");
        }
    }

    private void checkClaims(JWTClaimsSet claims, String audience) {
        if (!issuer.equals(claims.getIssuer())) {
            throw new TokenRefused("wrong issuer");
        }
        if (!claims.getAudience().contains(audience)) {
            throw new TokenRefused("made for another server");
        }
        Instant now = clock.instant();
        Date expires = claims.getExpirationTime();
        if (expires == null || !now.isBefore(expires.toInstant().plus(SKEW))) {
            throw new TokenRefused("expired");
        }
        Date from = claims.getNotBeforeTime();
        if (from != null && now.plus(SKEW).isBefore(from.toInstant())) {
            throw new TokenRefused("not valid yet");
        }
    }
}
