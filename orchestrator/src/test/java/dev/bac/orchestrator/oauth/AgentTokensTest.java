package dev.bac.orchestrator.oauth;

import static dev.bac.orchestrator.testing.ScriptedModel.answer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.identity.Channel;
import dev.bac.identity.Role;
import dev.bac.identity.Scope;
import dev.bac.identity.TokenIssuer;
import dev.bac.orchestrator.access.Resumption;
import dev.bac.orchestrator.testing.TestPlatform;
import dev.bac.orchestrator.testing.Web;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** An agent of somebody else gets a token for A2A as a person allows it, and gets in with nothing else. */
class AgentTokensTest {
    private static final TestPlatform TEST = TestPlatform.shared();
    private static final String BASE = TEST.platform().baseUrl();
    private static final String DESK = "/a2a/receivables";

    private final String cookie = OauthClient.cookie(TEST, "olga", Role.USER);

    private static OauthClient agent() {
        return new OauthClient(BASE, "desk").with("resource", BASE + "/a2a").with("scope", "chat:use");
    }

    private static Web.Reply ask(String token, String text) {
        var web = new Web(BASE, Optional.of(token));
        return web.send(web.request(DESK)
                .header("Content-Type", "application/json")
                .header("A2A-Version", "1.0")
                .POST(BodyPublishers.ofString("""
                        {"jsonrpc":"2.0","id":1,"method":"SendMessage","params":{"message":{"messageId":"m","role":"ROLE_USER","parts":[{"text":"%s"}]}}}
                        """.formatted(text))));
    }

    @Test
    void findsTheWayFromTheCardToATokenAndAnAnswer() {
        var refused = ask("none", "x");
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.header("WWW-Authenticate"))
                .contains("/.well-known/oauth-protected-resource/a2a\"", "scope=\"chat:use\"");
        var metadata =
                TEST.nobody().get("/.well-known/oauth-protected-resource/a2a").json();
        assertThat(metadata.path("resource").asString()).isEqualTo(BASE + "/a2a");
        assertThat(metadata.at("/authorization_servers/0").asString()).isEqualTo(BASE);
        var card = TEST.nobody().get("/.well-known/agent-card.json").json();
        var flow = card.at("/securitySchemes/oauth/oauth2SecurityScheme/flows/authorizationCode");
        assertThat(flow.path("tokenUrl").asString()).isEqualTo(BASE + "/oauth/token");
        assertThat(flow.path("scopes").has("chat:use")).isTrue();

        var token = agent().tokens(cookie, "chat:use").path("access_token").asString();
        TEST.model().when("A2A: by token?", answer("By token."));
        var reply = ask(token, "A2A: by token?");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().at("/result/task/artifacts/0/parts/0/text").asString())
                .isEqualTo("By token.");
        assertThat(agent().web(Optional.of(token))
                        .get(DESK + "/.well-known/agent-card.json")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void letsNobodyInWithATokenForSomethingElse() {
        var finance = new OauthClient(BASE, "desk");
        var ofFinance =
                finance.tokens(cookie, "finance:read").path("access_token").asString();
        var ofAll = new OauthClient(BASE, "desk")
                .with("resource", BASE + "/mcp")
                .with("scope", "")
                .tokens(cookie, "finance:read", "crm:read")
                .path("access_token")
                .asString();
        assertThat(ask(ofFinance, "x").status()).isEqualTo(401);
        assertThat(ask(ofAll, "x").status()).isEqualTo(401);

        var talk = agent().tokens(cookie, "chat:use").path("access_token").asString();
        assertThat(finance.call(talk, "finance", "finance_invoice_list", "{}").status())
                .isEqualTo(401);
        assertThat(agent().web(Optional.of(talk)).get("/api/v1/me").status()).isEqualTo(401);
        assertThat(agent().web(Optional.of(talk)).get("/v1/models").status()).isEqualTo(401);
        assertThat(ask(talk.substring(0, talk.lastIndexOf('.') + 1) + "AAAA", "x")
                        .status())
                .as("a signature that is none")
                .isEqualTo(401);
    }

    @Test
    void wantsTheScopeAndSomebodyWhoIsStillThere() {
        var olga = TEST.member("olga", Role.USER);
        var whole = new Resumption(TEST.platform().access().members())
                .caller(olga.tenant(), olga.user(), Set.of(Role.USER), Channel.MCP);
        var issuer = new TokenIssuer(BASE, TEST.platform().access().ring(), Clock.systemUTC(), UUID::randomUUID);
        var without = new dev.bac.identity.Caller(
                whole.tenant(),
                whole.user(),
                whole.name(),
                whole.roles(),
                Set.of(new Scope("crm:read")),
                whole.channel(),
                whole.actor());
        var life = Duration.ofMinutes(5);
        assertThat(ask(issuer.mint(without, BASE + "/a2a", life), "x").status()).isEqualTo(403);
        assertThat(ask(issuer.mint(whole, BASE + "/a2a/receivables", life), "x").status())
                .isEqualTo(401);

        var left = new dev.bac.identity.Caller(
                whole.tenant(),
                new dev.bac.identity.UserId(UUID.randomUUID()),
                "somebody who left",
                whole.roles(),
                whole.scopes(),
                whole.channel(),
                whole.actor());
        assertThat(ask(issuer.mint(left, BASE + "/a2a", life), "x").status()).isEqualTo(403);
    }
}
