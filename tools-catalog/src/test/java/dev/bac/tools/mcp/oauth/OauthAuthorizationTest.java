package dev.bac.tools.mcp.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.bac.identity.Caller;
import dev.bac.tools.Callers;
import dev.bac.tools.mcp.http.Challenge;
import dev.bac.tools.mcp.testing.ScriptedServer;
import dev.bac.tools.mcp.testing.ScriptedServer.Asked;
import dev.bac.tools.mcp.testing.SetClock;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OauthAuthorizationTest {
    private static final Caller ANN = Callers.named("Ann");
    private static final URI REDIRECT = URI.create("http://localhost:3000/callback");

    private final ScriptedServer server = new ScriptedServer();
    private final List<String> pages = new CopyOnWriteArrayList<>();
    private final AtomicInteger made = new AtomicInteger();
    private final OauthAuthorization authorization = authorization(Optional.empty());
    private volatile String challengeMethods = "[\"S256\"]";
    private volatile boolean refreshWorks = true;
    private volatile Map<String, String> back = Map.of();

    OauthAuthorizationTest() {
        server.at(
                "/.well-known/oauth-protected-resource/mcp",
                asked -> json(asked, """
                {"resource": "%s", "authorization_servers": ["%s"], "scopes_supported": ["read"]}""".formatted(server.uri("/mcp"), issuer())));
        server.at(
                "/.well-known/oauth-authorization-server",
                asked -> json(asked, """
                {"issuer": "%s", "authorization_endpoint": "%s", "token_endpoint": "%s", "registration_endpoint": "%s",
                 "code_challenge_methods_supported": %s, "token_endpoint_auth_methods_supported": ["none"],
                 "authorization_response_iss_parameter_supported": true}""".formatted(
                                issuer(),
                                server.uri("/authorize"),
                                server.uri("/token"),
                                server.uri("/register"),
                                challengeMethods)));
        server.at("/register", asked -> json(asked, "{\"client_id\": \"us\"}"));
        server.at("/token", asked -> {
            if (asked.body().contains("grant_type=refresh_token") && !refreshWorks) {
                asked.send(400, "application/json", "{\"error\": \"invalid_grant\"}");
            } else {
                json(
                        asked,
                        "{\"access_token\": \"t%d\", \"token_type\": \"Bearer\", \"refresh_token\": \"r\"}"
                                .formatted(made.incrementAndGet()));
            }
        });
    }

    @AfterEach
    void stop() {
        authorization.close();
        server.close();
    }

    private String issuer() {
        return server.uri("").toString();
    }

    private static void json(Asked asked, String text) throws IOException {
        asked.send(200, "application/json", text);
    }

    private OauthAuthorization authorization(Optional<ClientIdentity.Registered> registered) {
        return new OauthAuthorization(
                server.uri("/mcp"),
                new ClientIdentity("BAC", REDIRECT, Optional.empty(), registered),
                new Grant.Agreed(this::visit),
                new OauthAuthorization.Tools(
                        new SafeHttp(Set.of("127.0.0.1")),
                        TokenStore.inMemory(),
                        Registrations.inMemory(),
                        new SetClock(),
                        new Random(1)));
    }

    private URI visit(Caller caller, URI page) {
        pages.add(page.toString());
        var state = page.getQuery().replaceAll(".*state=([^&]*).*", "$1");
        return URI.create(REDIRECT + "?code=" + back.getOrDefault("code", "c") + "&state="
                + back.getOrDefault("state", state) + "&iss=" + back.getOrDefault("iss", issuer()));
    }

    private static Challenge wants(int status, String... scopes) {
        return new Challenge(
                status, Map.of("scope", String.join(" ", scopes), "error", status == 403 ? "insufficient_scope" : "x"));
    }

    private boolean renew(Challenge challenge) {
        return authorization.renew(ANN, authorization.header(ANN), challenge);
    }

    private List<String> tokenRequests() {
        return server.asked.stream()
                .filter(asked -> asked.exchange().getRequestURI().getPath().equals("/token"))
                .map(Asked::body)
                .toList();
    }

    @Test
    void asksForWhatTheChallengeNamesAndNamesTheServerAsAudience() {
        assertThat(renew(wants(401, "write"))).isTrue();
        assertThat(authorization.header(ANN)).contains("Bearer t1");
        assertThat(authorization.header(Callers.named("Bob"))).isEmpty();
        assertThat(pages.getFirst())
                .contains("scope=write&".substring(0, 11))
                .contains("code_challenge_method=S256")
                .contains("resource="
                        + server.uri("/mcp").toString().replace(":", "%3A").replace("/", "%2F"));
        assertThat(tokenRequests().getFirst()).contains("code_verifier=").contains("resource=");
    }

    @Test
    void keepsWhatItHadWhenItAsksForMore() {
        renew(wants(401, "read"));
        assertThat(renew(wants(403, "write"))).isTrue();
        assertThat(pages.getLast()).endsWith("scope=read+write");
    }

    @Test
    void doesNotAskAgainForWhatWasNotGranted() {
        renew(wants(401, "admin"));
        assertThat(renew(wants(403, "admin"))).isFalse();
        assertThat(renew(new Challenge(403, Map.of()))).isFalse();
        assertThat(pages).hasSize(1);
    }

    @Test
    void refreshesAnExpiredTokenWithoutThePerson() {
        renew(wants(401, "read"));
        assertThat(renew(wants(401, "read"))).isTrue();
        assertThat(authorization.header(ANN)).contains("Bearer t2");
        assertThat(pages).hasSize(1);
        refreshWorks = false;
        assertThat(renew(wants(401, "read"))).isTrue();
        assertThat(pages).hasSize(2);
    }

    @Test
    void takesATokenThatAnotherRequestHasJustFetched() {
        renew(wants(401, "read"));
        assertThat(authorization.renew(ANN, Optional.of("Bearer old"), wants(401, "read")))
                .isTrue();
        assertThat(made).hasValue(1);
    }

    @Test
    void sendsNoCodeThatSomebodyElseMayHaveMade() {
        for (var forged : List.of(
                Map.of("iss", "https://evil.example"), Map.of("iss", issuer() + "/"), Map.of("state", "guessed"))) {
            back = forged;
            assertThatExceptionOfType(OauthFailure.class).isThrownBy(() -> renew(wants(401, "read")));
        }
        assertThat(tokenRequests()).isEmpty();
    }

    @Test
    void goesToNoServerThatDoesNotProtectCodes() {
        challengeMethods = "[\"plain\"]";
        assertThatExceptionOfType(OauthFailure.class).isThrownBy(() -> renew(wants(401, "read")));
        assertThat(pages).isEmpty();
    }

    @Test
    void givesTheClientsSecretToItsOwnServerAlone() {
        var registered = new ClientIdentity.Registered(
                Optional.of("https://other.example"), "us", new ClientCredential.Secret("s3cret"));
        try (var bound = authorization(Optional.of(registered))) {
            assertThatExceptionOfType(OauthFailure.class)
                    .isThrownBy(() -> bound.renew(ANN, Optional.empty(), wants(401, "read")))
                    .withMessageContaining("other.example");
        }
        assertThat(server.asked).noneMatch(asked -> asked.body().contains("s3cret"));
    }

    @Test
    void believesNoDescriptionOfAnotherServer() {
        server.at(
                "/.well-known/oauth-protected-resource/mcp",
                asked -> json(
                        asked,
                        "{\"resource\": \"https://bank.example/mcp\", \"authorization_servers\": [\"https://x\"]}"));
        assertThatExceptionOfType(OauthFailure.class).isThrownBy(() -> renew(wants(401, "read")));
    }
}
