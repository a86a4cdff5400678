package dev.bac.llm.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.llm.gateway.testing.Client.Reply;
import dev.bac.llm.gateway.testing.TestGateway;
import dev.bac.llm.gateway.testing.Vendor;
import dev.bac.llm.gateway.testing.VendorSchema;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** OpenAI's chat completions, over HTTP. */
class ChatCompletionsTest {
    private static final String PATH = "/v1/chat/completions";
    private static final String WEATHER = """
            "tools":[{"type":"function","function":{"name":"get_weather","description":"Get the current weather in a city",
              "parameters":{"type":"object","properties":{"city":{"type":"string","description":"Name of the city"}},"required":["city"]}}},
              {"type":"function","function":{"name":"send_mail","description":"Send an e-mail to somebody",
              "parameters":{"type":"object","properties":{"to":{"type":"string","format":"email"},"text":{"type":"string"}},"required":["to","text"]}}}]
            """;

    private static String asking(String model, String more) {
        return "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"What is the weather in Lagos?\"}]%s}"
                .formatted(model, more.isEmpty() ? "" : "," + more);
    }

    private static String valid(Reply reply) {
        assertThat(reply.status()).as(reply.http().body()).isEqualTo(200);
        assertThat(VendorSchema.openAi("CreateChatCompletionResponse", reply.json()))
                .isEmpty();
        return reply.json()
                .path("choices")
                .path(0)
                .path("message")
                .path("content")
                .asString("");
    }

    private static String streamed(Reply reply) {
        assertThat(reply.status()).as(reply.http().body()).isEqualTo(200);
        assertThat(reply.header("content-type")).startsWith("text/event-stream");
        assertThat(reply.http().body()).endsWith("data: [DONE]\n\n");
        assertThat(reply.events()).isNotEmpty().allSatisfy(event -> assertThat(
                        VendorSchema.openAi("CreateChatCompletionStreamResponse", event))
                .as(event.toString())
                .isEmpty());
        return reply.events().stream()
                .map(event -> event.path("choices")
                        .path(0)
                        .path("delta")
                        .path("content")
                        .asString(""))
                .collect(Collectors.joining());
    }

    @Test
    void thePlannerCallsTheCallersToolAndTellsItsResult() {
        try (var gateway = TestGateway.alone()) {
            Reply first = gateway.client().post(PATH, asking("auto", WEATHER));
            valid(first);
            JsonNode message = first.json().path("choices").path(0).path("message");
            JsonNode call = message.path("tool_calls").path(0);

            assertThat(first.json()
                            .path("choices")
                            .path(0)
                            .path("finish_reason")
                            .asString())
                    .isEqualTo("tool_calls");
            assertThat(call.path("function").path("name").asString()).isEqualTo("get_weather");
            assertThat(call.path("function").path("arguments").asString()).contains("Lagos");

            Reply second = gateway.client()
                    .post(PATH, """
                    {"model":"auto","messages":[{"role":"user","content":"What is the weather in Lagos?"},%s,
                     {"role":"tool","tool_call_id":"%s","content":"{\\"city\\":\\"Lagos\\",\\"degrees\\":31}"}],%s}
                    """.formatted(message, call.path("id").asString(), WEATHER));
            assertThat(valid(second)).contains("31");
            assertThat(second.json().path("model").asString()).isEqualTo("bac/planner");
        }
    }

    @Test
    void thePlannerKeepsToTheChoiceOfToolTheStopAndTheLength() {
        try (var gateway = TestGateway.alone()) {
            var client = gateway.client();

            assertThat(valid(client.post(PATH, asking("auto", WEATHER + ",\"tool_choice\":\"none\""))))
                    .isNotEmpty();
            Reply named = client.post(
                    PATH,
                    asking(
                            "auto",
                            WEATHER
                                    + ",\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"get_weather\"}}"));
            assertThat(named.json().toString()).contains("get_weather");
            Reply brief = client.post(PATH, asking("auto", "\"max_completion_tokens\":2"));
            assertThat(valid(brief)).hasSizeLessThanOrEqualTo(8);
            assertThat(brief.json()
                            .path("choices")
                            .path(0)
                            .path("finish_reason")
                            .asString())
                    .isEqualTo("length");
            String whole = valid(client.post(PATH, asking("auto", "")));
            String stop = whole.substring(5, 8);
            assertThat(valid(client.post(PATH, asking("auto", "\"stop\":[\"" + stop + "\"]"))))
                    .isEqualTo(whole.substring(0, whole.indexOf(stop)));
        }
    }

    @Test
    void streamsThePlannerWithItsUsageWhenAskedFor() {
        try (var gateway = TestGateway.alone()) {
            Reply words = gateway.client()
                    .post(PATH, asking("auto", "\"stream\":true,\"stream_options\":{\"include_usage\":true}"));
            assertThat(streamed(words)).isNotEmpty();
            assertThat(words.events()
                            .getLast()
                            .path("usage")
                            .path("total_tokens")
                            .isNumber())
                    .isTrue();

            Reply calls = gateway.client().post(PATH, asking("auto", "\"stream\":true," + WEATHER));
            streamed(calls);
            assertThat(calls.http().body()).contains("get_weather", "\"finish_reason\":\"tool_calls\"");
        }
    }

    @Test
    void putsAnotherVendorsAnswerIntoThisFormat() {
        try (var vendor = new Vendor();
                var gateway = TestGateway.with(vendor.asAnthropic())) {
            vendor.streams(Vendor.anthropicAnswer());

            Reply whole = gateway.client().post(PATH, asking("auto", "\"stop\":\"END\",\"max_tokens\":77," + WEATHER));
            assertThat(valid(whole)).isEqualTo("I look it up.");
            assertThat(whole.json().path("usage").path("prompt_tokens").asInt()).isEqualTo(11);
            assertThat(whole.json()
                            .at("/choices/0/message/tool_calls/0/function/arguments")
                            .asString())
                    .isEqualTo("{\"city\":\"Lagos\"}");
            assertThat(vendor.sent().path("stop_sequences").path(0).asString()).isEqualTo("END");
            assertThat(vendor.sent().path("max_tokens").asInt()).isEqualTo(77);

            Reply stream = gateway.client().post(PATH, asking("auto", "\"stream\":true," + WEATHER));
            assertThat(streamed(stream)).isEqualTo("I look it up.");
            assertThat(stream.http().body()).contains("toolu_1");
        }
    }

    @Test
    void passesOnWhatAVendorOfTheSameFormatUnderstandsAndWhatItAnswers() {
        try (var vendor = new Vendor();
                var gateway = TestGateway.with(vendor.asOpenAi())) {
            vendor.streams(Vendor.openAiAnswer());
            String more = "\"logprobs\":true,\"logit_bias\":{\"50256\":-100},\"top_k\":3,\"seed\":7,\"user\":\"u\"";

            Reply whole = gateway.client().post(PATH, asking("openai/gpt-x", more));
            assertThat(valid(whole)).isEqualTo("Forty-two");
            assertThat(whole.json().path("system_fingerprint").asString()).isEqualTo("fp_1");
            assertThat(whole.json().at("/choices/0/logprobs/content").size()).isEqualTo(2);
            assertThat(whole.json()
                            .at("/usage/completion_tokens_details/reasoning_tokens")
                            .asInt())
                    .isEqualTo(2);
            JsonNode sent = vendor.sent();
            assertThat(sent.path("top_k").asInt()).isEqualTo(3);
            assertThat(sent.path("logit_bias").path("50256").asInt()).isEqualTo(-100);
            assertThat(sent.path("model").asString()).isEqualTo("gpt-x");
            assertThat(sent.has("max_tokens")).isFalse();

            Reply stream = gateway.client().post(PATH, asking("openai/gpt-x", "\"stream\":true," + more));
            assertThat(streamed(stream)).isEqualTo("Forty-two");
            assertThat(stream.http().body()).contains("logprob\":-0.2").doesNotContain("total_tokens");
        }
    }

    @Test
    void anotherVendorGivesAWholeAnswerWhenTheFirstBreaksOffInTheMiddle() {
        try (var first = new Vendor();
                var second = new Vendor();
                var gateway = TestGateway.with(first.and(second))) {
            String begin = Vendor.openAiAnswer();
            first.breaksOffAfter(begin.substring(0, begin.indexOf("data: [DONE]")));
            second.streams(Vendor.anthropicAnswer());

            Reply whole = gateway.client().post(PATH, asking("auto", ""));

            assertThat(valid(whole)).isEqualTo("I look it up.");
            assertThat(whole.header("x-bac-model")).startsWith("anthropic/");
            Reply stream = gateway.client().post(PATH, asking("auto", "\"stream\":true"));
            assertThat(stream.http().body()).contains("Forty-").doesNotContain("I look");
            assertThat(stream.events().getLast().path("error").isObject()).isTrue();
        }
    }

    @Test
    void putsACallTogetherThatComesInPieces() {
        try (var vendor = new Vendor();
                var gateway = TestGateway.with(vendor.asOpenAi())) {
            vendor.streams(Vendor.openAiCalls());

            Reply whole = gateway.client().post(PATH, asking("openai/gpt-x", WEATHER));

            valid(whole);
            assertThat(whole.json()
                            .at("/choices/0/message/tool_calls/1/function/arguments")
                            .asString())
                    .isEqualTo("{\"city\":\"Lagos\"}");
            // The same through the message model, which another format's caller sees.
            Reply other = gateway.client().post("/v1/messages", """
                    {"model":"openai/gpt-x","max_tokens":50,"messages":[{"role":"user","content":"Weather?"}],
                     "tools":[{"name":"get_weather","description":"Weather","input_schema":{"type":"object","properties":{"city":{"type":"string"}}}}]}
                    """);
            assertThat(other.json().at("/content/1/input/city").asString()).isEqualTo("Lagos");
        }
    }

    @Test
    void refusesByNameWhatTheChosenModelCannotDo() {
        try (var vendor = new Vendor();
                var gateway = TestGateway.with(vendor.asAnthropic())) {
            var asked = List.of(
                    List.of("bac/planner", "\"logit_bias\":{\"1\":5}", "logit_bias"),
                    List.of("bac/planner", "\"response_format\":{\"type\":\"json_object\"}", "response_format"),
                    List.of("auto", "\"seed\":1,\"response_format\":{\"type\":\"json_object\"}", "response_format"),
                    List.of("anthropic/claude-x", "\"seed\":1", "seed"),
                    List.of("anthropic/claude-x", "\"frequency_penalty\":0.5", "frequency_penalty"),
                    List.of("anthropic/claude-x", "\"top_k\":3", "top_k"));
            asked.forEach(one -> {
                Reply reply = gateway.client().post(PATH, asking(one.get(0), one.get(1)));
                assertThat(reply.status()).as(reply.http().body()).isEqualTo(400);
                assertThat(VendorSchema.openAi("ErrorResponse", reply.json())).isEmpty();
                assertThat(reply.json().at("/error/param").asString()).isEqualTo(one.get(2));
                assertThat(reply.json().at("/error/code").asString()).isEqualTo("unsupported_parameter");
            });
        }
    }

    @Test
    void listsTheModelsThatCanBeAsked() {
        try (var vendor = new Vendor();
                var gateway = TestGateway.with(vendor.asAnthropic())) {
            Reply list = gateway.client().get("/v1/models");

            assertThat(VendorSchema.openAi("ListModelsResponse", list.json())).isEmpty();
            assertThat(list.json().path("data").valueStream().map(model -> model.path("id")
                            .asString()))
                    .contains("auto", "anthropic/claude-sonnet-5", "bac/planner")
                    .noneMatch(id -> id.startsWith("openai/"));
            Reply one = gateway.client().get("/v1/models/anthropic/claude-sonnet-5");
            assertThat(VendorSchema.openAi("Model", one.json())).isEmpty();
            assertThat(gateway.client().get("/v1/models/nobody").status()).isEqualTo(404);
        }
    }
}
