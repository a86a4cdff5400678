package dev.bac.tools.mcp.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.bac.mcp.wire.WireJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An HTTP server that answers as a test says, and remembers what it was asked. */
public final class ScriptedServer implements AutoCloseable {

    /** What it does with a request. */
    @FunctionalInterface
    public interface Script {
        void answer(Asked asked) throws IOException;
    }

    private final HttpServer http;
    private final Map<String, Script> scripts = new ConcurrentHashMap<>();
    public final List<Asked> asked = new CopyOnWriteArrayList<>();

    public ScriptedServer() {
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/", this::handle);
        http.start();
    }

    /** Answers at a path; elsewhere there is nothing (404). */
    public ScriptedServer at(String path, Script script) {
        scripts.put(path, script);
        return this;
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + path);
    }

    /** The methods of the messages so far, in order. */
    public List<String> methods() {
        return asked.stream().map(Asked::method).toList();
    }

    @Override
    public void close() {
        http.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var one = new Asked(exchange, body);
        asked.add(one);
        try (exchange) {
            var script = scripts.get(exchange.getRequestURI().getPath());
            if (script == null) {
                one.send(404, "text/plain", "nothing here");
            } else {
                script.answer(one);
            }
        }
    }

    /** One request, and the means to answer it. */
    public record Asked(HttpExchange exchange, String body) {

        public JsonNode json() {
            return WireJson.parse(body.getBytes(StandardCharsets.UTF_8));
        }

        /** The method of the JSON-RPC message. */
        public String method() {
            return body.startsWith("{") ? json().path("method").asString("") : "";
        }

        public JsonNode params() {
            return json().path("params");
        }

        public Optional<String> header(String name) {
            return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
        }

        public Asked with(String header, String value) {
            exchange.getResponseHeaders().set(header, value);
            return this;
        }

        public void result(ObjectNode result) throws IOException {
            send(200, "application/json", message(result).toString());
        }

        public void result(String json) throws IOException {
            result((ObjectNode) WireJson.mapper().readTree(json));
        }

        public void error(int status, int code, String data) throws IOException {
            var message = WireJson.object().put("jsonrpc", "2.0");
            message.set("id", json().path("id"));
            message.putObject("error")
                    .put("code", code)
                    .put("message", "no")
                    .set("data", WireJson.mapper().readTree(data));
            send(status, "application/json", message.toString());
        }

        /** The message that carries a result to whoever asked. */
        public ObjectNode message(ObjectNode result) {
            var message = WireJson.object().put("jsonrpc", "2.0");
            message.set("id", json().path("id"));
            message.set("result", result);
            return message;
        }

        public void beginEvents() throws IOException {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
        }

        public void event(String data) throws IOException {
            exchange.getResponseBody().write(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
        }

        public void send(int status, String type, String text) throws IOException {
            var bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            if (bytes.length > 0) {
                exchange.getResponseBody().write(bytes);
            }
        }
    }
}
