package dev.bac.llm.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.llm.gateway.testing.Client.Reply;
import dev.bac.llm.gateway.testing.TestGateway;
import dev.bac.llm.gateway.testing.Vendor;
import dev.bac.llm.gateway.testing.VendorSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Each value of a request, however deep, put in turn as every other type: the answer is an answer, or a refusal in the
 * path's own shape, and nothing is broken by it. Once where we answer ourselves, once where the request is translated,
 * once where it goes on to a vendor of its own format.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WrongTypesTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final List<String> VALUES = List.of("null", "true", "7", "\"x\"", "[7]", "{\"type\":7}");

    /** With {@code -Dtypes=all} each value takes each other type; else each takes one, in turn. */
    private static final boolean ALL = System.getProperty("types", "").equals("all");

    private static final List<Integer> ANSWERED_OR_REFUSED = List.of(200, 400, 404);
    private static final String SCHEMA = """
            {"type":"object","properties":{"city":{"type":"string","enum":["Accra","Lagos"]}},"required":["city"]}""";

    private static final String CHAT = """
            {"model":"%s","stream":false,"temperature":0.5,"top_p":0.9,"max_completion_tokens":50,"n":1,"seed":3,
             "stop":["END"],"user":"u","metadata":{"a":"b"},"parallel_tool_calls":true,"tool_choice":"auto",
             "response_format":{"type":"json_schema","json_schema":{"name":"a","strict":true,"schema":%2$s}},
             "tools":[{"type":"function","function":{"name":"get_weather","description":"d","parameters":%2$s}}],
             "messages":[{"role":"system","content":"Be short."},{"role":"user","content":[{"type":"text","text":"hi"}]},
              {"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function","function":{"name":"get_weather",
               "arguments":"{}"}}]},{"role":"tool","tool_call_id":"c1","content":"sunny"},{"role":"user","content":"and?"}]}""";

    private static final String RESPONSES = """
            {"model":"%s","stream":false,"instructions":"Be short.","temperature":0.5,"top_p":0.9,"max_output_tokens":50,
             "store":true,"metadata":{"a":"b"},"parallel_tool_calls":true,"tool_choice":"auto","truncation":"disabled",
             "text":{"format":{"type":"json_schema","name":"a","strict":true,"schema":%2$s},"verbosity":"medium"},
             "tools":[{"type":"function","name":"get_weather","description":"d","parameters":%2$s,"strict":true}],
             "input":[{"role":"user","content":[{"type":"input_text","text":"hi"}]},{"type":"function_call","call_id":"c1",
               "name":"get_weather","arguments":"{}"},{"type":"function_call_output","call_id":"c1","output":"sunny"},
              {"type":"message","role":"user","content":"and?"}]}""";

    private static final String MESSAGES = """
            {"model":"%s","stream":false,"max_tokens":50,"temperature":0.5,"top_p":0.9,"stop_sequences":["END"],
             "system":[{"type":"text","text":"Be short.","cache_control":{"type":"ephemeral"}}],"metadata":{"user_id":"u"},
             "tools":[{"name":"get_weather","description":"d","input_schema":%2$s}],"tool_choice":{"type":"auto"},
             "messages":[{"role":"user","content":[{"type":"text","text":"hi"}]},{"role":"assistant","content":[
               {"type":"text","text":"I look."},{"type":"tool_use","id":"t1","name":"get_weather","input":{"city":"Accra"}}]},
              {"role":"user","content":[{"type":"tool_result","tool_use_id":"t1","is_error":false,
               "content":[{"type":"text","text":"sunny"}]}]}]}""";

    private static final String EMBEDDINGS = """
            {"model":"auto","input":["one","two"],"encoding_format":"float","dimensions":384,"user":"u"}""";

    private final Vendor openAi = new Vendor();
    private final Vendor anthropic = new Vendor();
    private final TestGateway gateway = TestGateway.with(openAi.and(anthropic));

    @BeforeAll
    void answer() {
        openAi.streams(Vendor.openAiAnswer());
        anthropic.streams(Vendor.anthropicAnswer());
    }

    @AfterAll
    void stop() {
        gateway.close();
        openAi.close();
        anthropic.close();
    }

    static Stream<Arguments> requests() {
        var chat = "/v1/chat/completions";
        return Stream.of(
                Arguments.of(chat, CHAT, "bac/planner"),
                Arguments.of(chat, CHAT, "openai/gpt-x"),
                Arguments.of(chat, CHAT, "anthropic/claude-x"),
                Arguments.of("/v1/messages", MESSAGES, "bac/planner"),
                Arguments.of("/v1/messages", MESSAGES, "anthropic/claude-x"),
                Arguments.of("/v1/messages", MESSAGES, "openai/gpt-x"),
                Arguments.of("/v1/messages/count_tokens", MESSAGES, "openai/gpt-x"),
                Arguments.of("/v1/responses", RESPONSES, "bac/planner"),
                Arguments.of("/v1/responses", RESPONSES, "openai/gpt-x"),
                Arguments.of("/v1/embeddings", EMBEDDINGS, "auto"));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void isAnsweredOrRefusedInThePathsOwnShape(String path, String text, String model) {
        var good = (ObjectNode) JSON.readTree(text.formatted(model, SCHEMA));
        if (model.startsWith("bac/")) {
            // The planner refuses these before it looks at anything else.
            good.remove(List.of("response_format", "text"));
            assertThat(gateway.client().post(path, good.toString()).status()).isEqualTo(200);
        }
        int turn = 0;
        for (JsonPointer place : places(good)) {
            for (String value : ALL ? VALUES : List.of(VALUES.get(turn++ % VALUES.size()))) {
                ObjectNode wrong = good.deepCopy();
                put(wrong, place, JSON.readTree(value));
                checked(path, wrong.toString(), place + " = " + value);
            }
            if (ALL || turn % 2 == 0) {
                ObjectNode less = good.deepCopy();
                remove(less, place);
                checked(path, less.toString(), place + " left out");
            }
        }
    }

    private void checked(String path, String body, String what) {
        Reply reply = gateway.client().post(path, body);
        assertThat(reply.status()).as("%s: %s", what, reply.http().body()).isIn(ANSWERED_OR_REFUSED);
        assertThat(reply.http().body()).as(what).doesNotContain("Exception", "\\tat ");
        if (reply.status() != 200) {
            assertThat(shape(path, reply.json())).as(what).isEmpty();
        }
    }

    private static List<String> shape(String path, JsonNode error) {
        return path.startsWith("/v1/messages")
                ? VendorSchema.anthropic("ErrorResponse", error)
                : VendorSchema.openAi("ErrorResponse", error);
    }

    /** Half of a request at every tenth of its length. */
    @ParameterizedTest
    @MethodSource("requests")
    void refusesAnyPartOfARequest(String path, String text, String model) {
        String good = text.formatted(model, SCHEMA).strip();
        for (int tenth = 0; tenth < 10; tenth++) {
            Reply reply = gateway.client().post(path, good.substring(0, good.length() * tenth / 10));

            assertThat(reply.status()).isEqualTo(400);
            assertThat(shape(path, reply.json())).isEmpty();
        }
    }

    @Test
    void theRequestsThemselvesAreServedByVendorsOfTheirFormat() {
        assertThat(gateway.client()
                        .post("/v1/chat/completions", CHAT.formatted("openai/gpt-x", SCHEMA))
                        .status())
                .isEqualTo(200);
        assertThat(gateway.client()
                        .post("/v1/messages", MESSAGES.formatted("anthropic/claude-x", SCHEMA))
                        .status())
                .isEqualTo(200);
        assertThat(gateway.client().post("/v1/embeddings", EMBEDDINGS).status()).isEqualTo(200);
    }

    private static List<JsonPointer> places(JsonNode root) {
        var all = new ArrayList<JsonPointer>();
        gather(root, JsonPointer.empty(), all);
        return all;
    }

    private static void gather(JsonNode node, JsonPointer here, List<JsonPointer> all) {
        if (!here.matches()) {
            all.add(here);
        }
        node.forEachEntry((name, value) -> gather(value, here.appendProperty(name), all));
        for (int index = 0; node.isArray() && index < node.size(); index++) {
            gather(node.path(index), here.appendIndex(index), all);
        }
    }

    private static void put(JsonNode root, JsonPointer place, JsonNode value) {
        switch (root.at(place.head())) {
            case ObjectNode object -> object.set(place.last().getMatchingProperty(), value);
            case ArrayNode array -> array.set(place.last().getMatchingIndex(), value);
            default -> throw new IllegalStateException(place.toString());
        }
    }

    private static void remove(JsonNode root, JsonPointer place) {
        switch (root.at(place.head())) {
            case ObjectNode object -> object.remove(place.last().getMatchingProperty());
            case ArrayNode array -> array.remove(place.last().getMatchingIndex());
            default -> throw new IllegalStateException(place.toString());
        }
    }
}
