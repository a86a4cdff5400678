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
import tools.jackson.databind.node.ObjectNode;

/** The product's own tools, from the snapshots that the domain servers' tests keep. */
final class Snapshots {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> DOMAINS =
            List.of("crm", "erp", "finance", "knowledge", "messaging", "provisioning");

    private Snapshots() {}

    /** @param root of the repository; domains without snapshots are left out */
    static List<ToolDefinition> tools(Path root) throws IOException {
        var tools = new ArrayList<ToolDefinition>();
        for (var domain : DOMAINS) {
            var folder = root.resolve("mcp-servers").resolve(domain).resolve("src/test/resources/tools");
            if (Files.isDirectory(folder)) {
                try (var files = Files.list(folder)) {
                    for (var file : files.sorted().toList()) {
                        tools.add(tool(JSON.readTree(Files.readString(file))));
                    }
                }
            }
        }
        return List.copyOf(tools);
    }

    /** Each example of each tool as a case of its own, the example itself taken away from its tool. */
    static List<Case> leaveOneOut(List<ToolDefinition> tools) {
        var cases = new ArrayList<Case>();
        for (var tool : tools) {
            for (var example : tool.examples()) {
                var others = tool.examples().stream()
                        .filter(other -> other != example)
                        .toList();
                var poorer = new ToolDefinition(
                        tool.name(),
                        tool.title(),
                        tool.description(),
                        tool.inputSchema(),
                        tool.outputSchema(),
                        tool.readOnly(),
                        others);
                var rest = tools.stream()
                        .map(other -> other == tool ? poorer : other)
                        .toList();
                cases.add(new Case(
                        "loo " + tool.name(), example.say(), rest, tool.name(), accepted(example.arguments()), true));
            }
        }
        return cases;
    }

    private static Map<String, List<JsonNode>> accepted(ObjectNode arguments) {
        var accepted = new HashMap<String, List<JsonNode>>();
        arguments.properties().forEach(argument -> accepted.put(argument.getKey(), List.of(argument.getValue())));
        return accepted;
    }

    private static ToolDefinition tool(JsonNode file) {
        var schema = (ObjectNode) file.get("inputSchema").deepCopy();
        file.path("meta").path("refs").properties().forEach(ref -> {
            if (schema.path("properties").path(ref.getKey()) instanceof ObjectNode property) {
                property.set("x-ref", ref.getValue());
            }
        });
        var examples = new ArrayList<ToolDefinition.Example>();
        file.path("meta")
                .path("examples")
                .forEach(example -> examples.add(new ToolDefinition.Example(
                        example.get("say").asString(), (ObjectNode) example.get("arguments"))));
        return new ToolDefinition(
                file.get("name").asString(),
                file.path("title").asString(""),
                file.path("description").asString(""),
                schema,
                JSON.createObjectNode(),
                file.path("meta").path("effect").asString("").equals("read"),
                examples);
    }
}
