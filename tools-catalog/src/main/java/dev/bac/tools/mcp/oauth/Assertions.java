package dev.bac.tools.mcp.oauth;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.random.RandomGenerator;
import tools.jackson.databind.json.JsonMapper;

/** Signs what a client with a key shows instead of a secret (RFC 7523, section 3; ES256 of RFC 7518). */
final class Assertions {
    private static final Duration LIFE = Duration.ofMinutes(2);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final InstantSource clock;
    private final RandomGenerator random;

    Assertions(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /** A statement of the client about itself, for this authorization server alone. */
    String sign(ECPrivateKey key, String clientId, String issuer) {
        var now = clock.instant();
        var header = JSON.createObjectNode().put("alg", "ES256").put("typ", "JWT");
        var claims = JSON.createObjectNode()
                .put("iss", clientId)
                .put("sub", clientId)
                .put("aud", issuer)
                .put("iat", now.getEpochSecond())
                .put("exp", now.plus(LIFE).getEpochSecond())
                .put("jti", Pkce.token(random));
        var signed = encoded(header.toString().getBytes(StandardCharsets.UTF_8)) + "."
                + encoded(claims.toString().getBytes(StandardCharsets.UTF_8));
        try {
            var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(key);
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + encoded(signature.sign());
        } catch (GeneralSecurityException unusable) {
            throw new OauthFailure("the client's key cannot sign", unusable);
        }
    }

    /** Reads a private key as PEM holds it (PKCS #8). */
    static ECPrivateKey key(String pem) {
        var base64 = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        try {
            var key = KeyFactory.getInstance("EC")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
            return (ECPrivateKey) key;
        } catch (GeneralSecurityException | IllegalArgumentException wrong) {
            throw new OauthFailure("the client's key is no PKCS #8 key of an elliptic curve", wrong);
        }
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
