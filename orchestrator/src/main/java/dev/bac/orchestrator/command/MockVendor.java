package dev.bac.orchestrator.command;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/**
 * An OpenAI-compatible vendor that answers at once, for benchmarks; a process of its own, so that its garbage and its
 * threads are not ours. It prints its port and serves until its standard input closes.
 */
final class MockVendor {
    private static final byte[] ANSWER = answer().getBytes(StandardCharsets.UTF_8);

    private MockVendor() {}

    public static void main(String[] args) throws IOException {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 128);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", MockVendor::serve);
        server.start();
        System.out.println(server.getAddress().getPort());
        while (System.in.read() >= 0) {
            // Until whoever started this is gone.
        }
        server.stop(0);
    }

    private static void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, ANSWER.length);
            exchange.getResponseBody().write(ANSWER);
        }
    }

    private static String answer() {
        var events = new StringBuilder(event("{\"role\":\"assistant\",\"content\":\"\"}", "null"));
        for (String word : "Twelve invoices are overdue, the oldest since March.".split("(?<= )")) {
            events.append(event("{\"content\":\"" + word + "\"}", "null"));
        }
        return events.append(event("{}", "\"stop\""))
                .append(
                        "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"mock\",\"choices\":[],")
                .append(
                        "\"usage\":{\"prompt_tokens\":200,\"completion_tokens\":9,\"total_tokens\":209}}\n\ndata: [DONE]\n\n")
                .toString();
    }

    private static String event(String delta, String finish) {
        return "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"mock\",\"choices\":[{\"index\":0,\"delta\":"
                + delta + ",\"logprobs\":null,\"finish_reason\":" + finish + "}]}\n\n";
    }
}
