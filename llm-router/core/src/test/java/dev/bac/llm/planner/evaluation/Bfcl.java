package dev.bac.llm.planner.evaluation;

import dev.bac.llm.ToolDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads the Berkeley Function-Calling Leaderboard's files, whose types are Python's. */
final class Bfcl {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Map<String, String> TYPES =
            Map.of("dict", "object", "float", "number", "tuple", "array", "any", "string", "bool", "boolean");

    private Bfcl() {}

    static List<Case> read(Path folder, String name) throws IOException {
        var answers = new HashMap<String, JsonNode>();
        var file = folder.resolve(name + ".answers.json");
        if (Files.exists(file)) {
            for (var line : Files.readAllLines(file)) {
                var answer = JSON.readTree(line);
                answers.put(
                        answer.get("id").asString(), answer.get("ground_truth").get(0));
            }
        }
        var cases = new ArrayList<Case>();
        for (var line : Files.readAllLines(folder.resolve(name + ".json"))) {
            var question = JSON.readTree(line);
            var id = question.get("id").asString();
            var messages = question.get("question").get(0);
            var say = messages.get(messages.size() - 1).get("content").asString();
            var tools = new ArrayList<ToolDefinition>();
            question.get("function").forEach(function -> tools.add(tool(function)));
            cases.add(
                    answers.containsKey(id)
                            ? call(id, say, tools, answers.get(id))
                            : new Case(id, say, tools, "", Map.of(), true));
        }
        return cases;
    }

    private static Case call(String id, String say, List<ToolDefinition> tools, JsonNode answer) {
        var call = answer.properties().iterator().next();
        var accepted = new HashMap<String, List<JsonNode>>();
        call.getValue().properties().forEach(argument -> {
            var values = new ArrayList<JsonNode>();
            argument.getValue().forEach(values::add);
            accepted.put(argument.getKey(), values);
        });
        return new Case(id, say, tools, call.getKey(), accepted, true);
    }

    private static ToolDefinition tool(JsonNode function) {
        var schema = (ObjectNode) function.get("parameters").deepCopy();
        retype(schema);
        return new ToolDefinition(
                function.get("name").asString(),
                "",
                function.get("description").asString(),
                schema,
                JSON.createObjectNode(),
                false,
                List.of());
    }

    private static void retype(JsonNode node) {
        if (node instanceof ObjectNode object) {
            if (object.path("type").isString()) {
                var type = object.get("type").asString();
                object.put("type", TYPES.getOrDefault(type, type));
            }
            object.properties().forEach(property -> retype(property.getValue()));
        } else if (node instanceof ArrayNode array) {
            array.forEach(Bfcl::retype);
        }
    }
}
