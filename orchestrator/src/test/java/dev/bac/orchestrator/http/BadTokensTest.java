package dev.bac.orchestrator.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.bac.identity.KeyRing;
import dev.bac.identity.Role;
import dev.bac.orchestrator.testing.TestPlatform;
import dev.bac.orchestrator.testing.Web;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Forty credentials that are no good, at every entrance: each is refused, with a challenge and without a word more. */
class BadTokensTest {
    private static final TestPlatform TEST = TestPlatform.shared();
    private static final String BASE = TEST.platform().baseUrl();
    private static final Instant NOW = Instant.now();
    private static final List<String> MCP = Stream.of("", "/crm", "/erp", "/finance", "/messaging", "/provisioning")
            .flatMap(path -> Stream.of("/mcp" + path, "/mcp" + path + "/readonly"))
            .toList();
    private static final List<String> REST = List.of(
            "/api/v1/me", "/api/v1/conversations", "/api/v1/authorization", "/v1/chat/completions", "/v1/messages");
    private static final String LIST = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";

    @ParameterizedTest(name = "{0}")
    @MethodSource("places")
    void refusesEach(String path) throws Exception {
        boolean mcp = path.startsWith("/mcp");
        for (var bad : bad(BASE + (mcp ? path.replace("/readonly", "") : "")).entrySet()) {
            Web.Reply reply = send(path, bad.getValue());
            String what = bad.getKey() + " at " + path;
            assertThat(reply.status()).as(what).isEqualTo(401);
            String challenge = reply.header("WWW-Authenticate");
            assertThat(challenge).as(what).startsWith("Bearer");
            if (mcp) {
                assertThat(challenge)
                        .as(what)
                        .contains(
                                "resource_metadata=\"" + BASE + "/.well-known/oauth-protected-resource/mcp", "scope=");
            }
            assertThat(reply.http().body())
                    .as(what)
                    .doesNotContain("Exception", "dev.bac", "expired", "signature", "\tat ");
        }
    }

    @Test
    void areFortyAndTheUnchangedOneIsGood() throws Exception {
        assertThat(bad(BASE + "/mcp/finance")).hasSizeGreaterThanOrEqualTo(40);
        String good = sign(ring(), BASE + "/mcp/finance", h -> {}, c -> {});
        assertThat(send("/mcp/finance", "Bearer " + good).status()).isEqualTo(200);
    }

    static List<String> places() {
        return Stream.concat(MCP.stream(), REST.stream()).toList();
    }

    private static Web.Reply send(String path, String authorization) {
        var request = TEST.nobody().request(path);
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return TEST.nobody()
                .send(
                        path.startsWith("/api")
                                ? request.GET()
                                : request.header("Content-Type", "application/json")
                                        .POST(BodyPublishers.ofString(LIST)));
    }

    /** What each is, and the header that carries it; {@code audience} is right where nothing else is said. */
    private static Map<String, String> bad(String audience) throws JOSEException, ParseException {
        var bad = new LinkedHashMap<String, String>();
        String good = sign(ring(), audience, h -> {}, c -> {});
        String[] parts = good.split("\\.");
        bad.put("no header", "");
        bad.put("no token", "Bearer");
        bad.put("an empty token", "Bearer  ");
        bad.put("another scheme", "Basic " + encode("bac:bac"));
        bad.put("a digest", "Digest username=\"x\"");
        bad.put("the token without its scheme", good);
        bad.put("the token as Basic", "Basic " + good);
        bad.put("two tokens", "Bearer " + good + ", Bearer " + good);
        bad.put("rubbish", "Bearer abc");
        bad.put("dots", "Bearer ...");
        bad.put("a long text", "Bearer " + "a".repeat(6_000));
        bad.put("half a token", "Bearer " + parts[0] + "." + parts[1]);
        bad.put("five parts", "Bearer " + good + "." + parts[0] + "." + parts[1]);
        bad.put("no signature", "Bearer " + parts[0] + "." + parts[1] + ".");
        bad.put("a signature of zeros", "Bearer " + parts[0] + "." + parts[1] + "." + "A".repeat(86));
        bad.put(
                "another's signature",
                "Bearer " + parts[0] + "." + parts[1] + "."
                        + sign(KeyRing.create(NOW), audience, h -> {}, c -> {}).split("\\.")[2]);
        bad.put("a changed payload", "Bearer " + parts[0] + "." + changed(parts[1]) + "." + parts[2]);
        bad.put("alg none", "Bearer " + encode("{\"alg\":\"none\",\"typ\":\"at+jwt\"}") + "." + parts[1] + ".");
        bad.put("HS256 with our public key", "Bearer " + hs256(audience));
        bad.put("an unknown API key", "Bearer bac_" + "x".repeat(43));
        bad.put("a sign-in link", "Bearer in_" + "x".repeat(43));
        bad.put("a session", "Bearer s_" + "x".repeat(43));
        bad.put("a code", "Bearer ac_" + "x".repeat(43));
        bad.put("a refresh token", "Bearer rt_" + "x".repeat(43));
        bad.put("SQL", "Bearer bac_' OR '1'='1");
        claims(bad, audience);
        headers(bad, audience);
        return bad;
    }

    private static void claims(Map<String, String> bad, String audience) throws JOSEException, ParseException {
        Map<String, Consumer<JWTClaimsSet.Builder>> changes = new LinkedHashMap<>();
        changes.put("expired", c -> c.expirationTime(Date.from(NOW.minusSeconds(60))));
        changes.put("without end", c -> c.expirationTime(null));
        changes.put("not valid yet", c -> c.notBeforeTime(Date.from(NOW.plusSeconds(600))));
        changes.put("without start", c -> c.notBeforeTime(null));
        changes.put("of another issuer", c -> c.issuer("https://evil.example"));
        changes.put("without issuer", c -> c.issuer(null));
        changes.put("for another server", c -> c.audience(BASE + "/mcp/other"));
        changes.put("for a server that begins like this", c -> c.audience(audience + "x"));
        changes.put("for the readonly address", c -> c.audience(audience + "/readonly"));
        changes.put("for two servers", c -> c.audience(List.of(audience, BASE + "/mcp/other")));
        changes.put("for nobody", c -> c.audience((String) null));
        changes.put("for a grant", c -> c.audience("bac-grant"));
        changes.put("without company", c -> c.claim("tenant", null));
        changes.put("with a company that is no id", c -> c.claim("tenant", "ours"));
        changes.put("with a role that does not exist", c -> c.claim("roles", List.of("root")));
        changes.put("with scopes as a list", c -> c.claim("scope", List.of("finance:read")));
        changes.put("with an agent without bounds", c -> c.claim("act", Map.of("sub", "x")));
        changes.put("without person", c -> c.subject(null));
        for (var change : changes.entrySet()) {
            bad.put(change.getKey(), "Bearer " + sign(ring(), audience, h -> {}, change.getValue()));
        }
    }

    private static void headers(Map<String, String> bad, String audience) throws JOSEException, ParseException {
        var foreign = KeyRing.create(NOW);
        bad.put("of an unknown key", "Bearer " + sign(foreign, audience, h -> {}, c -> {}));
        bad.put(
                "under our key's name",
                "Bearer " + sign(foreign, audience, h -> h.keyID(key(ring()).getKeyID()), c -> {}));
        bad.put("an ID token", "Bearer " + sign(ring(), audience, h -> h.type(JOSEObjectType.JWT), c -> {}));
        bad.put(
                "a grant",
                "Bearer " + sign(ring(), audience, h -> h.type(new JOSEObjectType("bac-grant+jwt")), c -> {}));
        bad.put(
                "that brings its key",
                "Bearer " + sign(foreign, audience, h -> h.jwk(key(foreign).toPublicJWK()), c -> {}));
        bad.put(
                "that says where its key is",
                "Bearer " + sign(ring(), audience, h -> h.jwkURL(URI.create("http://127.0.0.1:1/k")), c -> {}));
    }

    private static KeyRing ring() {
        return TEST.platform().access().ring().get();
    }

    private static ECKey key(KeyRing ring) {
        try {
            return JWKSet.parse(ring.toJson()).getKeys().getFirst().toECKey();
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JWTClaimsSet.Builder claims(String audience) {
        var member = TEST.member("bob", Role.USER);
        return new JWTClaimsSet.Builder()
                .issuer(BASE)
                .audience(audience)
                .subject(member.user().toString())
                .claim("name", "bob")
                .claim("tenant", member.tenant().toString())
                .claim("roles", List.of("user"))
                .claim("scope", "finance:read")
                .claim("channel", "MCP")
                .notBeforeTime(Date.from(NOW))
                .expirationTime(Date.from(NOW.plusSeconds(240)));
    }

    private static String sign(
            KeyRing ring, String audience, Consumer<JWSHeader.Builder> header, Consumer<JWTClaimsSet.Builder> change)
            throws JOSEException {
        var headers = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(new JOSEObjectType("at+jwt"))
                .keyID(key(ring).getKeyID());
        header.accept(headers);
        var claims = claims(audience);
        change.accept(claims);
        var jwt = new SignedJWT(headers.build(), claims.build());
        jwt.sign(new ECDSASigner(key(ring)));
        return jwt.serialize();
    }

    private static String hs256(String audience) throws JOSEException {
        var jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .type(new JOSEObjectType("at+jwt"))
                        .keyID(key(ring()).getKeyID())
                        .build(),
                claims(audience).build());
        jwt.sign(new MACSigner(ring().publicJson().getBytes(StandardCharsets.UTF_8)));
        return jwt.serialize();
    }

    private static String changed(String payload) {
        String json = new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8);
        return encode(json.replaceFirst("\"tenant\":\"[^\"]*\"", "\"tenant\":\"" + new UUID(0, 9) + "\""));
    }

    private static String encode(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
