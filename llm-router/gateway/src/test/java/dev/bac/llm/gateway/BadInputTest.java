package dev.bac.llm.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.llm.gateway.testing.Client;
import dev.bac.llm.gateway.testing.Client.Reply;
import dev.bac.llm.gateway.testing.TestGateway;
import dev.bac.llm.gateway.testing.Vendor;
import dev.bac.llm.gateway.testing.VendorSchema;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is sent, the answer is an error in the path's own shape, and the next request is served. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTest {
    private static final List<String> POSTS = List.of(
            "/v1/chat/completions", "/v1/responses", "/v1/embeddings", "/v1/messages", "/v1/messages/count_tokens");
    private static final String GOOD = "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";

    private final TestGateway gateway = TestGateway.alone();
    private final Client client = gateway.client();

    @AfterAll
    void stop() {
        gateway.close();
    }

    private static void refused(Reply reply, String path, int status) {
        assertThat(reply.status()).as(reply.http().body()).isEqualTo(status);
        assertThat(reply.header("content-type")).isEqualTo("application/json");
        var problems = path.startsWith("/v1/messages")
                ? VendorSchema.anthropic("ErrorResponse", reply.json())
                : VendorSchema.openAi("ErrorResponse", reply.json());
        assertThat(problems).isEmpty();
        assertThat(reply.http().body()).doesNotContain("Exception", "\\tat ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "7",
                "{\"model\":",
                "{\"model\":\"auto\"} x",
                "{\"a\":1,\"a\":2}",
                "{\"model\":7}"
            })
    void refusesWhatIsNoRequest(String body) {
        POSTS.forEach(path -> refused(client.post(path, body), path, 400));
    }

    @Test
    void refusesWhatIsNotUtf8() {
        byte[] body = "{\"model\":\"auto\",\"input\":\"\u00ff\"}".getBytes(StandardCharsets.ISO_8859_1);
        POSTS.forEach(path -> refused(client.post(path, body), path, 400));
    }

    @Test
    void refusesNul() {
        for (String nul : List.of("\\u0000", "\0")) {
            String body = "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"a%sb\"}]}".formatted(nul);
            POSTS.forEach(path -> {
                Reply reply = client.post(path, body);
                refused(reply, path, 400);
                assertThat(reply.json().at("/error/message").asString()).contains("NUL");
            });
        }
        assertThat(client.post("/v1/chat/completions", GOOD.replace("hello", "\\\\u0000"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void refusesNestingWithoutEnd() {
        String deep = "{\"model\":\"auto\",\"messages\":" + "[".repeat(50_000);
        POSTS.forEach(path -> refused(client.post(path, deep), path, 400));
    }

    @Test
    void refusesFiftyMegabytesAndServesTheNext() {
        byte[] body = ("{\"model\":\"auto\",\"x\":\"" + "a".repeat(50 << 20) + "\"}").getBytes(StandardCharsets.UTF_8);
        POSTS.forEach(path -> refused(client.post(path, body), path, 413));
        assertThat(client.post("/v1/chat/completions", GOOD).status()).isEqualTo(200);
    }

    @Test
    void takesTwentyMegabytes() {
        String picture = "data:image/png;base64," + "A".repeat(20 << 20);
        Reply reply = client.post("/v1/chat/completions", """
                {"model":"auto","messages":[{"role":"user","content":[{"type":"text","text":"hi"},
                 {"type":"image_url","image_url":{"url":"%s"}}]}]}""".formatted(picture));
        // The planner sees no pictures, and says so.
        refused(reply, "/v1/chat/completions", 400);
        assertThat(reply.json().at("/error/code").asString()).isEqualTo("unsupported_parameter");
    }

    @Test
    void refusesStrangersCookiesAndWhoIsTooFast() {
        for (String path : POSTS) {
            refused(client.withKey("wrong").post(path, GOOD), path, 401);
            refused(
                    client.send(client.request(path)
                            .setHeader("Authorization", "")
                            .header("Cookie", "bac_session=good")
                            .POST(BodyPublishers.ofString(GOOD))),
                    path,
                    401);
            Reply busy = client.withKey("busy").post(path, GOOD);
            refused(busy, path, 429);
            assertThat(busy.header("retry-after")).isEqualTo("3");
        }
        refused(client.withKey("wrong").get("/v1/models"), "/v1/models", 401);
    }

    @Test
    void refusesPathsMethodsAndTypesThatThereAreNot() {
        refused(client.get("/v1/nothing"), "/v1/nothing", 404);
        refused(client.get("/v1/chat/completions"), "/v1/chat/completions", 405);
        refused(client.post("/v1/models", GOOD), "/v1/models", 405);
        refused(client.get("/v1/messages"), "/v1/messages", 405);
        refused(
                client.send(client.request("/v1/messages")
                        .setHeader("Content-Type", "text/plain")
                        .POST(BodyPublishers.ofString(GOOD))),
                "/v1/messages",
                415);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"messages\":[]",
                "\"messages\":\"hello\"",
                "\"messages\":[7]",
                "\"messages\":[{\"content\":\"hi\"}]",
                "\"messages\":[{\"role\":\"wizard\",\"content\":\"hi\"}]",
                "\"messages\":[{\"role\":\"user\"}]",
                "\"messages\":[{\"role\":\"user\",\"content\":7}]",
                "\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"input_audio\"}]}]",
                "\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"file:///etc/passwd\"}}]}]",
                "\"messages\":[{\"role\":\"tool\",\"tool_call_id\":\"none\",\"content\":\"x\"}]",
                "\"messages\":[{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]},{\"role\":\"user\",\"content\":\"hi\"}]",
                "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"temperature\":\"warm\"",
                "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"temperature\":9",
                "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"max_tokens\":0",
                "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"n\":2",
                "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"stop\":[\"a\",\"b\",\"c\",\"d\",\"e\"]",
                "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"stream\":\"yes\"",
                "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"tools\":[{\"type\":\"function\"}]",
                "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":7}}]",
                "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":{\"type\":\"object\",\"properties\":7}}}]",
                "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"no name\"}}]",
                "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"tool_choice\":\"required\"",
                "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"x\",\"schema\":{\"type\":\"thing\"}}}"
            })
    void refusesFieldsThatAreWrong(String fields) {
        refused(
                client.post("/v1/chat/completions", "{\"model\":\"auto\"," + fields + "}"),
                "/v1/chat/completions",
                400);
    }

    @Test
    void tellsAVendorsFailureWithoutItsKey() {
        try (var vendor = new Vendor();
                var with = TestGateway.with(vendor.asOpenAi())) {
            // Each failure at a model of its own: one that failed like this is left alone for a while.
            String named = GOOD.replace("auto", "openai/gpt-x");
            String other = GOOD.replace("auto", "openai/gpt-y");
            String third = GOOD.replace("auto", "openai/gpt-z");
            String body = "{\"error\":{\"message\":\"Key %s is bad\",\"type\":\"x\",\"code\":\"%s\"}}";

            vendor.fails(429, body.formatted(Vendor.KEY, "rate_limit_error"));
            Reply limited = with.client().post("/v1/chat/completions", named);
            refused(limited, "/v1/chat/completions", 429);
            assertThat(limited.header("retry-after")).isEqualTo("30");

            vendor.fails(401, body.formatted(Vendor.KEY, "invalid_api_key"));
            refused(with.client().post("/v1/chat/completions", other), "/v1/chat/completions", 502);
            vendor.fails(400, body.formatted(Vendor.KEY, "bad"));
            Reply bad = with.client().post("/v1/messages", third.replace("}]}", "}],\"max_tokens\":5}"));
            refused(bad, "/v1/messages", 400);
            assertThat(bad.http().body()).doesNotContain(Vendor.KEY);
            vendor.fails(500, body.formatted(Vendor.KEY, "server_error"));
            refused(
                    with.client().post("/v1/responses", "{\"model\":\"openai/gpt-z\",\"input\":\"hi\"}"),
                    "/v1/responses",
                    502);
            refused(client.post("/v1/chat/completions", GOOD.replace("auto", "gpt-9")), "/v1/chat/completions", 404);
        }
    }
}
