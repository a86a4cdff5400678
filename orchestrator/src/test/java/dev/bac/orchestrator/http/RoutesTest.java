package dev.bac.orchestrator.http;

import static dev.bac.orchestrator.testing.ScriptedModel.answer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.orchestrator.testing.OpenApi;
import dev.bac.orchestrator.testing.TestPlatform;
import dev.bac.orchestrator.testing.Web;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** By the list of the routes that there are: none can be forgotten. */
class RoutesTest {
    private static final TestPlatform TEST = TestPlatform.shared();
    private static final String MARK = "Ours-only-7f3a";

    /** Paths with parameters that name nothing of a company's: what everybody may know, and what is signed otherwise. */
    private static final Set<String> NOBODYS = Set.of(
            "/api/v1/servers/{name}/accept",
            "/api/v1/servers/{name}/connect",
            "/webhooks/{vendor}/{account}",
            "/webhooks/workflows/{tenant}/{name}");

    /** What is called by a name is looked for among the caller's own: a stranger who changes such a name changes theirs. */
    private static final Set<String> BY_NAME = Set.of("agents", "workflows", "policies");

    private static List<HttpServer.Route> routes() {
        return TEST.platform().routes();
    }

    @Test
    void everyRouteIsDescribed() {
        var missing = routes().stream()
                .filter(route -> !OpenApi.describes(route.method(), route.path()))
                .map(route -> route.method() + " " + route.path())
                .toList();

        assertThat(routes()).hasSizeGreaterThan(90);
        assertThat(missing).isEmpty();
    }

    @Test
    void everythingDescribedIsARoute() {
        var there = routes().stream()
                .map(route -> route.method() + " " + route.path())
                .toList();

        assertThat(OpenApi.operations().filter(one -> one.contains(" /api/")).filter(one -> !there.contains(one)))
                .isEmpty();
    }

    @Test
    void noRouteLetsAStrangerAtWhatIsOurs() {
        var ours = ours();
        var tried = new ArrayList<String>();
        for (var route : routes()) {
            if (!route.path().contains("{")
                    || route.path().startsWith("/.well-known")
                    || NOBODYS.contains(route.path())) {
                continue;
            }
            if (BY_NAME.contains(kind(route.path())) && !route.method().equals("GET")) {
                continue;
            }
            String path = path(route.path(), ours)
                    .orElseThrow(() -> new AssertionError("say in this test whose " + route.path() + " is"));
            var reply = call(TEST.stranger(), route.method(), path);
            String what = route.method() + " " + path + ": " + reply.status() + " "
                    + reply.http().body();
            assertThat(reply.status()).as(what).isIn(400, 403, 404, 405, 409, 415);
            assertThat(reply.http().body()).as(what).doesNotContain(MARK);
            tried.add(route.path());
        }
        assertThat(tried).hasSizeGreaterThan(25);
        // They were there all the time, and still are.
        for (String kind : List.of("conversations", "runs", "campaigns", "messages", "contacts")) {
            assertThat(TEST.admin()
                            .get("/api/v1/" + kind + "/" + ours.get(kind))
                            .status())
                    .as(kind)
                    .isEqualTo(200);
        }
        assertThat(TEST.admin().get("/api/v1/webhooks").http().body()).contains(ours.get("webhooks"));
    }

    @Test
    void noListShowsAStrangerWhatIsOurs() {
        var ours = ours();
        for (var route : routes()) {
            if (route.method().equals("GET")
                    && route.path().startsWith("/api/v1/")
                    && !route.path().contains("{")) {
                var reply = TEST.stranger().get(route.path());
                assertThat(reply.http().body())
                        .as(route.path())
                        .doesNotContain(MARK)
                        .doesNotContain(ours.get("campaigns"), ours.get("contacts"), ours.get("messages"));
            }
        }
        assertThat(TEST.admin().get("/api/v1/contacts").http().body()).contains(MARK);
    }

    private static Web.Reply call(Web who, String method, String path) {
        String body = method.equals("POST") || method.equals("PUT") ? "{}" : "";
        return who.send(who.request(path)
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
    }

    /** The route's path with our records in it; empty when nobody said whose it is. */
    private static Optional<String> path(String route, Map<String, String> ours) {
        String record = ours.get(kind(route));
        return record == null
                ? Optional.empty()
                : Optional.of(route.replaceFirst("\\{[^}]*}", record)
                        .replaceAll("\\{[^}]*}", UUID.randomUUID().toString()));
    }

    private static String kind(String route) {
        return route.replaceFirst("^/(?:api/v1/)?", "").replaceFirst("/.*", "");
    }

    /** Something of ours of every kind, by the first step of its path. */
    private static Map<String, String> ours() {
        TEST.model().when("Route by route", answer("Yes."));
        var admin = TEST.admin();
        var talk = admin.talk("receivables");
        talk.say("Route by route");
        var ours = new LinkedHashMap<String, String>();
        ours.put("conversations", talk.id());
        ours.put("runs", talk.view().path("messages").get(0).path("run").asString());
        ours.put(
                "contacts",
                id(admin.post(
                        "/api/v1/contacts",
                        "{\"address\":\"+4915112345678\",\"name\":\"" + MARK
                                + "\",\"language\":\"pt-BR\",\"tags\":[\"vip\"]}")));
        admin.post("/api/v1/templates", "{\"name\":\"" + MARK + "\",\"body\":\"Hello {{name}}\"}");
        ours.put("templates", MARK);
        ours.put(
                "messages",
                id(admin.post("/api/v1/messages/send", "{\"to\":\"+4915112345678\",\"body\":\"" + MARK + "\"}")));
        ours.put(
                "campaigns",
                id(admin.post(
                        "/api/v1/campaigns",
                        JsonMapper.shared()
                                .createObjectNode()
                                .put("name", MARK)
                                .put("template", MARK)
                                .put("purpose", "service")
                                .put("recipients", "to,name\n+4915112345678,Ann\n")
                                .toString())));
        ours.put(
                "webhooks",
                id(admin.post(
                        "/api/v1/webhooks",
                        "{\"url\":\"https://203.0.113.7/hook\",\"events\":[\"message.delivered\"]}")));
        // Of these a name or an id that is not theirs is enough: what is ours is asked for elsewhere.
        for (String kind :
                List.of("agents", "workflows", "policies", "budgets", "approvals", "connections", "notes", "a2a")) {
            ours.put(kind, UUID.randomUUID().toString());
        }
        return ours;
    }

    private static String id(Web.Reply made) {
        assertThat(made.status()).as(made.http().body()).isBetween(200, 299);
        return made.json().path("id").asString();
    }
}
