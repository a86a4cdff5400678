package dev.bac.llm.planner.evaluation;

import dev.bac.identity.Caller;
import dev.bac.identity.Channel;
import dev.bac.identity.TenantId;
import dev.bac.identity.UserId;
import dev.bac.llm.ToolDefinition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads the invented company's tools and sentences. */
public final class CompanySet {
    private static final YAMLMapper YAML = YAMLMapper.builder().build();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Stands for any value, or none. */
    static final JsonNode ANYTHING = JSON.getNodeFactory().stringNode("*");

    private CompanySet() {}

    public static Caller caller() {
        return new Caller(
                new TenantId(new UUID(0, 1)),
                new UserId(new UUID(0, 2)),
                "Test",
                Set.of(),
                Set.of(),
                Channel.API,
                Optional.empty());
    }

    public static List<ToolDefinition> tools() throws IOException {
        var tools = new ArrayList<ToolDefinition>();
        file("tools").forEach(tool -> tools.add(tool(tool)));
        return List.copyOf(tools);
    }

    static List<Case> read(String set) throws IOException {
        return read(set, tools(), true);
    }

    /** @param strict true when arguments that a sentence does not name are wrong */
    static List<Case> read(String set, List<ToolDefinition> tools, boolean strict) throws IOException {
        var cases = new ArrayList<Case>();
        file(set).forEach(line -> {
            var accepted = new HashMap<String, List<JsonNode>>();
            line.path("args")
                    .properties()
                    .forEach(argument -> accepted.put(argument.getKey(), List.of(argument.getValue())));
            line.path("may").forEach(name -> accepted.put(name.asString(), List.of(ANYTHING)));
            cases.add(new Case(
                    set + " " + cases.size(),
                    line.get("say").asString(),
                    tools,
                    line.get("tool").asString(),
                    accepted,
                    strict));
        });
        return cases;
    }

    /** Questions about everything under the sun, none of which the company's tools answer. */
    static List<Case> foreign(List<Case> questions) throws IOException {
        var tools = tools();
        return questions.stream()
                .map(question -> new Case("foreign " + question.id(), question.say(), tools, "", Map.of(), true))
                .toList();
    }

    private static JsonNode file(String name) throws IOException {
        try (var in = CompanySet.class.getResourceAsStream(name + ".yaml")) {
            return YAML.readTree(in);
        }
    }

    private static ToolDefinition tool(JsonNode tool) {
        var schema = JSON.createObjectNode().put("type", "object");
        var properties = schema.putObject("properties");
        var required = schema.putArray("required");
        tool.get("args").properties().forEach(argument -> {
            var name = argument.getKey().replace("?", "");
            if (!argument.getKey().endsWith("?")) {
                required.add(name);
            }
            var parts = argument.getValue().asString().split("\\|", 2);
            properties.set(name, schema(parts[0]).put("description", parts[1]));
        });
        var examples = new ArrayList<ToolDefinition.Example>();
        tool.path("examples")
                .forEach(example -> examples.add(
                        new ToolDefinition.Example(example.get("say").asString(), (ObjectNode) example.get("args"))));
        return new ToolDefinition(
                tool.get("name").asString(),
                tool.get("title").asString(),
                tool.get("about").asString(),
                schema,
                JSON.createObjectNode(),
                tool.path("read").asBoolean(false),
                examples);
    }

    private static ObjectNode schema(String type) {
        var schema = JSON.createObjectNode();
        var words = type.split(" ", 2);
        switch (words[0]) {
            case "date", "email", "phone", "decimal" ->
                schema.put("type", "string").put("format", words[0]);
            case "ref" -> schema.put("type", "string").put("x-ref", words[1]);
            case "enum" -> {
                var values = schema.put("type", "string").putArray("enum");
                List.of(words[1].split(",")).forEach(values::add);
            }
            case "lines(ref" -> {
                var line = schema.put("type", "array")
                        .putObject("items")
                        .put("type", "object")
                        .putObject("properties");
                line.putObject("item").put("type", "string").put("x-ref", "item");
                line.putObject("quantity").put("type", "number");
            }
            default -> schema.put("type", words[0]);
        }
        return schema;
    }
}
