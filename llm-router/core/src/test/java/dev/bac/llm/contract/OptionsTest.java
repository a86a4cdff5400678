package dev.bac.llm.contract;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.bac.llm.AnswerFormat;
import dev.bac.llm.ChatOptions;
import dev.bac.llm.ChatRequest;
import dev.bac.llm.Message;
import dev.bac.llm.ModelException;
import dev.bac.llm.ModelException.Kind;
import dev.bac.llm.Original;
import dev.bac.llm.Part;
import dev.bac.llm.Secret;
import dev.bac.llm.ToolChoice;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a request asks beyond the conversation reaches every vendor in its own words, or is refused by name. */
class OptionsTest {
    private final WireMockServer server =
            new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));

    static Stream<Wire> all() {
        return Stream.of(new OpenAiWire(), new AnthropicWire(), new GeminiWire(), new OllamaWire());
    }

    static Stream<Wire> withToolChoice() {
        return Stream.of(new OpenAiWire(), new AnthropicWire(), new GeminiWire());
    }

    static Stream<Wire> foreign() {
        return Stream.of(new AnthropicWire(), new GeminiWire(), new OllamaWire());
    }

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @ParameterizedTest
    @MethodSource("all")
    void carriesStopSchemaAndPicture(Wire wire) {
        var schema = Requests.json("{\"type\":\"object\",\"properties\":{\"answer42\":{\"type\":\"string\"}}}");
        String body =
                sent(wire, options(ToolChoice.AUTO, List.of("HALT"), new AnswerFormat.JsonSchema("a", schema, true)));

        assertThat(body).contains("0.75", "HALT", "answer42", "aGVsbG8=");
        assertThat(wire.problems(body).orElse(List.of())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("withToolChoice")
    void carriesTheChoiceOfATool(Wire wire) {
        for (ToolChoice choice :
                List.of(new ToolChoice.Named("invoices_search"), new ToolChoice.Required(), new ToolChoice.None())) {
            String body = sent(wire, options(choice, List.of(), AnswerFormat.TEXT));

            assertThat(body).containsPattern("(?i)tool_?(choice|config)");
            assertThat(wire.problems(body).orElse(List.of())).as(body).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("foreign")
    void refusesByNameWhatOnlyAnotherFormatCarries(Wire wire) {
        var came = new Original(Original.Wire.OPENAI_CHAT, Requests.json("{}"), List.of("logit_bias"), data -> false);
        var options = new ChatOptions(
                ToolChoice.AUTO,
                true,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                AnswerFormat.TEXT,
                Optional.of(came));

        var failure = catchThrowableOfType(ModelException.class, () -> sent(wire, options));

        assertThat(failure.kind()).isEqualTo(Kind.UNSUPPORTED);
        assertThat(failure.field()).contains("logit_bias");
        assertThat(server.getAllServeEvents()).isEmpty();
    }

    private static ChatOptions options(ToolChoice choice, List<String> stop, AnswerFormat format) {
        return new ChatOptions(choice, true, Optional.of(0.75), Optional.empty(), stop, format, Optional.empty());
    }

    private String sent(Wire wire, ChatOptions options) {
        server.resetAll();
        server.stubFor(post(anyUrl())
                .willReturn(aResponse()
                        .withHeader("Content-Type", wire.contentType())
                        .withBody(String.join("", wire.text("Done.")))));
        var shown = new Message.User(
                List.of(new Part.Text("What is this?"), new Part.Image("data:image/png;base64,aGVsbG8=")));
        var request = new ChatRequest(
                wire.model(),
                List.of(shown),
                List.of(Requests.invoices()),
                500,
                Optional.empty(),
                Duration.ofSeconds(5),
                options);
        wire.at("http://127.0.0.1:" + server.port(), new Secret("key")).chat(Requests.CALLER, request, text -> {});
        return server.getAllServeEvents().getFirst().getRequest().getBodyAsString();
    }
}
