package dev.bac.agents;

import dev.bac.agents.format.Lint;
import dev.bac.identity.Caller;
import dev.bac.identity.Channel;
import dev.bac.identity.Role;
import dev.bac.identity.TenantId;
import dev.bac.identity.UserId;
import dev.bac.tools.Effect;
import dev.bac.tools.InMemoryToolbox;
import dev.bac.tools.Tool;
import dev.bac.tools.ToolCall;
import dev.bac.tools.ToolOutcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The tools of our servers by name, arguments and effect, over nothing: each says what it was given. */
public final class Company {
    public static final Caller ANN = new Caller(
            new TenantId(new UUID(0, 1)),
            new UserId(new UUID(0, 2)),
            "Ann",
            Set.of(Role.USER),
            Role.scopesOf(Set.of(Role.USER)),
            Channel.WEB,
            Optional.empty());
    public static final Map<Fact, String> FACTS = Map.of(
            Fact.TENANT_NAME, "Acme", Fact.USER_NAME, "Ann", Fact.TODAY, "2026-11-21", Fact.TENANT_CURRENCY, "EUR");

    /** What really ran, in order. */
    public final List<ToolCall> ran = new CopyOnWriteArrayList<>();

    public final InMemoryToolbox toolbox = new InMemoryToolbox();

    /** The tools are those of the servers' committed snapshots, so that an agent cannot name one that is not there. */
    public Company() {
        for (String server : List.of("crm", "erp", "finance", "knowledge", "messaging", "provisioning")) {
            var folder = Path.of(
                    System.getProperty("bac.root", ".."), "mcp-servers", server, "src", "test", "resources", "tools");
            try (var files = Files.list(folder)) {
                files.sorted().forEach(file -> add(server, JsonMapper.shared().readTree(file.toFile())));
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
    }

    private void add(String server, JsonNode declared) {
        var schema = JsonMapper.shared().createObjectNode().put("type", "object");
        var properties = schema.putObject("properties");
        declared.path("inputSchema").path("properties").propertyNames().stream()
                .filter(name -> !Set.of("idempotency_key", "dry_run").contains(name))
                .forEach(name -> {
                    var property = properties.putObject(name).put("type", "string");
                    var choices = declared.at("/inputSchema/properties/" + name + "/enum");
                    if (choices.isArray()) {
                        property.set("enum", choices);
                    }
                });
        var name = declared.path("name").asString();
        var meta = declared.path("meta");
        toolbox.add(
                new Tool(
                        server,
                        name,
                        name.replace('_', ' '),
                        name.replace('_', ' '),
                        Effect.valueOf(meta.path("effect").asString().toUpperCase(Locale.ROOT)),
                        meta.path("risk").asString(),
                        schema,
                        JsonMapper.shared().createObjectNode(),
                        List.of()),
                this::run);
    }

    private ToolOutcome run(Caller caller, ToolCall call) {
        ran.add(call);
        return new ToolOutcome.Done("ran " + call.tool() + " " + call.arguments(), call.arguments());
    }

    /** The same for the lint. */
    public Lint.Known known() {
        var asking = new java.util.HashSet<String>();
        toolbox.tools(ANN).stream()
                .filter(tool -> !tool.risk().equals("none"))
                .forEach(tool -> asking.add(tool.name()));
        return new Lint.Known(effects(), asking, Set.of());
    }

    public Map<String, Effect> effects() {
        var effects = new java.util.TreeMap<String, Effect>();
        toolbox.tools(ANN).forEach(tool -> effects.put(tool.name(), tool.effect()));
        return effects;
    }

    public static ObjectNode json(String text) {
        return (ObjectNode) JsonMapper.shared().readTree(text);
    }
}
