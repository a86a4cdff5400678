package dev.bac.orchestrator.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.bac.identity.Role;
import dev.bac.orchestrator.access.Company;
import dev.bac.orchestrator.access.Member;
import dev.bac.orchestrator.platform.Platform;
import dev.bac.orchestrator.testing.ScriptedModel;
import dev.bac.orchestrator.testing.TestPlatform;
import dev.bac.orchestrator.testing.Web;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The router chooses, says why, keeps it, and hears how good the answer was: the whole way, with a vendor that is played. */
class RoutingTest {
    private static final WireMockServer VENDOR =
            new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));
    private static final String ANSWER = "data:"
            + " {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Paris\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":1000,\"completion_tokens\":100,\"total_tokens\":1100}}\n\n"
            + "data: [DONE]\n\n";

    private static final Duration SEEN = Duration.ofSeconds(20);

    /** The second day of next month: what is spent of a month's budget by then is told from what will be. */
    private static final Clock EARLY = Clock.offset(
            Clock.systemUTC(),
            Duration.between(
                    Instant.now(),
                    LocalDate.now(ZoneOffset.UTC)
                            .with(TemporalAdjusters.firstDayOfNextMonth())
                            .plusDays(1)
                            .atTime(12, 0)
                            .toInstant(ZoneOffset.UTC)));

    private static Path data;
    private static Platform platform;
    private static Web admin;
    private static Web stranger;

    @BeforeAll
    static void start() {
        VENDOR.start();
        VENDOR.stubFor(post(urlPathMatching("/v1/chat/completions"))
                .willReturn(aResponse()
                        .withHeader("Content-Type", "text/event-stream")
                        .withBody(ANSWER)));
        data = TestPlatform.temporary();
        platform = Platform.start(new Platform.Outside(
                TestPlatform.settings(data),
                Map.of("OPENAI_API_KEY", "sk-test", "OPENAI_BASE_URL", VENDOR.baseUrl() + "/v1"),
                new ScriptedModel(),
                EARLY));
        admin = as(TestPlatform.company(platform, "ours"));
        stranger = as(TestPlatform.company(platform, "theirs"));
    }

    @AfterAll
    static void stop() {
        platform.close();
        VENDOR.stop();
        TestPlatform.remove(data);
    }

    private static Web as(Company company) {
        Member member = platform.access().members().enrol(company.id(), "ann", Set.of(Role.ADMIN));
        String key = platform.access()
                .keys()
                .create(member, member.roles(), "test", Optional.empty())
                .text();
        return new Web(platform.baseUrl(), Optional.of(key));
    }

    private static void ask(String model) {
        var reply = admin.post(
                "/v1/chat/completions",
                "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Capital of France?\"}]}");
        assertThat(reply.status()).isEqualTo(200);
    }

    @Test
    void theChoiceIsKeptWithItsAlternativesAndJudgedByItsUser() {
        ask("auto:cheapest");

        var decision =
                admin.get("/api/v1/decisions?limit=1").json().path("items").path(0);
        String model = decision.path("model").asString();
        assertThat(model).isEqualTo("openai/gpt-6-luna");
        assertThat(decision.path("policy").asString()).isEqualTo("cheapest");
        assertThat(decision.path("why").asString()).startsWith("openai/gpt-6-luna: least expected loss of cheapest");
        assertThat(decision.path("alternatives").size()).isGreaterThanOrEqualTo(5);
        assertThat(decision.path("cost").asString()).isNotEmpty();

        var saved =
                admin.get("/api/v1/usage").json().path("saved").path("routing").asString();
        assertThat(new BigDecimal(saved)).isPositive();
        savedByEach("model", model, saved);
        savedByEach("day", LocalDate.now(EARLY.withZone(ZoneOffset.UTC)).toString(), saved);
        savedByEach("user", "ann", saved);
        savedByEach("agent", "(none)", saved);
        savedByEach("tenant", "ours Ltd", saved);

        String judged = "{\"decision\":\"" + decision.path("id").asString() + "\",\"score\":1}";
        assertThat(admin.post("/api/v1/outcomes", judged).json().path("model").asString())
                .isEqualTo(model);
        assertThat(admin.get("/api/v1/decisions?limit=1")
                        .json()
                        .at("/items/0/score")
                        .asDouble())
                .isEqualTo(1.0);

        assertThat(stranger.post("/api/v1/outcomes", judged).problem()).isEqualTo("404 not_found");
        assertThat(stranger.get("/api/v1/decisions").json().path("items").size())
                .isZero();
    }

    /** Calls are written down a moment after their answer. */
    private static void savedByEach(String by, String key, String saved) {
        long end = System.nanoTime() + SEEN.toNanos();
        while (!admin.get("/api/v1/usage?by=" + by).http().body().contains("\"key\":\"" + key + "\"")
                && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        var report = admin.get("/api/v1/usage?by=" + by).json();
        assertThat(report.path("items").valueStream())
                .as(by)
                .filteredOn(row -> row.path("key").asString().equals(key))
                .singleElement()
                .satisfies(
                        row -> assertThat(row.path("savedByRouting").asString()).isEqualTo(saved));
        assertThat(report.at("/total/savedByRouting").asString()).isEqualTo(saved);
    }

    @Test
    void choosesTheCheapestLongBeforeABudgetIsSpent() {
        var spender = as(TestPlatform.company(platform, "spenders"));
        assertThat(spender.post(
                                "/api/v1/budgets",
                                "{\"per\":\"user\",\"subject\":\"ann\",\"limit\":\"0.5 USD\",\"every\":\"month\"}")
                        .status())
                .isEqualTo(200);
        assertThat(policyOf(spender, "auto")).isEqualTo("auto");

        String policy = "auto";
        long end = System.nanoTime() + SEEN.toNanos();
        for (int i = 0; !policy.equals("cheapest") && System.nanoTime() < end; i++) {
            assertThat(policyOf(spender, "openai/gpt-5.4-pro"))
                    .as("a dear model named, call %s", i)
                    .isEqualTo(policy);
            policy = policyOf(spender, "auto");
        }

        assertThat(policy).isEqualTo("cheapest");
        var budget = spender.get("/api/v1/usage").json().path("budgets").path(0);
        assertThat(budget.toString()).contains("0.5");
    }

    /** Asks, is answered, and tells which policy chose last. */
    private static String policyOf(Web web, String model) {
        var reply = web.post(
                "/v1/chat/completions",
                "{\"model\":\"" + model
                        + "\",\"max_tokens\":100,\"messages\":[{\"role\":\"user\",\"content\":\"Capital of"
                        + " France?\"}]}");
        assertThat(reply.status()).as(reply.http().body()).isEqualTo(200);
        return web.get("/api/v1/decisions?limit=1").json().at("/items/0/policy").asString();
    }

    /** What thumbs, tools, tests and a judge say, posted over HTTP, changes who is asked next, in their own company only. */
    @Test
    void asksAnotherModelAfterOutcomesOfAllKindsSpokeAgainstTheFirst() {
        var judges = as(TestPlatform.company(platform, "judges"));
        var others = as(TestPlatform.company(platform, "others"));
        String question =
                "{\"model\":\"auto\",\"max_tokens\":100,\"messages\":[{\"role\":\"user\",\"content\":\"Capital of"
                        + " France?\"}]}";
        String first = asked(judges, question).path("model").asString();
        assertThat(asked(others, question).path("model").asString()).isEqualTo(first);

        String now = first;
        long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        for (int i = 0; now.equals(first) && System.nanoTime() < end; i++) {
            var decision = asked(judges, question);
            now = decision.path("model").asString();
            String source = List.of("thumbs", "tools", "test", "judge").get(i % 4);
            var told = judges.post(
                    "/api/v1/outcomes",
                    "{\"decision\":\"%s\",\"score\":%d,\"source\":\"%s\"}"
                            .formatted(decision.path("id").asString(), now.equals(first) ? 0 : 1, source));
            assertThat(told.status()).as("%s: %s", source, told.http().body()).isEqualTo(200);
        }

        assertThat(now).as("asked after outcomes of 0 for %s", first).isNotEqualTo(first);
        assertThat(asked(others, question).path("model").asString())
                .as("in another company")
                .isEqualTo(first);
    }

    /** Asks, and returns the decision that was kept. */
    private static JsonNode asked(Web web, String question) {
        var reply = web.post("/v1/chat/completions", question);
        assertThat(reply.status()).as(reply.http().body()).isEqualTo(200);
        return web.get("/api/v1/decisions?limit=1").json().at("/items/0");
    }

    @Test
    void refusesAnOutcomeThatIsNone() {
        String id = UUID.randomUUID().toString();

        assertThat(admin.post("/api/v1/outcomes", "{\"decision\":\"" + id + "\",\"score\":7}")
                        .problem())
                .isEqualTo("400 invalid");
        assertThat(admin.post("/api/v1/outcomes", "{\"score\":1}").problem()).isEqualTo("400 invalid");
        assertThat(admin.post("/api/v1/outcomes", "{\"decision\":\"" + id + "\",\"score\":1,\"source\":\"mood\"}")
                        .problem())
                .isEqualTo("400 invalid");
        assertThat(admin.post("/api/v1/outcomes", "{\"decision\":\"" + id + "\",\"score\":1}")
                        .problem())
                .isEqualTo("404 not_found");
    }
}
