package dev.bac.orchestrator.http;

import static dev.bac.orchestrator.testing.ScriptedModel.answer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.identity.Role;
import dev.bac.orchestrator.testing.Talk;
import dev.bac.orchestrator.testing.TestPlatform;
import dev.bac.orchestrator.testing.Web;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Budgets over HTTP: set, held, told, removed. */
class BudgetTest {
    private static final TestPlatform TEST = TestPlatform.shared();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    /** The ledger looks for changed budgets every two seconds. */
    private static final Duration SEEN = Duration.ofSeconds(60);

    private final List<String> made = new ArrayList<>();

    @AfterEach
    void remove() {
        made.forEach(id -> assertThat(TEST.admin()
                        .send(TEST.admin().request("/api/v1/budgets/" + id).DELETE())
                        .status())
                .isEqualTo(204));
    }

    private JsonNode set(String body) {
        Web.Reply reply = TEST.admin().post("/api/v1/budgets", body);
        assertThat(reply.status()).as(reply.http().body()).isEqualTo(200);
        made.add(reply.json().path("id").asString());
        return reply.json();
    }

    private Web spender(String name) {
        var member = TEST.member(name, Role.USER);
        return new Web(TEST.platform().baseUrl(), Optional.of(TEST.key(member)));
    }

    private static HttpResponse<String> v1(Web web, String path, String said) {
        String body = """
                {"model":"auto","max_tokens":100,"messages":[{"role":"user","content":"%s"}]}""".formatted(said);
        try {
            return CLIENT.send(
                    web.request(path)
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpResponse<String> untilRefused(Web web, String path, String said) {
        long end = System.nanoTime() + SEEN.toNanos();
        while (System.nanoTime() < end) {
            TEST.model().when(said, answer("fine"));
            var reply = v1(web, path, said);
            if (reply.statusCode() != 200) {
                return reply;
            }
        }
        throw new AssertionError("never refused");
    }

    @Test
    void refusesInOpenAisShapeAndSaysWhichBudgetHowMuchAndUntilWhen() {
        var web = spender("frugal");
        set("{\"per\":\"user\",\"subject\":\"frugal\",\"limit\":\"2 requests\",\"every\":\"day\"}");

        var refused = untilRefused(web, "/v1/chat/completions", "spend with OpenAI's client");

        assertThat(refused.statusCode()).isEqualTo(429);
        var error = JsonMapper.shared().readTree(refused.body()).path("error");
        assertThat(error.path("type").asString()).isEqualTo("insufficient_quota");
        assertThat(error.path("message").asString())
                .contains("user budget of 2 requests a day", "2 requests are spent", "begins anew at");
        assertThat(refused.headers().firstValue("x-should-retry")).contains("false");
        assertThat(refused.headers().firstValueAsLong("Retry-After").orElse(0)).isPositive();
    }

    @Test
    void refusesInAnthropicsShape() {
        var web = spender("thrifty");
        set("{\"per\":\"user\",\"subject\":\"thrifty\",\"limit\":\"1000 tokens\",\"every\":\"month\"}");

        var refused = untilRefused(web, "/v1/messages", "spend it " + "word ".repeat(500));

        assertThat(refused.statusCode()).isEqualTo(429);
        var body = JsonMapper.shared().readTree(refused.body());
        assertThat(body.path("type").asString()).isEqualTo("error");
        assertThat(body.path("error").path("type").asString()).isEqualTo("rate_limit_error");
        assertThat(body.path("error").path("message").asString()).contains("user budget of 1000 tokens a month");
    }

    @Test
    void endsAChatWithTheReasonAndShowsItInTheUsage() {
        var web = spender("sparing");
        var budget = set("{\"per\":\"user\",\"subject\":\"sparing\",\"limit\":\"0 requests\",\"every\":\"day\"}");
        untilRefused(web, "/v1/chat/completions", "is the budget known by now");
        TEST.model().when("spend in a chat", answer("never said"));

        var events = web.talk("front-desk").say("spend in a chat");

        var problem = Talk.last(events, "error").path("problem");
        assertThat(problem.path("code").asString()).isEqualTo("budget_exhausted");
        assertThat(problem.path("detail").asString()).contains("user budget of 0 requests a day");
        var shown = TEST.admin().get("/api/v1/usage").json().path("budgets");
        assertThat(shown.valueStream().map(one -> one.path("id").asString()))
                .contains(budget.path("id").asString());
    }

    @Test
    void alertsOnceAndWritesItIntoTheAudit() {
        var web = spender("watched");
        var budget = set("""
                {"per":"user","subject":"watched","limit":"4 requests","every":"day","alerts":[50,100]}""");
        untilRefused(web, "/v1/chat/completions", "spend until somebody is told");

        long end = System.nanoTime() + SEEN.toNanos();
        while (alerts(budget).size() < 2 && System.nanoTime() < end) {
            Thread.onSpinWait();
        }

        assertThat(alerts(budget)).containsExactlyInAnyOrder("50%", "100%");
    }

    private static List<String> alerts(JsonNode budget) {
        String id = budget.path("id").asString();
        return TEST.platform().access().store().read(TEST.ours().id(), tx -> tx.sql()
                .createQuery("SELECT outcome FROM audit WHERE action = 'budget_alert' AND details ->> 'budget' = :id")
                .bind("id", id)
                .mapTo(String.class)
                .list());
    }

    @Test
    void countsCallsThatNoAgentMade() {
        var web = spender("direct");
        IntStream.range(0, 3).forEach(i -> {
            TEST.model().when("ask directly " + i, answer("fine"));
            assertThat(v1(web, "/v1/chat/completions", "ask directly " + i).statusCode())
                    .isEqualTo(200);
        });

        long end = System.nanoTime() + SEEN.toNanos();
        while (callsOf("direct") < 3 && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(callsOf("direct")).isEqualTo(3);
    }

    private static long callsOf(String user) {
        return TEST.admin()
                .get("/api/v1/usage?by=user")
                .json()
                .path("items")
                .valueStream()
                .filter(row -> row.path("key").asString().equals(user))
                .mapToLong(row -> row.path("calls").asLong())
                .sum();
    }

    @Test
    void letsOnlyAdminsSetThemAndSaysWhatIsWrong() {
        assertThat(TEST.clerk().post("/api/v1/budgets", "{\"limit\":\"1 USD\"}").problem())
                .isEqualTo("403 forbidden");
        for (String wrong : List.of(
                "{\"limit\":\"1 EUR\"}",
                "{\"limit\":\"0.5 requests\"}",
                "{}",
                "{\"limit\":\"1 USD\",\"per\":\"dog\"}",
                "{\"limit\":\"1 USD\",\"alerts\":[0]}",
                "{\"limit\":\"1 USD\",\"alerts\":[null]}",
                "{\"limit\":\"1 USD\",\"per\":\"user\",\"subject\":\"nobody of that name\"}")) {
            assertThat(TEST.admin().post("/api/v1/budgets", wrong).problem())
                    .as(wrong)
                    .isEqualTo("400 invalid");
        }
        var budget = set("{\"per\":\"agent\",\"subject\":\"nobody\",\"limit\":\"1 USD\"}");
        var theirs =
                TEST.stranger().request("/api/v1/budgets/" + budget.path("id").asString());
        assertThat(TEST.stranger().send(theirs.DELETE()).problem()).isEqualTo("404 not_found");
    }
}
