package dev.bac.orchestrator.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.identity.Role;
import dev.bac.orchestrator.testing.TestPlatform;
import dev.bac.orchestrator.testing.Web;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What a client cannot do, and how it is told. */
class OauthRefusalTest {
    private static final TestPlatform TEST = TestPlatform.shared();
    private static final String BASE = TEST.platform().baseUrl();

    private final String cookie = OauthClient.cookie(TEST, "olga", Role.USER);

    private static OauthClient desk() {
        return new OauthClient(BASE, "desk");
    }

    @Test
    void aTokenOfOneServerIsNoneOfAnother() {
        var client = desk();
        String finance =
                client.tokens(cookie, "finance:read").path("access_token").asString();
        var whole = desk().with("resource", BASE + "/mcp").with("scope", "");
        String all = whole.tokens(cookie, "finance:read", "crm:read")
                .path("access_token")
                .asString();

        assertThat(client.call(finance, "crm", "crm_contact_search", "{}").status())
                .isEqualTo(401);
        assertThat(client.call(all, "finance", "finance_invoice_list", "{}").status())
                .as("the aggregate's own token, passed through")
                .isEqualTo(401);
        assertThat(client.web(Optional.of(finance)).post("/mcp", "{}").status()).isEqualTo(401);
        assertThat(client.web(Optional.of(finance)).get("/api/v1/me").status()).isEqualTo(401);
    }

    @Test
    void givesNoScopeThatTheUserLacksOrDidNotChoose() {
        var client = desk().with("resource", BASE + "/mcp/provisioning")
                .with("scope", "provisioning:read provisioning:write platform:provision");
        JsonNode question = client.question(cookie).json();
        assertThat(question.path("scopes").toString()).doesNotContain("platform:provision");

        JsonNode tokens = client.tokens(cookie, "provisioning:read", "provisioning:write", "crm:write");
        assertThat(tokens.path("scope").asString()).isEqualTo("provisioning:read");
    }

    @Test
    void declinesWhenThePersonDoes() {
        var back = OauthClient.back(desk().word(cookie, false, "finance:read")
                .json()
                .path("redirect")
                .asString());
        assertThat(back)
                .containsEntry("error", "access_denied")
                .containsEntry("iss", BASE)
                .containsEntry("state", "st&te");
    }

    @Test
    void onlySomebodyAtThePageCanAgree() {
        var client = desk();
        assertThat(client.question("bac_session=wrong").problem()).isEqualTo("401 unauthorized");
        assertThat(TEST.admin().get("/api/v1/authorization?" + client.query()).problem())
                .isEqualTo("403 forbidden");
        var web = TEST.nobody();
        var elsewhere = web.send(web.request("/api/v1/authorization")
                .header("Cookie", cookie)
                .header("Origin", "https://evil.example")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}")));
        assertThat(elsewhere.problem()).isEqualTo("403 bad_origin");
    }

    @Test
    void theCookieOpensNothingThatProgramsUse() {
        for (String path : List.of("/oauth/token", "/oauth/revoke", "/mcp", "/mcp/finance", "/mcp/finance/readonly")) {
            var web = TEST.nobody();
            var reply = web.send(web.request(path)
                    .header("Cookie", cookie)
                    .header("Origin", BASE)
                    .header(
                            "Content-Type",
                            path.startsWith("/mcp") ? "application/json" : "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString(
                            path.startsWith("/mcp") ? "{}" : "grant_type=refresh_token&token=x")));
            assertThat(reply.status()).as(path).isIn(400, 401);
        }
    }

    @ParameterizedTest(name = "{0}={1}: {2}")
    @CsvSource({
        "code_challenge,,invalid_request",
        "code_challenge,short,invalid_request",
        "code_challenge_method,plain,invalid_request",
        "response_type,token,unsupported_response_type",
        "response_mode,fragment,invalid_request",
        "resource,,invalid_target",
        "resource,https://evil.example/mcp,invalid_target",
        "scope,crm:read,invalid_scope",
    })
    void tellsTheClientWhatIsWrong(String name, String value, String error) {
        var client = desk().with(name, value == null ? "" : value);
        Web.Reply reply = TEST.nobody().get("/oauth/authorize?" + client.query());
        assertThat(reply.status()).isEqualTo(302);
        assertThat(reply.header("Location")).startsWith(OauthClient.BACK + "?error=" + error + "&");
        assertThat(reply.header("Location")).contains("state=st%26te", "iss=");
        assertThat(client.question(cookie).json().path("redirect").asString()).contains(error);
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource({
        "redirect_uri,https://evil.example/callback",
        "redirect_uri,http://127.0.0.1:49152/callback/..",
        "redirect_uri,http://127.0.0.1:49152@evil.example/callback",
        "redirect_uri,http://localhost:49152/callback",
        "redirect_uri,javascript:alert(1)",
        "redirect_uri,",
        "client_id,unknown",
        "client_id,http://evil.example/client.json",
        "client_id,https://127.0.0.1/client.json",
        "client_id,https://169.254.169.254/latest",
    })
    void sendsNobodyToAnAddressThatIsNotTheClients(String name, String value) {
        var client = desk().with(name, value == null ? "" : value);
        Web.Reply reply = TEST.nobody().get("/oauth/authorize?" + client.query());
        assertThat(reply.status()).isIn(200, 400);
        assertThat(reply.header("Location")).isEmpty();
        assertThat(client.question(cookie).problem()).isEqualTo("400 invalid");
    }

    @Test
    void refusesAParameterThatComesTwice() {
        Web.Reply reply = TEST.nobody().get("/oauth/authorize?" + desk().query() + "&state=x");
        assertThat(reply.status()).isEqualTo(400);
        var web = TEST.nobody();
        var token = web.send(web.request("/oauth/token")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("client_id=desk&client_id=desk")));
        assertThat(error(token)).isEqualTo("400 invalid_request");
    }

    @Test
    void wantsTheSecretOfAClientThatHasOne() {
        var client = new OauthClient(BASE, "back-office").with("redirect_uri", "https://office.example/callback");
        String code = client.agreed(cookie, "finance:read").get("code");
        assertThat(error(client.redeem(code))).isEqualTo("401 invalid_client");
        var proof = new HashMap<>(Map.of(
                "grant_type",
                "authorization_code",
                "code",
                code,
                "code_verifier",
                OauthClient.VERIFIER,
                "redirect_uri",
                "https://office.example/callback"));
        proof.put("client_secret", "wrong");
        assertThat(error(client.token(proof))).isEqualTo("401 invalid_client");
        proof.put("client_secret", "a secret of the test");
        assertThat(client.token(proof).status()).isEqualTo(200);
    }

    private static String error(Web.Reply reply) {
        assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
        return reply.status() + " " + reply.json().path("error").asString();
    }
}
