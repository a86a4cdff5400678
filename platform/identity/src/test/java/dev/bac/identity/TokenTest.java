package dev.bac.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Invariant: servers accept only tokens minted for their audience, by us, still valid, and unchanged. */
class TokenTest {
    private static final String ISSUER = "http://127.0.0.1:8080";
    private static final String FINANCE = ISSUER + "/mcp/finance";
    private static final Instant NOW = Instant.parse("2026-11-02T10:00:00Z");
    private static final KeyRing RING = KeyRing.create(NOW.minusSeconds(60));

    private final TokenIssuer issuer = new TokenIssuer(ISSUER, () -> RING, () -> NOW, UUID::randomUUID);
    private final TokenVerifier verifier = new TokenVerifier(ISSUER, () -> RING, () -> NOW);

    private static final Caller JANE = new Caller(
            new TenantId(new UUID(0, 1)),
            new UserId(new UUID(0, 2)),
            "Jane",
            Set.of(Role.USER),
            Set.of(new Scope("finance:read"), new Scope("crm:write")),
            Channel.WEB,
            Optional.of(new Delegation("collections", Set.of("finance_invoice_list"), Optional.of("run-1"))));

    @Test
    void carriesTheWholeCallerToTheServerItWasMadeFor() {
        assertThat(verifier.verify(issuer.mint(JANE, FINANCE, Duration.ofMinutes(5)), FINANCE))
                .isEqualTo(JANE);
    }

    @Test
    void refusesATokenMadeForAnotherServer() {
        String token = issuer.mint(JANE, FINANCE, Duration.ofMinutes(5));
        assertThatThrownBy(() -> verifier.verify(token, ISSUER + "/mcp/crm")).isInstanceOf(TokenRefused.class);
    }

    @Test
    void neverMintsForLongerThanFiveMinutes() {
        assertThatThrownBy(() -> issuer.mint(JANE, FINANCE, Duration.ofMinutes(6)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesAnExpiredTokenBeyondTheSkew() {
        String token = issuer.mint(JANE, FINANCE, Duration.ofMinutes(1));
        var later = new TokenVerifier(ISSUER, () -> RING, () -> NOW.plusSeconds(91));
        assertThatThrownBy(() -> later.verify(token, FINANCE)).hasMessage("expired");
    }

    @Test
    void oldTokensOutliveARotationAndNoLonger() {
        String token = issuer.mint(JANE, FINANCE, Duration.ofMinutes(5));
        var once = RING.rotate(NOW, Duration.ofHours(1));
        assertThat(new TokenVerifier(ISSUER, () -> once, () -> NOW).verify(token, FINANCE))
                .isEqualTo(JANE);
        var twice = once.rotate(NOW.plus(Duration.ofHours(2)), Duration.ofHours(1));
        assertThatThrownBy(() -> new TokenVerifier(ISSUER, () -> twice, () -> NOW).verify(token, FINANCE))
                .hasMessage("unknown key");
    }

    @Test
    void aStoredRingVerifiesWhatItSigned() {
        String token = issuer.mint(JANE, FINANCE, Duration.ofMinutes(5));
        var read = KeyRing.parse(RING.toJson());
        assertThat(new TokenVerifier(ISSUER, () -> read, () -> NOW).verify(token, FINANCE))
                .isEqualTo(JANE);
        assertThat(RING.publicJson()).doesNotContain("\"d\"");
        assertThat(RING.toString()).doesNotContain("\"d\"");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badTokens")
    void refusesABadToken(String what, String token) {
        assertThatThrownBy(() -> verifier.verify(token, FINANCE)).isInstanceOf(TokenRefused.class);
    }

    static Stream<Arguments> badTokens() throws Exception {
        String good = sign(header -> {}, claims -> {});
        String[] parts = good.split("\\.");
        var foreign = KeyRing.create(NOW);
        return Stream.of(
                Arguments.of("empty", ""),
                Arguments.of("not a JWT", "abc"),
                Arguments.of("1 MB", "a".repeat(1_000_000)),
                Arguments.of("alg none", unsigned(parts[1])),
                Arguments.of("HS256 with our public key", hs256()),
                Arguments.of("signature cut off", parts[0] + "." + parts[1] + "."),
                Arguments.of("payload changed", parts[0] + "." + changed(parts[1]) + "." + parts[2]),
                Arguments.of("unknown key id", sign(foreign, h -> {}, c -> {})),
                Arguments.of("ID token", sign(h -> h.type(JOSEObjectType.JWT), c -> {})),
                Arguments.of("jku", sign(h -> h.jwkURL(URI.create("http://evil.example/k")), c -> {})),
                Arguments.of("x5u", sign(h -> h.x509CertURL(URI.create("http://evil.example/k")), c -> {})),
                Arguments.of("jwk", sign(h -> h.jwk(foreign.signing().toPublicJWK()), c -> {})),
                Arguments.of("wrong issuer", sign(h -> {}, c -> c.issuer("http://evil.example"))),
                Arguments.of("two audiences", sign(h -> {}, c -> c.audience(java.util.List.of(FINANCE, "x")))),
                Arguments.of("no audience", sign(h -> {}, c -> c.audience((String) null))),
                Arguments.of("no exp", sign(h -> {}, c -> c.expirationTime(null))),
                Arguments.of("future nbf", sign(h -> {}, c -> c.notBeforeTime(Date.from(NOW.plusSeconds(60))))),
                Arguments.of("no tenant", sign(h -> {}, c -> c.claim("tenant", null))),
                Arguments.of("tenant is a number", sign(h -> {}, c -> c.claim("tenant", 7))),
                Arguments.of("roles is a text", sign(h -> {}, c -> c.claim("roles", "admin"))),
                Arguments.of("unknown role", sign(h -> {}, c -> c.claim("roles", java.util.List.of("root")))),
                Arguments.of("agent without bounds", sign(h -> {}, c -> c.claim("act", Map.of("sub", "x")))),
                Arguments.of("duplicate claims", duplicate()));
    }

    private static String sign(Consumer<JWSHeader.Builder> header, Consumer<JWTClaimsSet.Builder> claims)
            throws Exception {
        return sign(RING, header, claims);
    }

    private static String sign(KeyRing ring, Consumer<JWSHeader.Builder> header, Consumer<JWTClaimsSet.Builder> claims)
            throws Exception {
        var headers = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(new JOSEObjectType("at+jwt"))
                .keyID(ring.signing().getKeyID());
        header.accept(headers);
        var body = new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(FINANCE)
                .subject(JANE.user().toString())
                .claim("name", "Jane")
                .claim("tenant", JANE.tenant().toString())
                .claim("roles", java.util.List.of("user"))
                .claim("scope", "finance:read")
                .claim("channel", "WEB")
                .notBeforeTime(Date.from(NOW))
                .expirationTime(Date.from(NOW.plusSeconds(60)));
        claims.accept(body);
        var jwt = new SignedJWT(headers.build(), body.build());
        jwt.sign(new ECDSASigner(ring.signing()));
        return jwt.serialize();
    }

    @Test
    void theUnchangedTokenOfThatTableIsAccepted() throws Exception {
        assertThat(verifier.verify(sign(h -> {}, c -> {}), FINANCE).name()).isEqualTo("Jane");
    }

    private static String hs256() throws Exception {
        var jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .type(new JOSEObjectType("at+jwt"))
                        .keyID(RING.signing().getKeyID())
                        .build(),
                SignedJWT.parse(sign(h -> {}, c -> {})).getJWTClaimsSet());
        jwt.sign(new MACSigner(RING.publicJson().getBytes(StandardCharsets.UTF_8)));
        return jwt.serialize();
    }

    private static String duplicate() throws Exception {
        var key = RING.signing();
        var header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(new JOSEObjectType("at+jwt"))
                .keyID(key.getKeyID())
                .build();
        String good = SignedJWT.parse(sign(h -> {}, c -> {})).getPayload().toString();
        String twice = good.replaceFirst("\\{", "{\"tenant\":\"" + new UUID(0, 9) + "\",");
        var jws = new com.nimbusds.jose.JWSObject(header, new com.nimbusds.jose.Payload(twice));
        jws.sign(new ECDSASigner(key));
        return jws.serialize();
    }

    private static String unsigned(String payload) {
        return encode("{\"alg\":\"none\",\"typ\":\"at+jwt\"}") + "." + payload + ".";
    }

    private static String changed(String payload) {
        String json = new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8);
        return encode(json.replace(JANE.tenant().toString(), new UUID(0, 9).toString()));
    }

    private static String encode(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
