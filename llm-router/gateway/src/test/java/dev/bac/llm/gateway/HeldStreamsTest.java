package dev.bac.llm.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.llm.gateway.testing.TestGateway;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Many slow streams at once, and what is left of them when their readers go in the middle. */
class HeldStreamsTest {
    private static final int STREAMS = 500;
    private static final int AT_ONCE = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String BODY =
            "{\"model\":\"openai/gpt-x\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"tell me\"}]}";

    /** Says a word every other second for as long as anybody listens. */
    private static final class SlowVendor implements AutoCloseable {
        private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n";
        private static final String WORD = "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,"
                + "\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"well \"},\"finish_reason\":null}]}\n\n";

        private final ServerSocket server = new ServerSocket(0, STREAMS, InetAddress.getLoopbackAddress());
        private final AtomicInteger talking = new AtomicInteger();

        SlowVendor() throws IOException {
            Thread.ofVirtual().start(() -> {
                try {
                    while (true) {
                        Socket socket = server.accept();
                        Thread.ofVirtual().start(() -> talk(socket));
                    }
                } catch (IOException closed) {
                    // The end.
                }
            });
        }

        private void talk(Socket socket) {
            talking.incrementAndGet();
            try (socket) {
                var out = socket.getOutputStream();
                out.write(HEAD.getBytes(UTF_8));
                while (true) {
                    out.write(WORD.getBytes(UTF_8));
                    Thread.sleep(2_000);
                }
            } catch (IOException | InterruptedException left) {
                talking.decrementAndGet();
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

    @Test
    void areHeldByTheHundredAndLeaveNothingAtTheVendorWhenTheirReadersGo() throws Exception {
        try (var vendor = new SlowVendor();
                var gateway = TestGateway.with(vendor.environment())) {
            List<Socket> readers = new ArrayList<>();
            // A few at a time: it is about holding them, not about opening them at once.
            while (readers.size() < STREAMS) {
                List<Socket> more = new ArrayList<>();
                for (int i = 0; i < AT_ONCE; i++) {
                    more.add(ask(gateway.port()));
                }
                for (Socket reader : more) {
                    assertThat(new String(reader.getInputStream().readNBytes(12), UTF_8))
                            .isEqualTo("HTTP/1.1 200");
                }
                readers.addAll(more);
            }
            assertThat(vendor.talking).hasValue(STREAMS);

            for (Socket reader : readers) {
                reader.close();
            }

            long end = System.nanoTime() + PATIENCE.toNanos();
            while (vendor.talking.get() > 0 && System.nanoTime() < end) {
                Thread.sleep(50);
            }
            assertThat(vendor.talking)
                    .as("streams that the vendor still writes")
                    .hasValue(0);
        }
    }

    private static Socket ask(int port) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
        socket.getOutputStream()
                .write(("POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer good\r\n"
                                + "Content-Type: application/json\r\nContent-Length: " + BODY.length() + "\r\n\r\n"
                                + BODY)
                        .getBytes(UTF_8));
        return socket;
    }
}
