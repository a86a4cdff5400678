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

/** OpenAI's responses, over HTTP. */
class ResponsesTest {
    private static final String PATH = "/v1/responses";
    private static final String WEATHER = """
            "tools":[{"type":"function","name":"get_weather","description":"Get the current weather in a city","strict":false,
              "parameters":{"type":"object","properties":{"city":{"type":"string","description":"Name of the city"}},"required":["city"]}}]
            """;
    private static final String ASKING = "{\"model\":\"auto\",\"input\":\"What is the weather in Lagos?\",";

    private static JsonNode valid(Reply reply) {
        assertThat(reply.status()).as(reply.http().body()).isEqualTo(200);
        assertThat(VendorSchema.openAi("Response", reply.json())).isEmpty();
        return reply.json();
    }

    private static List<JsonNode> streamed(Reply reply) {
        assertThat(reply.status()).as(reply.http().body()).isEqualTo(200);
        List<JsonNode> events = reply.events();
        assertThat(events).allSatisfy(event -> assertThat(VendorSchema.openAi("ResponseStreamEvent", event))
                .as(event.toString())
                .isEmpty());
        for (int index = 0; index < events.size(); index++) {
            assertThat(events.get(index).path("sequence_number").asInt()).isEqualTo(index);
        }
        assertThat(events.getFirst().path("type").asString()).isEqualTo("response.created");
        assertThat(events.getLast().path("type").asString()).isEqualTo("response.completed");
        return events;
    }

    @Test
    void goesOnFromTheResponseBefore() {
        try (var gateway = TestGateway.alone()) {
            JsonNode first = valid(gateway.client().post(PATH, ASKING + WEATHER + "}"));
            JsonNode call = first.path("output").path(first.path("output").size() - 1);
            assertThat(call.path("name").asString()).isEqualTo("get_weather");

            String next = """
                    {"model":"auto","previous_response_id":"%s",%s,
                     "input":[{"type":"function_call_output","call_id":"%s","output":"{\\"city\\":\\"Lagos\\",\\"degrees\\":31}"}]}
                    """.formatted(
                    first.path("id").asString(), WEATHER, call.path("call_id").asString());
            JsonNode second = valid(gateway.client().post(PATH, next));
            assertThat(second.path("output")
                            .path(0)
                            .path("content")
                            .path(0)
                            .path("text")
                            .asString())
                    .contains("31");

            Reply stranger = gateway.client().withKey("other").post(PATH, next);
            assertThat(stranger.status()).isEqualTo(400);
            assertThat(stranger.json().at("/error/code").asString()).isEqualTo("previous_response_not_found");
            assertThat(VendorSchema.openAi("ErrorResponse", stranger.json())).isEmpty();

            String own = PATH + "/" + first.path("id").asString();
            assertThat(valid(gateway.client().get(own)).path("id")).isEqualTo(first.path("id"));
            assertThat(gateway.client()
                            .send(gateway.client().request(own).DELETE())
                            .status())
                    .isEqualTo(200);
            assertThat(gateway.client().get(own).status()).isEqualTo(404);
        }
    }

    @Test
    void takesTheWholeConversationAsInput() {
        try (var gateway = TestGateway.alone()) {
            JsonNode answer = valid(gateway.client().post(PATH, """
                    {"model":"auto","store":false,"instructions":"Be brief.",%s,"input":[
                     {"role":"user","content":[{"type":"input_text","text":"What is the weather in Lagos?"}]},
                     {"type":"function_call","call_id":"c1","name":"get_weather","arguments":"{\\"city\\":\\"Lagos\\"}"},
                     {"type":"function_call_output","call_id":"c1","output":"{\\"city\\":\\"Lagos\\",\\"degrees\\":31}"}]}
                    """.formatted(WEATHER)));
            assertThat(answer.toString()).contains("31");
            assertThat(gateway.client()
                            .get(PATH + "/" + answer.path("id").asString())
                            .status())
                    .isEqualTo(404);
        }
    }

    @Test
    void streamsTheExactEvents() {
        try (var gateway = TestGateway.alone()) {
            var words = streamed(gateway.client().post(PATH, ASKING + "\"stream\":true}"));
            String text = words.stream()
                    .map(event -> event.path("delta").asString(""))
                    .collect(Collectors.joining());
            assertThat(text).isNotEmpty();
            assertThat(words.getLast().at("/response/output/0/content/0/text").asString())
                    .isEqualTo(text);

            var calls = streamed(gateway.client().post(PATH, ASKING + "\"stream\":true," + WEATHER + "}"));
            assertThat(calls.stream().map(event -> event.path("type").asString()))
                    .contains("response.function_call_arguments.delta", "response.function_call_arguments.done");
        }
    }

    @Test
    void carriesAVendorsAnswer() {
        try (var vendor = new Vendor();
                var gateway = TestGateway.with(vendor.asAnthropic())) {
            vendor.streams(Vendor.anthropicAnswer());
            JsonNode answer = valid(gateway.client().post(PATH, ASKING + WEATHER + "}"));
            assertThat(answer.at("/output/0/content/0/text").asString()).isEqualTo("I look it up.");
            assertThat(answer.at("/output/1/call_id").asString()).isEqualTo("toolu_1");
            assertThat(answer.at("/usage/input_tokens_details/cached_tokens").asInt())
                    .isEqualTo(4);
        }
    }

    @Test
    void refusesByNameWhatIsNotServed() {
        try (var gateway = TestGateway.alone()) {
            var asked = List.of(
                    List.of("\"background\":true", "background"),
                    List.of("\"conversation\":\"conv_1\"", "conversation"),
                    List.of("\"reasoning\":{\"effort\":\"high\"}", "reasoning"),
                    List.of("\"include\":[\"reasoning.encrypted_content\"]", "include"),
                    List.of("\"tools\":[{\"type\":\"web_search\"}]", "tools[0].type"),
                    List.of("\"text\":{\"format\":{\"type\":\"json_object\"}}", "response_format"),
                    List.of("\"previous_response_id\":\"resp_none\"", "previous_response_id"),
                    List.of("\"temperature\":\"warm\"", "temperature"));
            asked.forEach(one -> {
                Reply reply = gateway.client().post(PATH, ASKING + one.getFirst() + "}");
                assertThat(reply.status()).as(one.getFirst()).isEqualTo(400);
                assertThat(VendorSchema.openAi("ErrorResponse", reply.json())).isEmpty();
                assertThat(reply.json().at("/error/param").asString()).isEqualTo(one.getLast());
            });
        }
    }
}
