package dev.bac.orchestrator.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.orchestrator.testing.TestPlatform;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A caller who is refused by his headers keeps his connection, also when his body comes after them. */
class LateBodyTest {
    private static final URI BASE = URI.create(TestPlatform.shared().platform().baseUrl());
    private static final byte[] BODY =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}".getBytes(StandardCharsets.US_ASCII);
    private static final int LATE_MILLIS = 50;

    @ParameterizedTest
    @ValueSource(strings = {"/mcp/crm", "/mcp", "/v1/chat/completions", "/v1/messages", "/api/v1/conversations", "/no"})
    void keepsTheConnection(String path) throws Exception {
        try (var socket = new Socket(BASE.getHost(), BASE.getPort())) {
            socket.setSoTimeout(10_000);
            for (int request = 0; request < 3; request++) {
                socket.getOutputStream().write(head(path));
                Thread.sleep(LATE_MILLIS);
                socket.getOutputStream().write(BODY);
                String answer = answer(socket.getInputStream());
                assertThat(answer).startsWith("HTTP/1.1 4").doesNotContainIgnoringCase("Connection: close");
            }
        }
    }

    private static byte[] head(String path) {
        return ("POST " + path + " HTTP/1.1\r\nHost: " + BASE.getAuthority()
                        + "\r\nContent-Type: application/json\r\nContent-Length: " + BODY.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** The head of an answer; its body is read away. */
    private static String answer(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            assertThat(next).as("the connection closed after: " + head).isNotNegative();
            head.append((char) next);
        }
        String lengths = head.toString().toLowerCase(java.util.Locale.ROOT).split("content-length: ")[1];
        in.readNBytes(Integer.parseInt(lengths.substring(0, lengths.indexOf('\r'))));
        return head.toString();
    }
}
