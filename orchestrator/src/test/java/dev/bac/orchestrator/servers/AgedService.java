package dev.bac.orchestrator.servers;

import dev.bac.tools.mcp.testing.ScriptedServer;
import dev.bac.tools.mcp.testing.ScriptedServer.Asked;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.json.JsonMapper;

/** A server of 2025-11-25: its tool asks on the stream of its call, and tells what it was answered. */
final class AgedService implements AutoCloseable {
    private static final int QUESTION = 77;
    private final ScriptedServer server = new ScriptedServer();
    private final String form;

    AgedService(String form) {
        this.form = form;
        server.at("/mcp", this::answer);
    }

    URI uri() {
        return server.uri("/mcp");
    }

    static String text(String text) {
        var result = JsonMapper.shared().createObjectNode();
        result.putArray("content").addObject().put("type", "text").put("text", text);
        return result.toString();
    }

    private void answer(Asked asked) throws IOException {
        if (!asked.exchange().getRequestMethod().equals("POST")) {
            asked.send(405, "text/plain", "");
            return;
        }
        switch (asked.method()) {
            case "server/discover" -> asked.error(404, -32601, "null");
            case "initialize" -> asked.with("Mcp-Session-Id", "s").result("""
                        {"protocolVersion": "2025-11-25", "capabilities": {"tools": {}},
                         "serverInfo": {"name": "aged", "version": "1"}}""");
            case "tools/list" ->
                asked.result("{\"tools\": [{\"name\": \"get_city\", \"inputSchema\": {\"type\": \"object\"}}]}");
            case "tools/call" -> call(asked);
            default -> asked.send(202, "text/plain", "");
        }
    }

    private void call(Asked asked) throws IOException {
        int before = server.asked.size();
        asked.beginEvents();
        asked.event("{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"elicitation/create\",\"params\":%s}"
                .formatted(QUESTION, form.replace("\n", " ")));
        Instant end = Instant.now().plus(Duration.ofSeconds(30));
        while (Instant.now().isBefore(end)) {
            var reply = server.asked.stream()
                    .skip(before)
                    .filter(one -> one.body().contains("\"id\":" + QUESTION))
                    .findFirst();
            if (reply.isPresent()) {
                var text = text("It was " + reply.get().json().path("result"));
                asked.event(asked.message((tools.jackson.databind.node.ObjectNode)
                                JsonMapper.shared().readTree(text))
                        .toString());
                return;
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
