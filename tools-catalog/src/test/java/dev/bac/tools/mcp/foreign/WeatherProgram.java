package dev.bac.tools.mcp.foreign;

import dev.bac.mcp.wire.WireJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An MCP server on standard streams: of 2026-07-28, of 2025-11-25, or one that does not answer what it does not know. */
public final class WeatherProgram {
    private WeatherProgram() {}

    public static void main(String[] arguments) throws IOException {
        var spoken = arguments[0];
        if (spoken.equals("modern")) {
            System.out.println("Starting up"); // No message, which is to be passed over.
        }
        try (var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                var asked = WireJson.mapper().readTree(line);
                if (asked.has("id")) {
                    answer(spoken, asked);
                }
            }
        }
    }

    private static void answer(String spoken, JsonNode asked) {
        var method = asked.path("method").asString("");
        var message = WireJson.object().put("jsonrpc", "2.0");
        message.set("id", asked.path("id"));
        if (method.equals("server/discover") && !spoken.equals("modern")) {
            if (spoken.equals("silent")) {
                return;
            }
            message.putObject("error").put("code", -32601).put("message", "Method not found");
        } else {
            message.set("result", result(method, asked.path("params")));
        }
        System.out.println(message);
    }

    private static ObjectNode result(String method, JsonNode params) {
        return (ObjectNode) WireJson.mapper()
                .readTree(
                        switch (method) {
                            case "server/discover" -> "{\"supportedVersions\": [\"2026-07-28\"], \"capabilities\": {}}";
                            case "initialize" ->
                                "{\"protocolVersion\": \"2025-11-25\", \"capabilities\": {\"tools\": {}},"
                                        + " \"serverInfo\": {\"name\": \"weather\", \"version\": \"1\"}}";
                            case "tools/list" ->
                                "{\"tools\": [{\"name\": \"get_city\", \"inputSchema\": {\"type\": \"object\"}}]}";
                            default ->
                                "{\"content\": [{\"type\": \"text\", \"text\": \"%s in %s, %s\"}]}"
                                        .formatted(
                                                System.getenv(System.getenv().getOrDefault("WEATHER_FROM", "WEATHER")),
                                                params.path("arguments")
                                                        .path("city")
                                                        .asString(""),
                                                params.path("_meta")
                                                        .path("io.modelcontextprotocol/protocolVersion")
                                                        .asString("2025-11-25"));
                        });
    }
}
