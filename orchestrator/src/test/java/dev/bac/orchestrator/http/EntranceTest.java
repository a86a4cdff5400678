package dev.bac.orchestrator.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.identity.Role;
import dev.bac.orchestrator.access.ApiEntrance;
import dev.bac.orchestrator.access.WebEntrance;
import dev.bac.orchestrator.config.LimitSettings;
import dev.bac.orchestrator.testing.ScriptedModel;
import dev.bac.orchestrator.testing.Talk;
import dev.bac.orchestrator.testing.TestPlatform;
import dev.bac.orchestrator.testing.Web;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets in, by which door, and who does not. */
class EntranceTest {
    private static final TestPlatform TEST = TestPlatform.shared();
    private static final String ME = "/api/v1/me";

    private static String cookie() {
        var member = TEST.member("carla", Role.USER);
        var signedIn = signIn(TEST.platform().access().links().create(member).text());
        assertThat(signedIn.status()).isEqualTo(303);
        assertThat(signedIn.header("Set-Cookie")).contains("HttpOnly", "SameSite=Strict", "Path=/");
        return signedIn.header("Set-Cookie").replaceFirst(";.*", "");
    }

    private static Web.Reply signIn(String token) {
        return TEST.nobody().get("/signin?token=" + token);
    }

    private static HttpRequest.Builder with(String cookie, String path) {
        return TEST.nobody().request(path).header("Cookie", cookie);
    }

    @Test
    void refusesAWrongKeyAndNone() {
        var wrong = new Web(TEST.platform().baseUrl(), Optional.of("bac_" + "x".repeat(43)));

        assertThat(wrong.get(ME).problem()).isEqualTo("401 unauthorized");
        assertThat(TEST.nobody().get(ME).problem()).isEqualTo("401 unauthorized");
        assertThat(TEST.nobody().get(ME).header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(wrong.post("/mcp/finance", "{}").status()).isEqualTo(401);
        assertThat(TEST.nobody().post("/mcp/finance", "{}").status()).isEqualTo(401);
        assertThat(TEST.clerk().get(ME).json().path("user").path("name").asString())
                .isEqualTo("bob");
    }

    @Test
    void refusesAKeyThatWasRevokedOrIsTooOld() {
        var keys = TEST.platform().access().keys();
        var member = TEST.member("dora", Role.USER);
        var short1 = web(keys.create(member, Set.of(Role.USER), "short", Optional.of(Duration.ofNanos(1)))
                .text());
        var revoked = web(keys.create(member, Set.of(Role.USER), "to be revoked", Optional.empty())
                .text());
        assertThat(revoked.get(ME).status()).isEqualTo(200);

        keys.list(TEST.ours().id()).stream()
                .filter(key -> key.label().equals("to be revoked"))
                .forEach(key -> keys.revoke(TEST.ours().id(), key.id()));

        assertThat(short1.get(ME).problem()).isEqualTo("401 unauthorized");
        assertThat(revoked.get(ME).problem()).isEqualTo("401 unauthorized");
        assertThat(revoked.post("/mcp/finance", "{}").status()).isEqualTo(401);
    }

    @Test
    void givesAKeyNoMoreThanTheRolesItWasMadeWith() {
        var member = TEST.member("emil", Role.ADMIN, Role.USER);
        var key = TEST.platform().access().keys().create(member, Set.of(Role.USER), "less", Optional.empty());

        assertThat(web(key.text()).get("/api/v1/audit").problem()).isEqualTo("403 forbidden");
    }

    @Test
    void letsALinkSignInOnce() {
        String token = TEST.platform()
                .access()
                .links()
                .create(TEST.member("carla", Role.USER))
                .text();

        assertThat(signIn(token).status()).isEqualTo(303);
        assertThat(signIn(token).problem()).isEqualTo("410 link_used");
        assertThat(signIn("in_guessed").problem()).isEqualTo("410 link_used");
        assertThat(TEST.nobody().get("/signin").problem()).isEqualTo("410 link_used");
    }

    /** A person who opens an old link sees what to do, not a record for programs. */
    @Test
    void tellsABrowserOnAPageThatTheLinkWorksNoLonger() {
        var browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
        var page = TEST.nobody()
                .send(TEST.nobody()
                        .request("/signin?token=in_guessed")
                        .setHeader("Accept", browser)
                        .GET());

        assertThat(page.status()).isEqualTo(410);
        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(page.header("Cache-Control")).isEqualTo("no-store");
        assertThat(page.http().headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(page.http().body())
                .contains("works once", "./bac up", "href=\"/\"")
                .doesNotContain("in_guessed", "<script", "style=");
        for (String program :
                List.of("*/*", "application/json", "application/json, text/html;q=0.5", "text/html;q=0")) {
            var json = TEST.nobody()
                    .send(TEST.nobody()
                            .request("/signin?token=in_guessed")
                            .setHeader("Accept", program)
                            .GET());
            assertThat(json.problem()).as(program).isEqualTo("410 link_used");
        }
    }

    /** All that the page asks for when it opens, and the decision itself. */
    @Test
    void anApproverAloneSeesWhatWaitsAndDecidesIt() {
        TEST.model()
                .when(
                        "Bill the approver's chair",
                        ScriptedModel.call(
                                "finance_invoice_create",
                                "{\"customer\":\"Acme\",\"amount\":\"99.95\",\"description\":\"the approver's chair\"}"),
                        ScriptedModel.answer("Billed."));
        var asked = Talk.last(TEST.clerk().talk("invoicing-clerk").say("Bill the approver's chair"), "approval");
        String path = "/api/v1/approvals/" + asked.at("/approval/id").asString();
        String key = TEST.key(TEST.member("ida", Role.APPROVER));
        var signedIn = TEST.nobody()
                .send(TEST.nobody()
                        .request("/api/v1/session")
                        .header("Content-Type", "application/json")
                        .header("Origin", TEST.platform().baseUrl())
                        .POST(BodyPublishers.ofString("{\"key\":\"%s\"}".formatted(key))));
        assertThat(signedIn.status()).isEqualTo(204);
        var approver = web(key);

        for (String opened : List.of(ME, "/api/v1/agents", "/api/v1/conversations?limit=50")) {
            assertThat(approver.get(opened).status()).as(opened).isEqualTo(200);
        }
        assertThat(approver.get("/api/v1/approvals?state=pending")
                        .json()
                        .path("items")
                        .valueStream()
                        .map(item -> item.path("id").asString()))
                .contains(asked.at("/approval/id").asString());
        assertThat(approver.get(path).json().path("mayDecide").asBoolean()).isTrue();
        assertThat(approver.post(path + "/approve", "{}").json().path("state").asString())
                .isEqualTo("approved");
        assertThat(approver.get("/api/v1/audit").problem()).isEqualTo("403 forbidden");
    }

    @Test
    void takesTheCookieOnTheApiAndNeverOnMcp() {
        String cookie = cookie();

        assertThat(TEST.nobody().send(with(cookie, ME).GET()).status()).isEqualTo(200);
        assertThat(TEST.nobody()
                        .send(with(cookie, "/mcp/finance")
                                .header("Content-Type", "application/json")
                                .header("Origin", TEST.platform().baseUrl())
                                .POST(BodyPublishers.ofString("{}")))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void takesChangesWithACookieOnlyFromItsOwnPage() {
        String cookie = cookie();
        for (String origin :
                List.of("https://evil.example", "null", TEST.platform().baseUrl() + "0")) {
            var request = with(cookie, "/api/v1/conversations")
                    .header("Origin", origin)
                    .POST(BodyPublishers.noBody());
            assertThat(TEST.nobody().send(request).problem()).as(origin).isEqualTo("403 bad_origin");
        }
        var without = with(cookie, "/api/v1/conversations").POST(BodyPublishers.noBody());
        assertThat(TEST.nobody().send(without).problem()).isEqualTo("403 bad_origin");
        var own = with(cookie, "/api/v1/conversations")
                .header("Origin", TEST.platform().baseUrl())
                .POST(BodyPublishers.noBody());
        assertThat(TEST.nobody().send(own).status()).isEqualTo(201);
    }

    @Test
    void signsInByKeyAndOut() {
        String body = "{\"key\":\"%s\"}".formatted(TEST.key(TEST.member("carla", Role.USER)));
        var signedIn = TEST.nobody()
                .send(TEST.nobody()
                        .request("/api/v1/session")
                        .header("Content-Type", "application/json")
                        .header("Origin", TEST.platform().baseUrl())
                        .POST(BodyPublishers.ofString(body)));
        String cookie = signedIn.header("Set-Cookie").replaceFirst(";.*", "");
        assertThat(signedIn.status()).isEqualTo(204);
        assertThat(TEST.nobody().send(with(cookie, ME).GET()).status()).isEqualTo(200);

        TEST.nobody().send(with(cookie, "/api/v1/session").DELETE());

        assertThat(TEST.nobody().send(with(cookie, ME).GET()).problem()).isEqualTo("401 unauthorized");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/health", "/ready", "/", "/assets/app.js", "/.well-known/oauth-protected-resource/mcp/crm"})
    void leavesOpenWhatHoldsNoData(String path) {
        assertThat(TEST.nobody().get(path).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/metrics", "/openapi.json", "/docs", "/api/v1/tools", "/api/v1/agents", "/api/v1/runs"})
    void closesEverythingElse(String path) {
        assertThat(TEST.nobody().get(path).problem()).isEqualTo("401 unauthorized");
        assertThat(TEST.admin().get(path).status()).isEqualTo(200);
    }

    @Test
    void countsTheRequestsOfEachUser() {
        var access = TEST.platform().access();
        var limits = new LimitSettings(1 << 20, 3, 200, Duration.ofMinutes(1), 8);
        var metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        var entrances =
                new HttpServer.Entrances(new ApiEntrance(access.keys()), new WebEntrance(access.sessions()), limits);
        try (var server = HttpServer.start(
                new HttpServer.Address("127.0.0.1", 0, _ -> {}),
                entrances,
                List.of(new HealthResource(Map.of(), metrics), new DocsResource()),
                metrics,
                UUID::randomUUID)) {
            String url = "http://127.0.0.1:" + server.port();
            var one = new Web(url, TEST.clerk().key());
            var replies = java.util.stream.IntStream.range(0, 12)
                    .mapToObj(_ -> one.get("/openapi.json"))
                    .toList();
            var refused = replies.getLast();

            assertThat(replies.getFirst().status()).isEqualTo(200);
            assertThat(refused.problem()).isEqualTo("429 rate_limited");
            assertThat(Long.parseLong(refused.header("Retry-After"))).isBetween(1L, 2L);
            assertThat(new Web(url, TEST.admin().key()).get("/openapi.json").status())
                    .as("another user is not held up")
                    .isEqualTo(200);
        }
    }

    private static Web web(String key) {
        return new Web(TEST.platform().baseUrl(), Optional.of(key));
    }
}
