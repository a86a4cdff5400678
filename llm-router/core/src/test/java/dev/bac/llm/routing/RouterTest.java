package dev.bac.llm.routing;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.bac.llm.ChatModel;
import dev.bac.llm.ChatRequest;
import dev.bac.llm.ChatResponse;
import dev.bac.llm.Message;
import dev.bac.llm.ModelException;
import dev.bac.llm.ModelException.Kind;
import dev.bac.llm.Secret;
import dev.bac.llm.contract.Requests;
import dev.bac.llm.vendor.VendorHttp;
import java.time.Clock;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole stack, found by its environment, against vendors that fail. */
class RouterTest {
    private static final String CANARY = "sk-canary-0123456789abcdef";

    private final WireMockServer server =
            new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void start() {
        server.start();
        String url = "http://127.0.0.1:" + server.port();
        environment.put("OPENAI_BASE_URL", url + "/openai");
        environment.put("ANTHROPIC_BASE_URL", url + "/anthropic");
        environment.put("GEMINI_BASE_URL", url + "/gemini");
        environment.put("OLLAMA_HOST", url + "/ollama");
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private void answers(String provider, int status, String body) {
        server.stubFor(post(urlPathMatching("/" + provider + "/.*"))
                .willReturn(aResponse().withStatus(status).withBody(body)));
    }

    private Providers providers(List<String> order) {
        var groq = new ProviderSettings.Compatible(
                "groq", "http://127.0.0.1:" + server.port() + "/groq/", new Secret(CANARY), "llama-3.3-70b");
        var settings = ProviderSettings.from(environment).with(List.of(groq), order, Map.of("openai", "gpt-4.1"));
        return Providers.find(settings, Catalogue.shipped(), VendorHttp.create(Clock.systemUTC()));
    }

    private ChatModel router(List<String> order) {
        return Router.assemble(
                providers(order),
                Catalogue.shipped(),
                Scripted.answers("bac/planner"),
                InstantSource.system(),
                new Random(7),
                time -> {});
    }

    private static ChatResponse ask(ChatModel model, String name) {
        return model.chat(Requests.CALLER, Requests.asking(name, Message.User.of("Hello")), text -> {});
    }

    private static String openAiText(String text) {
        return "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,"
                + "\"delta\":{\"content\":\"" + text + "\"},\"finish_reason\":\"stop\"}],"
                + "\"usage\":{\"prompt_tokens\":1000,\"completion_tokens\":100,\"total_tokens\":1100}}\n\ndata: [DONE]\n\n";
    }

    private static final String GEMINI_TEXT =
            "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hi\"}],\"role\":\"model\"},\"finishReason\":\"STOP\"}],"
                    + "\"usageMetadata\":{\"promptTokenCount\":1000,\"candidatesTokenCount\":100,\"totalTokenCount\":1100}}\n\n";

    @Test
    void withNoProviderThePlannerAnswers() {
        environment.remove("OLLAMA_HOST");
        ChatModel alone = Router.assemble(
                Providers.find(
                        ProviderSettings.from(Map.of("OLLAMA_HOST", "127.0.0.1:1")),
                        Catalogue.shipped(),
                        VendorHttp.create(Clock.systemUTC())),
                Catalogue.shipped(),
                Scripted.answers("bac/planner"),
                InstantSource.system(),
                new Random(7),
                time -> {});

        assertThat(ask(alone, ChatRequest.AUTO).model()).isEqualTo("bac/planner");
    }

    @Test
    void theFirstChoiceAnswersWithItsPrice() {
        environment.put("OPENAI_API_KEY", CANARY);
        answers("openai", 200, openAiText("Hi"));

        ChatResponse answer = ask(router(List.of()), ChatRequest.AUTO);

        assertThat(answer.model()).isEqualTo("openai/gpt-4.1");
        assertThat(answer.why()).isEqualTo("openai/gpt-4.1 answered: the first choice, OPENAI_API_KEY is set");
        assertThat(answer.usage().cost().orElseThrow()).isEqualByComparingTo("0.0028");
    }

    @Test
    void theSecondVendorAnswersWhenTheFirstRefusesTheKeyAndTheNextIsDown() {
        environment.put("OPENAI_API_KEY", CANARY);
        environment.put("ANTHROPIC_API_KEY", CANARY);
        environment.put("GOOGLE_API_KEY", CANARY);
        answers("openai", 401, "{\"error\":{\"message\":\"Incorrect API key " + CANARY + "\"}}");
        answers("anthropic", 500, "oops");
        answers("gemini", 200, GEMINI_TEXT);

        ChatResponse answer = ask(router(List.of()), ChatRequest.AUTO);

        assertThat(answer.message().text()).isEqualTo("Hi");
        assertThat(answer.why())
                .isEqualTo("gemini/gemini-3.6-flash answered because openai/gpt-4.1 refused the key and"
                        + " anthropic/claude-sonnet-5 could not be reached or broke off");
    }

    @Test
    void thePlannerIsTheLastResort() {
        environment.put("OPENAI_API_KEY", CANARY);
        answers("openai", 401, "{}");
        answers("groq", 503, "{}");

        ChatResponse answer = ask(router(List.of()), ChatRequest.AUTO);

        assertThat(answer.model()).isEqualTo("bac/planner");
        assertThat(answer.why()).contains("openai/gpt-4.1 refused the key", "groq/llama-3.3-70b was overloaded");
    }

    @Test
    void theConfiguredOrderCounts() {
        environment.put("OPENAI_API_KEY", CANARY);
        answers("openai", 200, openAiText("from OpenAI"));
        answers("groq", 200, openAiText("from Groq"));

        assertThat(ask(router(List.of("groq")), ChatRequest.AUTO).model()).isEqualTo("groq/llama-3.3-70b");
    }

    @Test
    void whoNamesAModelGetsThatModelOrAFailure() {
        environment.put("OPENAI_API_KEY", CANARY);
        environment.put("GEMINI_API_KEY", CANARY);
        answers("openai", 401, "{}");
        answers("gemini", 200, GEMINI_TEXT);

        assertThat(ask(router(List.of()), "gemini/gemini-2.5-pro").model()).isEqualTo("gemini/gemini-2.5-pro");
        assertThat(ask(router(List.of()), "bac/planner").model()).isEqualTo("bac/planner");
        assertThat(failure("openai/gpt-4.1").kind()).isEqualTo(Kind.AUTH);
        assertThat(failure("anthropic/claude-sonnet-5"))
                .hasMessageContaining("No configured model is called 'anthropic/claude-sonnet-5'")
                .extracting(ModelException::kind)
                .isEqualTo(Kind.UNAVAILABLE);
    }

    private ModelException failure(String name) {
        return catchThrowableOfType(ModelException.class, () -> ask(router(List.of()), name));
    }

    @Test
    void aRunningOllamaIsFoundWithItsModels() {
        server.stubFor(get(urlPathMatching("/ollama/api/tags"))
                .willReturn(okJson("{\"models\":[{\"name\":\"qwen3:8b\"},{\"name\":\"llama3.2:latest\"}]}")));

        var lines = providers(List.of()).models().stream()
                .filter(line -> line.provider().equals("ollama"))
                .toList();

        assertThat(lines).extracting(ModelInfo::id).containsExactly("ollama/qwen3:8b", "ollama/llama3.2:latest");
        assertThat(lines).allMatch(ModelInfo::configured);
        assertThat(lines.getFirst().preset()).isTrue();
    }

    @Test
    void theListSaysWhatIsConfiguredAndHowToConfigureTheRest() {
        environment.put("ANTHROPIC_API_KEY", CANARY);

        var lines = providers(List.of()).models();

        assertThat(lines)
                .filteredOn(line -> line.id().equals("anthropic/claude-sonnet-5"))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.configured()).isTrue();
                    assertThat(line.preset()).isTrue();
                    assertThat(line.why()).isEqualTo("ANTHROPIC_API_KEY is set");
                    assertThat(line.price().orElseThrow().output()).isEqualByComparingTo("10");
                    assertThat(line.context()).contains(1_000_000L);
                });
        assertThat(lines)
                .filteredOn(line -> line.provider().equals("gemini"))
                .isNotEmpty()
                .allMatch(line -> !line.configured() && line.why().equals("set GEMINI_API_KEY"));
        assertThat(lines)
                .filteredOn(line -> line.provider().equals("ollama"))
                .singleElement()
                .satisfies(line -> assertThat(line.why()).startsWith("OLLAMA_HOST is set, but nothing answers at"));
        assertThat(lines.toString()).doesNotContain("canary");
    }

    @Test
    void settingsHideTheirKeys() {
        environment.put("OPENAI_API_KEY", CANARY);
        assertThat(ProviderSettings.from(environment).toString())
                .doesNotContain("canary")
                .contains("•••");
    }

    @Test
    void anOllamaHostMayLackSchemeAndPort() {
        for (var entry : Map.of(
                        "gpu", "http://gpu:11434",
                        "0.0.0.0", "http://127.0.0.1:11434",
                        "gpu:80", "http://gpu:80",
                        "https://gpu.example", "https://gpu.example")
                .entrySet()) {
            var settings = ProviderSettings.from(Map.of("OLLAMA_HOST", entry.getKey()));
            assertThat(settings.ollama().baseUrl()).isEqualTo(entry.getValue());
        }
    }
}
