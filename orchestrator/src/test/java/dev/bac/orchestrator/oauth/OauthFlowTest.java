package dev.bac.orchestrator.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.identity.Caller;
import dev.bac.identity.Channel;
import dev.bac.identity.Role;
import dev.bac.identity.Scope;
import dev.bac.identity.TokenIssuer;
import dev.bac.orchestrator.testing.TestPlatform;
import dev.bac.orchestrator.testing.Web;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A client finds its way in as the specification describes, and no further. */
class OauthFlowTest {
    private static final TestPlatform TEST = TestPlatform.shared();
    private static final String BASE = TEST.platform().baseUrl();
    private static final String LIST = "finance_invoice_list";
    private static final String CREATE = "finance_invoice_create";

    private final String cookie = OauthClient.cookie(TEST, "olga", Role.USER);

    private static OauthClient desk() {
        return new OauthClient(BASE, "desk");
    }

    private static String challenge(Web.Reply reply) {
        return reply.header("WWW-Authenticate");
    }

    private static int audited(String action, String outcome) {
        return TEST.platform().access().store().read(TEST.ours().id(), tx -> tx.sql()
                .createQuery("SELECT count(*) FROM audit WHERE action = :action AND outcome = :outcome")
                .bind("action", action)
                .bind("outcome", outcome)
                .mapTo(Integer.class)
                .one());
    }

    @Test
    void goesFromTheFirstRefusalToAToolCallAndThroughStepUp() {
        // Refused, it learns where tokens come from.
        Web.Reply refused = TEST.nobody().post("/mcp/finance", "{}");
        assertThat(refused.status()).isEqualTo(401);
        assertThat(challenge(refused))
                .contains("scope=\"finance:read finance:write\"")
                .doesNotContain("error=");
        String metadata = challenge(refused).replaceFirst(".*resource_metadata=\"([^\"]*)\".*", "$1");
        JsonNode resource = TEST.nobody().get(URI.create(metadata).getPath()).json();
        assertThat(resource.path("resource").asString()).isEqualTo(BASE + "/mcp/finance");
        assertThat(resource.at("/authorization_servers/0").asString()).isEqualTo(BASE);
        JsonNode server =
                TEST.nobody().get("/.well-known/oauth-authorization-server").json();
        assertThat(server.path("issuer").asString()).isEqualTo(BASE);

        // It registers and asks; the person gives less than it asked for.
        String id = register("Notebook");
        var client = new OauthClient(BASE, id)
                .with("resource", resource.path("resource").asString());
        assertThat(TEST.nobody().get("/oauth/authorize?" + client.query()).status())
                .isEqualTo(200);
        JsonNode question = client.question(cookie).json();
        assertThat(question.path("client").asString()).isEqualTo("Notebook");
        assertThat(question.path("backTo").asString()).isEqualTo("127.0.0.1:49152");
        assertThat(question.path("origin").asString()).isEqualTo("self");
        Map<String, String> back = client.agreed(cookie, "finance:read");
        assertThat(back).containsEntry("state", "st&te").containsEntry("iss", BASE);

        // The code gives tokens, and these the scope that was given.
        JsonNode tokens = client.redeem(back.get("code")).json();
        String token = tokens.path("access_token").asString();
        assertThat(tokens.path("scope").asString()).isEqualTo("finance:read");
        assertThat(tokens.path("expires_in").asInt()).isEqualTo(300);
        Web.Reply listed = client.call(token, "finance", LIST, "{}");
        assertThat(listed.json().at("/result/structuredContent/total").asInt()).isPositive();

        // What lacks a scope says which; asked again for both, it gets both.
        Web.Reply lacking = client.call(token, "finance", CREATE, "{}");
        assertThat(lacking.status()).isEqualTo(403);
        assertThat(challenge(lacking)).contains("error=\"insufficient_scope\"", "scope=\"finance:write\"", metadata);
        JsonNode more = client.tokens(cookie, "finance:read", "finance:write");
        assertThat(client.call(more.path("access_token").asString(), "finance", CREATE, "{}")
                        .status())
                .isEqualTo(200);
    }

    private static String register(String name) {
        Web.Reply registered = TEST.nobody()
                .post(
                        "/oauth/register",
                        "{\"client_name\":\"%s\",\"redirect_uris\":[\"http://127.0.0.1/callback\"],\"application_type\":\"native\"}"
                                .formatted(name));
        assertThat(registered.status()).isEqualTo(201);
        return registered.json().path("client_id").asString();
    }

    @Test
    void refusesAnExpiredTokenAndTakesTheNextOfItsRefreshToken() {
        var client = desk();
        JsonNode tokens = client.tokens(cookie, "finance:read");
        var before = new TokenIssuer(
                BASE, TEST.platform().access().ring(), () -> Instant.now().minusSeconds(600), UUID::randomUUID);
        String expired = before.mint(someone(), BASE + "/mcp/finance", Duration.ofMinutes(5));

        Web.Reply refused = client.call(expired, "finance", LIST, "{}");
        assertThat(refused.status()).isEqualTo(401);
        assertThat(challenge(refused)).contains("error=\"invalid_token\"", "resource_metadata=");

        JsonNode next = client.refresh(tokens.path("refresh_token").asString()).json();
        assertThat(client.call(next.path("access_token").asString(), "finance", LIST, "{}")
                        .status())
                .isEqualTo(200);
    }

    private static Caller someone() {
        var member = TEST.member("olga", Role.USER);
        return new Caller(
                member.tenant(),
                member.user(),
                member.name(),
                member.roles(),
                Set.of(new Scope("finance:read")),
                Channel.MCP,
                Optional.empty());
    }

    @Test
    void aRefreshTokenShownTwiceEndsEverythingThatHangsOnIt() {
        var client = desk();
        String first =
                client.tokens(cookie, "finance:read").path("refresh_token").asString();
        String second = client.refresh(first).json().path("refresh_token").asString();
        int ends = audited("oauth.end", "oauth.refresh_replayed");

        assertThat(error(client.refresh(first))).isEqualTo("400 invalid_grant");
        assertThat(error(client.refresh(second)))
                .as("the thief's or the owner's")
                .isEqualTo("400 invalid_grant");
        assertThat(audited("oauth.end", "oauth.refresh_replayed")).isEqualTo(ends + 1);
    }

    @Test
    void ofManyWhoShowTheSameRefreshTokenAtOnceNoneKeepsAccess() throws Exception {
        var client = desk();
        String token =
                client.tokens(cookie, "finance:read").path("refresh_token").asString();
        List<Web.Reply> replies = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Web.Reply>> all = Collections.nCopies(8, () -> client.refresh(token));
            for (var reply : threads.invokeAll(all)) {
                replies.add(reply.get());
            }
        }
        var good = replies.stream().filter(reply -> reply.status() == 200).toList();
        assertThat(good).hasSize(1);
        assertThat(error(client.refresh(
                        good.getFirst().json().path("refresh_token").asString())))
                .isEqualTo("400 invalid_grant");
    }

    @Test
    void aCodeWorksOnceAndShownTwiceTakesItsTokensAlong() {
        var client = desk();
        String code = client.agreed(cookie, "finance:read").get("code");
        String refresh = client.redeem(code).json().path("refresh_token").asString();

        assertThat(error(client.redeem(code))).isEqualTo("400 invalid_grant");
        assertThat(error(client.refresh(refresh))).isEqualTo("400 invalid_grant");
    }

    @Test
    void aCodeIsWorthNothingToWhoeverLacksItsVerifierClientOrAddress() {
        for (Map<String, String> wrong : List.of(
                Map.of("code_verifier", "x".repeat(43)),
                Map.of("client_id", register("Thief")),
                Map.of("redirect_uri", "http://127.0.0.1:1/callback"))) {
            String code = desk().agreed(cookie, "finance:read").get("code");
            var given = new HashMap<>(Map.of(
                    "grant_type",
                    "authorization_code",
                    "code",
                    code,
                    "code_verifier",
                    OauthClient.VERIFIER,
                    "redirect_uri",
                    OauthClient.BACK));
            given.putAll(wrong);
            assertThat(error(desk().token(given))).as(wrong.toString()).isEqualTo("400 invalid_grant");
        }
    }

    @Test
    void neitherStoresNorShowsACodeOrRefreshTokenInTheClear() {
        var client = desk();
        String code = client.agreed(cookie, "finance:read").get("code");
        String refresh = client.redeem(code).json().path("refresh_token").asString();
        for (String table : List.of("oauth_code", "oauth_refresh", "oauth_grant", "audit")) {
            String rows = TEST.platform().access().store().read(TEST.ours().id(), tx -> tx.sql()
                    .createQuery("SELECT coalesce(string_agg(t::text, ' '), '') FROM " + table + " t")
                    .mapTo(String.class)
                    .one());
            assertThat(rows).as(table).doesNotContain(code).doesNotContain(refresh);
        }
        client.word(cookie, false, "finance:read");
        assertThat(audited("oauth.consent", "declined")).isPositive();
        assertThat(audited("oauth.consent", "done")).isPositive();
        assertThat(audited("oauth.code", "done")).isPositive();
    }

    @Test
    void endsAccessByTheProgramAndByTheUser() {
        var client = desk();
        String byProgram =
                client.tokens(cookie, "finance:read").path("refresh_token").asString();
        assertThat(client.send("/oauth/revoke", Map.of("token", byProgram)).status())
                .isEqualTo(200);
        assertThat(error(client.refresh(byProgram))).isEqualTo("400 invalid_grant");
        assertThat(client.send("/oauth/revoke", Map.of("token", "rt_unknown")).status())
                .isEqualTo(200);

        String byUser =
                client.tokens(cookie, "finance:read").path("refresh_token").asString();
        var olga = new Web(BASE, Optional.of(TEST.key(TEST.member("olga", Role.USER))));
        JsonNode newest = olga.get("/api/v1/connections").json().path("items").get(0);
        assertThat(newest.path("client").asString()).isEqualTo("Desk");
        String path = "/api/v1/connections/" + newest.path("id").asString();
        assertThat(TEST.admin().send(TEST.admin().request(path).DELETE()).problem())
                .as("somebody else's")
                .isEqualTo("404 not_found");
        assertThat(olga.send(olga.request(path).DELETE()).status()).isEqualTo(204);
        assertThat(error(client.refresh(byUser))).isEqualTo("400 invalid_grant");
    }

    @Test
    void anotherClientsRefreshTokenIsUnknownAndStaysGood() {
        var client = desk();
        String token =
                client.tokens(cookie, "finance:read").path("refresh_token").asString();
        var thief = new OauthClient(BASE, register("Thief"));
        assertThat(error(thief.refresh(token))).isEqualTo("400 invalid_grant");
        assertThat(thief.send("/oauth/revoke", Map.of("token", token)).status()).isEqualTo(200);
        assertThat(client.refresh(token).status()).isEqualTo(200);
    }

    private static String error(Web.Reply reply) {
        assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
        return reply.status() + " " + reply.json().path("error").asString();
    }
}
