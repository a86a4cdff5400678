package dev.bac.orchestrator.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of the platform over real HTTP. Every answer it gets is held against the API's description. */
public record Web(String baseUrl, Optional<String> key) {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.shared();

    /** An answer. */
    public record Reply(int status, HttpResponse<String> http) {
        public JsonNode json() {
            return JSON.readTree(http.body());
        }

        public String header(String name) {
            return http.headers().firstValue(name).orElse("");
        }

        /** The stable code of a problem, with its status. */
        public String problem() {
            return status + " " + json().path("code").asString();
        }
    }

    public Reply get(String path) {
        return send(request(path).GET());
    }

    public Reply post(String path, String json) {
        return post(path, json.getBytes(StandardCharsets.UTF_8));
    }

    public Reply post(String path, byte[] body) {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofByteArray(body)));
    }

    /** A request of this client, to be completed. */
    public HttpRequest.Builder request(String path) {
        var builder = HttpRequest.newBuilder(URI.create(baseUrl + path)).timeout(Duration.ofSeconds(30));
        key.ifPresent(text -> builder.header("Authorization", "Bearer " + text));
        return builder;
    }

    public Reply send(HttpRequest.Builder builder) {
        HttpRequest request = builder.build();
        HttpResponse<String> response = sent(request, BodyHandlers.ofString());
        OpenApi.check(
                request.method(),
                request.uri().getRawPath(),
                response.statusCode(),
                response.headers().firstValue("Content-Type").orElse(""),
                response.body());
        return new Reply(response.statusCode(), response);
    }

    /** An answer that is read while it comes. */
    public InputStream open(HttpRequest.Builder builder) {
        return sent(builder.build(), BodyHandlers.ofInputStream()).body();
    }

    /** Calls a tool of a server over MCP. */
    public JsonNode tool(String server, String tool, String arguments) {
        Reply reply = send(request("/mcp/" + server)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(BodyPublishers.ofString("""
                        {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"%s","arguments":%s}}
                        """.formatted(tool, arguments))));
        // A call that takes long is answered as a stream, which says now and then that it is still there.
        String body = reply.http().body();
        String answer = body.lines()
                .filter(line -> line.startsWith("data: {"))
                .map(line -> line.substring("data: ".length()))
                .reduce(body, (_, later) -> later);
        return tools.jackson.databind.json.JsonMapper.shared().readTree(answer).path("result");
    }

    /** Begins a conversation with the agent. */
    public Talk talk(String agent) {
        Reply made = post("/api/v1/conversations", "{\"agent\":\"%s\"}".formatted(agent));
        return new Talk(this, made.json().path("id").asString());
    }

    private static <T> HttpResponse<T> sent(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return CLIENT.send(request, handler);
        } catch (IOException e) {
            throw new UncheckedIOException(request.method() + " " + request.uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Runs it beside the test; what it throws is thrown by {@code join}. */
    public static final class Beside {
        private final AtomicReference<Throwable> thrown = new AtomicReference<>();
        private final Thread thread;

        public Beside(Runnable work) {
            thread = Thread.ofVirtual().start(() -> {
                try {
                    work.run();
                } catch (RuntimeException | AssertionError e) {
                    thrown.set(e);
                }
            });
        }

        public void join() throws InterruptedException {
            thread.join(Duration.ofSeconds(30));
            if (thrown.get() != null) {
                throw new AssertionError(thrown.get());
            }
        }
    }
}
