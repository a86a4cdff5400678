package dev.bac.mcp.serving;

import dev.bac.mcp.modern.Exchange;
import dev.bac.mcp.wire.Content;
import dev.bac.mcp.wire.ElicitAnswer;
import dev.bac.mcp.wire.InputRequest;
import dev.bac.mcp.wire.Params;
import dev.bac.mcp.wire.Result;
import dev.bac.mcp.wire.Tool;
import dev.bac.mcp.wire.WireJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A tool of the suite in the modern era. */
record ConformanceFixture(Tool tool, Handler handler) {

    interface Handler {
        Result.OfCall call(Exchange exchange, Params.CallTool call);
    }

    static ConformanceFixture of(String name, Handler handler) {
        return of(name, "{\"type\":\"object\",\"properties\":{}}", handler);
    }

    static ConformanceFixture of(String name, String schema, Handler handler) {
        return new ConformanceFixture(new Tool(name, null, "Fixture " + name, json(schema), null, null, null), handler);
    }

    static ObjectNode json(String text) {
        return (ObjectNode) WireJson.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    static Result.Called says(String text) {
        return told(false, Content.text(text));
    }

    static Result.Called told(boolean failed, Content... content) {
        return new Result.Called(List.of(content), null, failed, null);
    }

    static InputRequest.Form form(String message, String field, String type) {
        var schema = json("{\"type\":\"object\",\"properties\":{\"%s\":{\"type\":\"%s\"}},\"required\":[\"%s\"]}"
                .formatted(field, type, field));
        return new InputRequest.Form(message, schema);
    }

    static InputRequest.Sampling sampling(String question) {
        return new InputRequest.Sampling(json("""
                {"messages":[{"role":"user","content":{"type":"text","text":"%s"}}],"maxTokens":100}
                """.formatted(question)));
    }

    static Optional<JsonNode> response(Map<String, JsonNode> responses, String key) {
        return Optional.ofNullable(responses).map(all -> all.get(key)).filter(JsonNode::isObject);
    }

    /** What a person filled in, if they accepted. */
    static Optional<String> filledIn(Map<String, JsonNode> responses, String key, String field) {
        return response(responses, key)
                .flatMap(ElicitAnswer::of)
                .filter(answer -> answer.action() == ElicitAnswer.Action.ACCEPT)
                .map(ElicitAnswer::content)
                .map(content -> content.path(field).asString(""));
    }
}
