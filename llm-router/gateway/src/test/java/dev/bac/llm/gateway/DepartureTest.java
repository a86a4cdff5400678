package dev.bac.llm.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.llm.gateway.testing.TestGateway;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
            return Map.of(
                    "OPENAI_API_KEY", "k", "OPENAI_BASE_URL", "http://127.0.0.1:" + server.getLocalPort() + "/v1");
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }

    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n";
    private static final String WORD = HEAD
            + "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"Well\"},\"finish_reason\":null}]}\n\n";

    @ParameterizedTest
    @CsvSource({
        "/v1/chat/completions, true, true",
        "/v1/chat/completions, true, false",
        "/v1/chat/completions, false, false",
        "/v1/messages, true, true",
        "/v1/messages, false, false",
        "/v1/responses, true, true"
    })
    void cancelsTheVendorsCall(String path, boolean stream, boolean speaks) throws Exception {
        try (var vendor = new Thinker(speaks ? WORD : "");
                var gateway = TestGateway.with(vendor.environment())) {
            Socket caller = ask(gateway.port(), path, stream);
            assertThat(vendor.asked.await(10, TimeUnit.SECONDS)).isTrue();
            if (speaks) {
                assertThat(caller.getInputStream().read()).isPositive();
            }
            assertThat(vendor.left.await(300, TimeUnit.MILLISECONDS)).isFalse();

            long from = System.nanoTime();
            caller.close();

            assertThat(vendor.left.await(5, TimeUnit.SECONDS)).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(2));
        }
    }

    @Test
    void aConnectionServesTheNextRequestAfterALongOne() throws Exception {
        try (var gateway = TestGateway.alone()) {
            for (int round = 0; round < 20; round++) {
                assertThat(gateway.client().get("/v1/models").status()).isEqualTo(200);
                assertThat(gateway.client()
                                .post(
                                        "/v1/chat/completions",
                                        body("/v1/chat/completions", true).replace("openai/gpt-x", "auto"))
                                .status())
                        .isEqualTo(200);
            }
        }
    }

    private static String body(String path, boolean stream) {
        String said = path.endsWith("responses")
                ? "\"input\":\"hello\""
                : "\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}],\"max_tokens\":50";
        return "{\"model\":\"openai/gpt-x\",\"stream\":" + stream + "," + said + "}";
    }

    private static Socket ask(int port, String path, boolean stream) throws IOException {
        String body = body(path, stream);
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.getOutputStream()
                .write(("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer good\r\n"
                                + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n"
                                + body)
                        .getBytes(StandardCharsets.UTF_8));
        return socket;
    }
}
