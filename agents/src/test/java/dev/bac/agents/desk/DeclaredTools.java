package dev.bac.agents.desk;

import dev.bac.identity.Caller;
import dev.bac.tools.Effect;
import dev.bac.tools.Tool;
import dev.bac.tools.ToolCall;
import dev.bac.tools.ToolOutcome;
import dev.bac.tools.Toolbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The product's tools as their servers declare them, over nothing: whatever is called finds an empty company. */
final class DeclaredTools implements Toolbox {
    private static final List<String> SERVERS =
            List.of("crm", "erp", "finance", "knowledge", "messaging", "provisioning");
    /** What the host fills in and shows to no model. */
    private static final Set<String> HOST_ONLY = Set.of("idempotency_key", "dry_run", "response_format");

    private static final JsonMapper JSON = JsonMapper.shared();

    private final List<Tool> tools;

    private DeclaredTools(List<Tool> tools) {
        this.tools = List.copyOf(tools);
    }

    static Path root() {
        return Path.of(System.getProperty("bac.root", ".."));
    }

    /** From the snapshots that the servers' tests keep. */
    static DeclaredTools read() {
        var tools = new ArrayList<Tool>();
        for (var server : SERVERS) {
            var folder = root().resolve("mcp-servers").resolve(server).resolve("src/test/resources/tools");
            try (var files = Files.list(folder)) {
                files.sorted().forEach(file -> tools.add(tool(server, JSON.readTree(file.toFile()))));
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
        return new DeclaredTools(tools);
    }

    List<Tool> all() {
        return tools;
    }

    @Override
    public List<Tool> tools(Caller caller) {
        return tools;
    }

    @Override
    public ToolOutcome call(Caller caller, ToolCall call) {
        return new ToolOutcome.Done("Nothing found.", JSON.createObjectNode());
    }

    private static Tool tool(String server, JsonNode declared) {
        var schema = (ObjectNode) declared.get("inputSchema").deepCopy();
        if (schema.path("properties") instanceof ObjectNode properties) {
            properties.remove(HOST_ONLY);
            declared.at("/meta/refs").properties().forEach(reference -> {
                if (properties.path(reference.getKey()) instanceof ObjectNode property) {
                    property.put("x-ref", reference.getValue().asString());
                }
            });
        }
        var examples = declared.at("/meta/examples")
                .valueStream()
                .map(example -> new Tool.Example(example.get("say").asString(), (ObjectNode) example.get("arguments")))
                .toList();
        return new Tool(
                server,
                declared.path("name").asString(),
                declared.path("title").asString(),
                declared.path("description").asString(),
                Effect.valueOf(declared.at("/meta/effect").asString().toUpperCase(Locale.ROOT)),
                declared.at("/meta/risk").asString("none"),
                schema,
                JSON.createObjectNode(),
                examples);
    }
}
