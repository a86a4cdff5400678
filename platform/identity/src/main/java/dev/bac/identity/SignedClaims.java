package dev.bac.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Signs and checks one type of compact JWS. The header is not believed: the algorithm is fixed, the key is looked up in
 * our own ring by its id, and {@code jku}, {@code x5u}, {@code jwk} and {@code crit} are refused (RFC 8725, sections 3.1
 * and 3.10).
 */
final class SignedClaims {
    /** A longer text is refused unread. In characters. */
    private static final int LONGEST = 16_384;

    private static final Duration SKEW = Duration.ofSeconds(30);

    private final JOSEObjectType type;
    private final String issuer;
    private final Supplier<KeyRing> ring;
    private final InstantSource clock;
    private final SeenTokens seen = new SeenTokens();

    SignedClaims(String type, String issuer, Supplier<KeyRing> ring, InstantSource clock) {
        this.type = new JOSEObjectType(type);
        this.issuer = issuer;
        this.ring = ring;
        this.clock = clock;
    }

    String sign(JWTClaimsSet.Builder claims, String audience, Instant expires) {
        Instant now = clock.instant();
        var key = ring.get().signing();
        var jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .type(type)
                        .keyID(key.getKeyID())
                        .build(),
                claims.issuer(issuer)
                        .audience(audience)
                        .issueTime(Date.from(now))
                        .notBeforeTime(Date.from(now))
                        .expirationTime(Date.from(expires))
                        .build());
        try {
            jwt.sign(new ECDSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("cannot sign", e);
        }
        return jwt.serialize();
    }

    JWTClaimsSet verify(String text, String audience) {
        if (text.length() > LONGEST) {
            throw new TokenRefused("longer than " + LONGEST + " characters");
        }
        var claims = seen.find(text)
                .filter(token -> key(token.key().getKeyID()).equals(token.key()))
                .map(SeenTokens.Seen::claims)
                .orElseGet(() -> read(text));
        checkClaims(claims, audience);
        return claims;
    }

    private JWTClaimsSet read(String text) {
        try {
            var jwt = SignedJWT.parse(text);
            var key = checkSignature(jwt);
            var claims = jwt.getJWTClaimsSet();
            seen.add(text, new SeenTokens.Seen(key, claims));
            return claims;
        } catch (ParseException | JOSEException | IllegalArgumentException e) {
            throw new TokenRefused("not a token of ours");
        }
    }

    /** Whether the text, unverified, names us as its issuer. */
    boolean names(String text) {
        if (text.length() > LONGEST) {
            return false;
        }
        try {
            var before = seen.find(text).map(SeenTokens.Seen::claims);
            var claims =
                    before.isPresent() ? before.get() : SignedJWT.parse(text).getJWTClaimsSet();
            return issuer.equals(claims.getIssuer());
        } catch (ParseException | IllegalArgumentException e) {
            return false;
        }
    }

    private ECKey checkSignature(SignedJWT jwt) throws JOSEException {
        var header = jwt.getHeader();
        if (!JWSAlgorithm.ES256.equals(header.getAlgorithm()) || !type.equals(header.getType())) {
            throw new TokenRefused("wrong algorithm or type");
        }
        if (header.getJWKURL() != null
                || header.getX509CertURL() != null
                || header.getJWK() != null
                || header.getX509CertChain() != null
                || header.getCriticalParams() != null) {
            throw new TokenRefused("brings its own key");
        }
        var key = key(header.getKeyID());
        if (!jwt.verify(new ECDSAVerifier(key.toPublicJWK()))) {
            throw new TokenRefused("wrong signature");
        }
        return key;
    }

    private ECKey key(@Nullable String id) {
        return ring.get().find(id == null ? "" : id).orElseThrow(() -> new TokenRefused("unknown key"));
    }

    private void checkClaims(JWTClaimsSet claims, String audience) {
        if (!issuer.equals(claims.getIssuer())) {
            throw new TokenRefused("wrong issuer");
        }
        if (claims.getAudience().size() != 1 || !claims.getAudience().contains(audience)) {
            throw new TokenRefused("made for another server");
        }
        Instant now = clock.instant();
        Date expires = claims.getExpirationTime();
        if (expires == null || !now.isBefore(expires.toInstant().plus(SKEW))) {
            throw new TokenRefused("expired");
        }
        Date from = claims.getNotBeforeTime();
        if (from == null || now.plus(SKEW).isBefore(from.toInstant())) {
            throw new TokenRefused("not valid yet");
        }
    }
}
