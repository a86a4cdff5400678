package dev.bac.llm.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.llm.gateway.testing.TestGateway;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A caller who hangs up ends the vendor's call. */
class DepartureTest {

    /** A vendor that says one word, or nothing, and then thinks for ever; it notices when its caller hangs up. */
    private static final class Thinker implements AutoCloseable {
        private final ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        final CountDownLatch asked = new CountDownLatch(1);
        final CountDownLatch left = new CountDownLatch(1);

        Thinker(String word) throws IOException {
            Thread.ofVirtual().start(() -> serve(word));
        }

        private void serve(String word) {
            try (Socket socket = server.accept()) {
                socket.getOutputStream().write(word.getBytes(StandardCharsets.UTF_8));
                asked.countDown();
                while (socket.getInputStream().read() >= 0) {
                    // The request.
                }
                left.countDown();
            } catch (IOException gone) {
                left.countDown();
            }
        }

        Map<String, String> environment() {
            String url = "http://127.0.0.1:" + server.getLocalPort() + "/v1";
            return Map.of(
                    "OPENAI_API_KEY", "k", "OPENAI_BASE_URL", url, "ANTHROPIC_API_KEY", "k", "ANTHROPIC_BASE_URL", url);
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }

    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n";
    private static final String WORD = HEAD
            + "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"Well\"},\"finish_reason\":null}]}\n\n";

    private static final String ANTHROPIC_WORD = HEAD + """
            event: message_start
            data: {"type":"message_start","message":{"id":"m","type":"message","role":"assistant","model":"claude-x","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":7,"output_tokens":1}}}

            event: content_block_start
            data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Well"}}

            """;

    /** Both vendors' formats, each asked in its own and in the other. */
    @ParameterizedTest
    @CsvSource({
        "/v1/chat/completions, openai/gpt-x, true, true",
        "/v1/chat/completions, openai/gpt-x, true, false",
        "/v1/chat/completions, openai/gpt-x, false, false",
        "/v1/chat/completions, openai/gpt-x, false, true",
        "/v1/chat/completions, anthropic/claude-x, true, true",
        "/v1/messages, openai/gpt-x, true, true",
        "/v1/messages, openai/gpt-x, false, false",
        "/v1/messages, anthropic/claude-x, true, true",
        "/v1/messages, anthropic/claude-x, false, true",
        "/v1/responses, openai/gpt-x, true, true",
        "/v1/responses, openai/gpt-x, false, true",
        "/v1/responses, anthropic/claude-x, true, false"
    })
    void cancelsTheVendorsCall(String path, String model, boolean stream, boolean speaks) throws Exception {
        String word = model.startsWith("anthropic") ? ANTHROPIC_WORD : WORD;
        try (var vendor = new Thinker(speaks ? word : "");
                var gateway = TestGateway.with(vendor.environment())) {
            Socket caller = ask(gateway.port(), path, model, stream);
            assertThat(vendor.asked.await(60, TimeUnit.SECONDS)).isTrue();
            if (speaks && stream) {
                assertThat(caller.getInputStream().read()).isPositive();
            }
            assertThat(vendor.left.await(300, TimeUnit.MILLISECONDS)).isFalse();

            long from = System.nanoTime();
            caller.close();

            assertThat(vendor.left.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(10));
            until(() -> gateway.connections() == 0);
        }
    }

    @Test
    void aConnectionServesTheNextRequestAfterALongOne() throws Exception {
        try (var gateway = TestGateway.alone()) {
            for (int round = 0; round < 20; round++) {
                assertThat(gateway.client().get("/v1/models").status()).isEqualTo(200);
                assertThat(gateway.client()
                                .post("/v1/chat/completions", body("/v1/chat/completions", "auto", true))
                                .status())
                        .isEqualTo(200);
            }
        }
    }

    private static final String GOOD = body("/v1/chat/completions", "auto", false);

    /** Whoever announces more than comes leaves nothing behind. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/chat/completions",
                "/v1/responses",
                "/v1/embeddings",
                "/v1/messages",
                "/v1/messages/count_tokens"
            })
    void aCallerWhoLeavesInTheMiddleOfABodyHoldsNothing(String path) throws Exception {
        String head = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer good\r\n"
                + "Content-Type: application/json\r\n";
        var halves = List.of(
                head + "Content-Length: 1000\r\n\r\n{\"model\":\"au",
                head + "Content-Length: 52428800\r\n\r\n{\"model\":\"au",
                head + "Content-Length: 30000000\r\n\r\n{",
                head + "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"mod",
                head + "Transfer-Encoding: chunked\r\n\r\nzz\r\n",
                head);
        try (var gateway = TestGateway.alone()) {
            for (int round = 0; round < 5; round++) {
                for (String half : halves) {
                    try (var socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
                        socket.getOutputStream().write(half.getBytes(StandardCharsets.UTF_8));
                    }
                }
            }

            until(() -> gateway.connections() == 0);
            assertThat(gateway.client().post("/v1/chat/completions", GOOD).status())
                    .isEqualTo(200);
        }
    }

    private static void until(BooleanSupplier holds) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).as("time is over").isLessThan(end);
            Thread.sleep(10);
        }
    }

    private static String body(String path, String model, boolean stream) {
        String said = path.endsWith("responses")
                ? "\"input\":\"hello\""
                : "\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}],\"max_tokens\":50";
        return "{\"model\":\"" + model + "\",\"stream\":" + stream + "," + said + "}";
    }

    private static Socket ask(int port, String path, String model, boolean stream) throws IOException {
        String body = body(path, model, stream);
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.getOutputStream()
                .write(("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer good\r\n"
                                + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n"
                                + body)
                        .getBytes(StandardCharsets.UTF_8));
        return socket;
    }
}
