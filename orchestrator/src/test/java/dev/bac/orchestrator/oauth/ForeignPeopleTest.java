package dev.bac.orchestrator.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import dev.bac.identity.Role;
import dev.bac.orchestrator.config.IdentitySettings;
import dev.bac.orchestrator.platform.Platform;
import dev.bac.orchestrator.testing.ScriptedModel;
import dev.bac.orchestrator.testing.TestPlatform;
import dev.bac.orchestrator.testing.Web;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Somebody else's issuer in place of the built-in authorization server: a real one, over HTTP. */
class ForeignPeopleTest {
    private static final AtomicInteger KEYS_ASKED = new AtomicInteger();
    private static RSAKey key;
    private static HttpServer issuer;
    private static String url;
    private static Path data;
    private static Platform platform;

    @BeforeAll
    static void start() throws Exception {
        key = new RSAKeyGenerator(2048).keyID("one").generate();
        issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        url = "http://127.0.0.1:" + issuer.getAddress().getPort() + "/realms/bac";
        serve("/realms/bac/.well-known/openid-configuration", () -> "{\"issuer\":\"%s\",\"jwks_uri\":\"%s/keys\"}"
                .formatted(url, url));
        serve("/realms/bac/keys", () -> {
            KEYS_ASKED.incrementAndGet();
            return new JWKSet(key.toPublicJWK()).toString();
        });
        issuer.start();
        data = TestPlatform.temporary();
        var settings = TestPlatform.settings(data)
                .with(new IdentitySettings(
                        Optional.empty(),
                        false,
                        List.of(),
                        Optional.of(new IdentitySettings.Issuer(
                                url, "tenant", Optional.empty(), "preferred_username", "roles"))));
        platform = Platform.start(new Platform.Outside(settings, Map.of(), new ScriptedModel(), Clock.systemUTC()));
        TestPlatform.company(platform, "ours");
    }

    private static void serve(String path, java.util.function.Supplier<String> json) {
        issuer.createContext(path, exchange -> {
            byte[] body = json.get().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            try (var out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
    }

    @AfterAll
    static void stop() throws IOException {
        platform.close();
        issuer.stop(0);
        TestPlatform.remove(data);
    }

    private static String token(String audience, Consumer<JWTClaimsSet.Builder> change) throws JOSEException {
        var claims = new JWTClaimsSet.Builder()
                .issuer(url)
                .audience(audience)
                .subject("7f3a")
                .claim("preferred_username", "hanna")
                .claim("tenant", "ours")
                .claim("roles", List.of("user", "offline_access"))
                .expirationTime(Date.from(Instant.now().plusSeconds(60)));
        change.accept(claims);
        var jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("one").build(), claims.build());
        jwt.sign(new RSASSASigner(key));
        return jwt.serialize();
    }

    private static int call(String token) {
        var web = new Web(platform.baseUrl(), Optional.of(token));
        return web.post("/mcp/finance", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}")
                .status();
    }

    private static String finance() {
        return platform.baseUrl() + "/mcp/finance";
    }

    @Test
    void sendsClientsToTheIssuerAndTakesItsTokens() throws Exception {
        var nobody = new Web(platform.baseUrl(), Optional.empty());
        assertThat(nobody.get("/.well-known/oauth-protected-resource/mcp/finance")
                        .json()
                        .at("/authorization_servers/0")
                        .asString())
                .isEqualTo(url);
        assertThat(nobody.get("/.well-known/oauth-authorization-server").status())
                .isEqualTo(404);

        assertThat(call(token(finance(), c -> {}))).isEqualTo(200);
        var me = new Web(platform.baseUrl(), Optional.of(token(platform.baseUrl(), c -> {}))).get("/api/v1/me");
        assertThat(me.json().at("/user/name").asString()).isEqualTo("hanna");
        assertThat(me.json().path("roles").toString()).isEqualTo("[\"user\"]");
    }

    @Test
    void refusesTokensThatAreNotForUsOrLetNobodyIn() throws Exception {
        Map<String, Consumer<JWTClaimsSet.Builder>> bad = Map.of(
                "for another server", c -> c.audience(platform.baseUrl() + "/mcp/crm"),
                "for a client", c -> c.audience("web"),
                "expired", c -> c.expirationTime(Date.from(Instant.now().minusSeconds(60))),
                "without end", c -> c.expirationTime(null),
                "of another issuer", c -> c.issuer(url + "/"),
                "of an unknown company", c -> c.claim("tenant", "others"),
                "without company", c -> c.claim("tenant", null),
                "without a role of ours", c -> c.claim("roles", List.of("root")),
                "without subject", c -> c.subject(null));
        for (var one : bad.entrySet()) {
            assertThat(call(token(finance(), one.getValue()))).as(one.getKey()).isEqualTo(401);
        }
        String good = token(finance(), c -> {});
        assertThat(call(good.substring(0, good.length() - 4) + "AAAA")).isEqualTo(401);
    }

    @Test
    void whoeverBearsTheNameOfSomebodyHereIsAnotherPerson() throws Exception {
        var members = platform.access().members();
        var company = platform.access().companies().find("ours").orElseThrow();
        var admin = members.enrol(company.id(), "admin", Set.of(Role.ADMIN));
        var me = new Web(platform.baseUrl(), Optional.of(token(platform.baseUrl(), c -> c.subject("9999")
                        .claim("preferred_username", "admin"))))
                .get("/api/v1/me");
        assertThat(me.json().at("/user/id").asString())
                .isNotEqualTo(admin.user().toString());
        assertThat(me.json().path("roles").toString()).isEqualTo("[\"user\"]");
    }

    @Test
    void whatTheIssuerTakesAwayIsGone() throws Exception {
        Consumer<JWTClaimsSet.Builder> auditor =
                c -> c.subject("55").claim("preferred_username", "ada").claim("roles", "auditor");
        Consumer<JWTClaimsSet.Builder> user = c -> c.subject("55").claim("preferred_username", "ada");
        var as = platform.baseUrl();
        assertThat(new Web(as, Optional.of(token(as, auditor)))
                        .get("/api/v1/audit")
                        .status())
                .isEqualTo(200);
        assertThat(new Web(as, Optional.of(token(as, user)))
                        .get("/api/v1/audit")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void doesNotAskTheIssuerForEveryToken() throws Exception {
        call(token(finance(), c -> {}));
        int before = KEYS_ASKED.get();
        for (int i = 0; i < 20; i++) {
            call(token(finance(), c -> {}));
        }
        assertThat(KEYS_ASKED.get()).isEqualTo(before);
    }
}
