package dev.bac.llm.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.llm.gateway.testing.TestGateway;
import dev.bac.llm.gateway.testing.Vendor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import org.junit.jupiter.api.Test;

/** Events that came together from the vendor go out together, on each path; one write a word is what a stream costs most. */
class TogetherTest {
    private static final int WORDS = 40;
    private static final String CHAT =
            "{\"model\":\"openai/gpt-x\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"tell me\"}]}";
    private static final String MESSAGES =
            "{\"model\":\"openai/gpt-x\",\"stream\":true,\"max_tokens\":50,\"messages\":[{\"role\":\"user\",\"content\":\"tell me\"}]}";
    private static final String RESPONSES = "{\"model\":\"openai/gpt-x\",\"stream\":true,\"input\":\"tell me\"}";

    /** As OpenAI sends it, with its padding, an escape and a sign of four bytes among the words. */
    static String answer() {
        var events = new StringBuilder(chunk("{\"role\":\"assistant\",\"content\":\"\"}", "null"));
        for (int word = 0; word < WORDS; word++) {
            String text = word == 7 ? "a\\n\\\"b\\\" " : word == 9 ? "😀 " : "word" + word + " ";
            events.append(chunk("{\"content\":\"" + text + "\"}", "null"));
        }
        return events.append(chunk("{}", "\"stop\"")).append("data: [DONE]\n\n").toString();
    }

    static String text() {
        var text = new StringBuilder();
        for (int word = 0; word < WORDS; word++) {
            text.append(word == 7 ? "a\n\"b\" " : word == 9 ? "😀 " : "word" + word + " ");
        }
        return text.toString();
    }

    private static String chunk(String delta, String finish) {
        return "data: {\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"gpt-x\",\"choices\":[{\"index\":0,"
                + "\"delta\":" + delta + ",\"logprobs\":null,\"finish_reason\":" + finish
                + "}],\"usage\":null,\"obfuscation\":\""
                + "x".repeat(delta.length() % 7) + "\"}\n\n";
    }

    @Test
    void whatCameInOnePieceGoesOutInAFewPiecesOnEachPath() throws IOException {
        try (var vendor = new Vendor();
                var gateway = TestGateway.with(vendor.asOpenAi())) {
            vendor.streams(answer());
            assertThat(chunks(gateway, "/v1/chat/completions", CHAT))
                    .as("passed on")
                    .isLessThan(WORDS / 2);
            assertThat(chunks(gateway, "/v1/messages", MESSAGES))
                    .as("translated")
                    .isLessThan(WORDS / 2);
            assertThat(chunks(gateway, "/v1/responses", RESPONSES))
                    .as("responses")
                    .isLessThan(WORDS / 2);
        }
    }

    @Test
    void whatIsPassedOnIsLetterForLetterWhatTheVendorSaid() {
        try (var vendor = new Vendor();
                var gateway = TestGateway.with(vendor.asOpenAi())) {
            vendor.streams(answer());
            assertThat(gateway.client()
                            .post("/v1/chat/completions", CHAT)
                            .http()
                            .body())
                    .isEqualTo(answer());
        }
    }

    @Test
    void theWholeAnswerAndTheOneFromTheCacheSayTheSameAsTheStream() {
        try (var vendor = new Vendor();
                var gateway = TestGateway.cached(vendor.asOpenAi())) {
            vendor.streams(answer());
            String asked = CHAT.replace("\"stream\":true", "\"temperature\":0");
            for (int time = 0; time < 2; time++) {
                assertThat(gateway.client()
                                .post("/v1/chat/completions", asked)
                                .json()
                                .at("/choices/0/message/content")
                                .asString())
                        .as("asked %d times before", time)
                        .isEqualTo(text());
            }
            assertThat(vendor.calls()).isEqualTo(1);
        }
    }

    /** Pieces in which the answer came: each flush is a chunk of HTTP/1.1. */
    private static int chunks(TestGateway gateway, String path, String body) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream()
                    .write(("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer good\r\n"
                                    + "Content-Type: application/json\r\nConnection: close\r\nContent-Length: "
                                    + body.length() + "\r\n\r\n" + body)
                            .getBytes(UTF_8));
            String reply = new String(socket.getInputStream().readAllBytes(), UTF_8);
            assertThat(reply).startsWith("HTTP/1.1 200").contains("word39");
            return (int) reply.lines()
                    .filter(line -> line.matches("[0-9A-Fa-f]{1,6}"))
                    .count();
        }
    }
}
