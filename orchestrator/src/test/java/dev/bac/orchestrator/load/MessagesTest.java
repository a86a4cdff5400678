package dev.bac.orchestrator.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesTest {
    private static Messages of(String bytes) {
        return new Messages(new ByteArrayInputStream(bytes.getBytes(UTF_8)));
    }

    @Test
    void readsBodiesOfAToldLengthAndInChunksOneAfterTheOther() throws IOException {
        var messages = of(String.join(
                "\r\n",
                "HTTP/1.1 200 OK",
                "Content-Length: 3",
                "",
                "oneHTTP/1.1 429 No",
                "Transfer-Encoding: chunked",
                "",
                "2;x=y",
                "tw",
                "1",
                "o",
                "0",
                "",
                ""));

        assertThat(messages.next()).isTrue();
        assertThat(messages.status()).isEqualTo(200);
        assertThat(messages.body()).isEqualTo("one");
        assertThat(messages.last()).isFalse();
        assertThat(messages.next()).isTrue();
        assertThat(messages.status()).isEqualTo(429);
        assertThat(messages.body()).isEqualTo("two");
        assertThat(messages.next()).isFalse();
    }

    /** A server that stops sends its last answers like this; what follows the head was once taken for the next answer. */
    @Test
    void readsAnAnswerThatEndsWithItsConnection() throws IOException {
        var messages = of("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nevent: message_start\r\ndata: {}\r\n\r\n");

        assertThat(messages.next()).isTrue();
        assertThat(messages.body()).startsWith("event: message_start").endsWith("{}\r\n\r\n");
        assertThat(messages.last()).isTrue();
        assertThat(messages.next()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "event: message_start\r\ndata: {}\r\n\r\n",
                "HTTP/1.1 abc\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 2\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffff\r\n"
            })
    void whatIsNoAnswerIsAnErrorOfTheConnection(String bytes) {
        var messages = of(bytes);

        assertThatThrownBy(() -> {
                    messages.next();
                    messages.status();
                })
                .isInstanceOf(IOException.class);
    }

    /** Whoever asks goes on asking, and counts. */
    @Test
    void brokenAnswersAreCountedAsFailed() throws Exception {
        try (var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                while (!server.isClosed()) {
                    try (var socket = server.accept()) {
                        socket.getInputStream().read(new byte[4_096]);
                        socket.getOutputStream().write("event: message_start\r\ndata: {}\r\n\r\n".getBytes(UTF_8));
                    } catch (IOException closed) {
                        // The next, if there is one.
                    }
                }
            });

            Times times = new Load(server.getLocalPort(), "/", "key", "{}").closed(2, Duration.ofMillis(300));

            assertThat(times.failed()).isPositive().isEqualTo(times.count());
        }
    }
}
