package dev.bac.orchestrator.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/** What the mock vendor says, with the headers it says it with. */
final class MockAnswers {
    private static final String TEXT = "Twelve invoices are overdue, the oldest since March.";
    private static final String USAGE =
            "\"usage\":{\"prompt_tokens\":200,\"completion_tokens\":9,\"total_tokens\":209}}";

    private MockAnswers() {}

    /** A short answer as a stream, whole in one write. */
    static String stream() {
        var events = new StringBuilder(event("{\"role\":\"assistant\",\"content\":\"\"}", "null"));
        for (String word : TEXT.split("(?<= )")) {
            events.append(event("{\"content\":\"" + word + "\"}", "null"));
        }
        String body = events.append(end()).toString();
        return "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: " + body.length() + "\r\n\r\n"
                + body;
    }

    /** The same answer as no stream. */
    static String whole() {
        String body =
                "{\"id\":\"c\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"mock\",\"choices\":[{\"index\":0,"
                        + "\"message\":{\"role\":\"assistant\",\"content\":\"" + TEXT
                        + "\",\"refusal\":null},\"logprobs\":null,\"finish_reason\":\"stop\"}]," + USAGE;
        return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n"
                + body;
    }

    /** The head of an answer whose length nobody knows yet. */
    static String head() {
        return "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";
    }

    static String word(int number) {
        return event("{\"role\":\"assistant\",\"content\":\"word" + number + " \"}", "null");
    }

    static String end() {
        return event("{}", "\"stop\"")
                + "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"mock\",\"choices\":[],"
                + USAGE + "\n\ndata: [DONE]\n\n";
    }

    private static String event(String delta, String finish) {
        return "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"mock\",\"choices\":[{\"index\":0,\"delta\":"
                + delta + ",\"logprobs\":null,\"finish_reason\":" + finish + "}]}\n\n";
    }

    /** A chunk of HTTP/1.1 (RFC 9112, 7.1). */
    static byte[] chunk(String text) {
        byte[] data = text.getBytes(UTF_8);
        var out = new ByteArrayOutputStream(data.length + 16);
        out.writeBytes((Integer.toHexString(data.length) + "\r\n").getBytes(UTF_8));
        out.writeBytes(data);
        out.writeBytes("\r\n".getBytes(UTF_8));
        return out.toByteArray();
    }
}
