package dev.bac.llm.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.llm.gateway.testing.Client.Reply;
import dev.bac.llm.gateway.testing.TestGateway;
import dev.bac.llm.gateway.testing.Vendor;
import dev.bac.llm.gateway.testing.VendorSchema;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Anthropic's messages, over HTTP. */
class MessagesTest {
    private static final String PATH = "/v1/messages";
    private static final String WEATHER = """
            "tools":[{"name":"get_weather","description":"Get the current weather in a city",
              "input_schema":{"type":"object","properties":{"city":{"type":"string","description":"Name of the city"}},"required":["city"]}}]
            """;

    private static String asking(String model, String more) {
        return "{\"model\":\"%s\",\"max_tokens\":500,\"system\":\"Be brief.\",\"messages\":[{\"role\":\"user\",\"content\":\"What is the weather in Lagos?\"}]%s}"
                .formatted(model, more.isEmpty() ? "" : "," + more);
    }

    private static JsonNode valid(Reply reply) {
        assertThat(reply.status()).as(reply.http().body()).isEqualTo(200);
        assertThat(VendorSchema.anthropic("Message", reply.json())).isEmpty();
        return reply.json();
    }

    private static String streamed(Reply reply) {
        assertThat(reply.status()).as(reply.http().body()).isEqualTo(200);
        assertThat(reply.events()).isNotEmpty().allSatisfy(event -> {
            assertThat(VendorSchema.anthropic("MessageStreamEvent", event))
                    .as(event.toString())
                    .isEmpty();
            assertThat(reply.http().body())
                    .contains("event: " + event.path("type").asString() + "\ndata: ");
        });
        assertThat(reply.events().getFirst().path("type").asString()).isEqualTo("message_start");
        assertThat(reply.events().getLast().path("type").asString()).isEqualTo("message_stop");
        return reply.events().stream()
                .map(event -> event.path("delta").path("text").asString(""))
                .collect(Collectors.joining());
    }

    @Test
    void thePlannerUsesTheCallersToolAndTellsItsResult() {
        try (var gateway = TestGateway.alone()) {
            JsonNode first = valid(gateway.client().post(PATH, asking("auto", WEATHER)));
            assertThat(first.path("stop_reason").asString()).isEqualTo("tool_use");
            JsonNode use = first.path("content").path(first.path("content").size() - 1);
            assertThat(use.path("input").path("city").asString()).isEqualTo("Lagos");

            JsonNode second = valid(gateway.client().post(PATH, """
                    {"model":"auto","max_tokens":500,"messages":[{"role":"user","content":"What is the weather in Lagos?"},
                     {"role":"assistant","content":%s},
                     {"role":"user","content":[{"type":"tool_result","tool_use_id":"%s","content":[{"type":"text","text":"{\\"city\\":\\"Lagos\\",\\"degrees\\":31}"}]}]}],%s}
                    """.formatted(
                            first.path("content"), use.path("id").asString(), WEATHER)));
            assertThat(second.path("content").path(0).path("text").asString()).contains("31");
            assertThat(second.path("stop_reason").asString()).isEqualTo("end_turn");
        }
    }

    @Test
    void streamsTheExactEvents() {
        try (var gateway = TestGateway.alone()) {
            assertThat(streamed(gateway.client().post(PATH, asking("auto", "\"stream\":true"))))
                    .isNotEmpty();

            Reply calls = gateway.client().post(PATH, asking("auto", "\"stream\":true," + WEATHER));
            streamed(calls);
            assertThat(calls.http().body()).contains("input_json_delta", "\"stop_reason\":\"tool_use\"");
        }
    }

    @Test
    void putsAnotherVendorsAnswerIntoThisFormat() {
        try (var vendor = new Vendor();
                var gateway = TestGateway.with(vendor.asOpenAi())) {
            vendor.streams(Vendor.openAiAnswer());

            JsonNode whole = valid(gateway.client()
                    .post(
                            PATH,
                            asking(
                                    "openai/gpt-x",
                                    "\"stop_sequences\":[\"END\"],\"tool_choice\":{\"type\":\"any\",\"disable_parallel_tool_use\":true},"
                                            + WEATHER)));
            assertThat(whole.path("content").path(0).path("text").asString()).isEqualTo("Forty-two");
            assertThat(whole.path("usage").path("input_tokens").asInt()).isEqualTo(7);
            assertThat(whole.path("usage").path("cache_read_input_tokens").asInt())
                    .isEqualTo(4);
            assertThat(vendor.sent().path("stop").path(0).asString()).isEqualTo("END");
            assertThat(vendor.sent().path("tool_choice").asString()).isEqualTo("required");
            assertThat(vendor.sent().path("parallel_tool_calls").asBoolean(true))
                    .isFalse();

            assertThat(streamed(gateway.client().post(PATH, asking("openai/gpt-x", "\"stream\":true"))))
                    .isEqualTo("Forty-two");
        }
    }

    @Test
    void passesOnWhatAVendorOfTheSameFormatUnderstandsAndItsOwnEvents() {
        try (var vendor = new Vendor();
                var gateway = TestGateway.with(vendor.asAnthropic())) {
            vendor.streams(Vendor.anthropicAnswer());
            String more = "\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":1024},\"top_k\":4," + WEATHER;

            Reply stream = gateway.client().post(PATH, asking("anthropic/claude-x", "\"stream\":true," + more));
            assertThat(stream.http().body()).isEqualTo(Vendor.anthropicAnswer());
            assertThat(vendor.sent().path("thinking").path("budget_tokens").asInt())
                    .isEqualTo(1024);
            assertThat(vendor.sent().path("top_k").asInt()).isEqualTo(4);

            JsonNode whole = gateway.client()
                    .post(PATH, asking("anthropic/claude-x", more))
                    .json();
            assertThat(whole.path("id").asString()).isEqualTo("msg_1");
            assertThat(whole.path("content").path(0).path("text").asString()).isEqualTo("I look it up.");
            assertThat(whole.path("content").path(1).path("input").path("city").asString())
                    .isEqualTo("Lagos");
            assertThat(whole.path("stop_reason").asString()).isEqualTo("tool_use");
            assertThat(whole.path("usage").path("output_tokens").asInt()).isEqualTo(9);
        }
    }

    @Test
    void takesTheKeyAsAnthropicsOwnClientsSendIt() {
        try (var gateway = TestGateway.alone()) {
            Reply reply = gateway.client()
                    .send(gateway.client()
                            .request(PATH)
                            .setHeader("Authorization", "")
                            .header("x-api-key", "good")
                            .header("anthropic-version", "2023-06-01")
                            .POST(BodyPublishers.ofString(asking("auto", ""))));
            valid(reply);
        }
    }

    @Test
    void refusesInThisFormat() {
        try (var gateway = TestGateway.alone()) {
            var bodies = List.of(
                    "{}",
                    "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}",
                    asking("auto", "\"max_tokens\":-1").replace("\"max_tokens\":500,", ""),
                    asking("auto", "\"tools\":[{\"name\":\"t\"}]"),
                    asking("auto", "\"top_k\":3"),
                    asking("auto", "\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":1024}"),
                    "{\"model\":\"auto\",\"max_tokens\":5,\"messages\":[{\"role\":\"system\",\"content\":\"hi\"}]}",
                    "{\"model\":\"auto\",\"max_tokens\":5,\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"x\"}]}]}",
                    "{\"model\":\"auto\",\"max_tokens\":5,\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"document\",\"source\":{}}]}]}");
            bodies.forEach(body -> {
                Reply reply = gateway.client().post(PATH, body);
                assertThat(reply.status()).as(body).isEqualTo(400);
                assertThat(VendorSchema.anthropic("ErrorResponse", reply.json()))
                        .as(body)
                        .isEmpty();
                assertThat(reply.json().at("/error/type").asString()).isEqualTo("invalid_request_error");
            });
            Reply unknown = gateway.client().post(PATH, asking("nobody/nothing", ""));
            assertThat(unknown.status()).isEqualTo(404);
            assertThat(unknown.json().at("/error/type").asString()).isEqualTo("not_found_error");
            Reply stranger = gateway.client().withKey("wrong").post(PATH, asking("auto", ""));
            assertThat(stranger.status()).isEqualTo(401);
            assertThat(VendorSchema.anthropic("ErrorResponse", stranger.json())).isEmpty();
        }
    }

    @Test
    void countsTokensRoughly() {
        try (var gateway = TestGateway.alone()) {
            Reply reply = gateway.client().post(PATH + "/count_tokens", """
                    {"model":"auto","messages":[{"role":"user","content":"What is the weather in Lagos?"}]}""");
            assertThat(VendorSchema.anthropic("CountMessageTokensResponse", reply.json()))
                    .isEmpty();
            assertThat(reply.json().path("input_tokens").asInt()).isBetween(5, 30);
        }
    }
}
