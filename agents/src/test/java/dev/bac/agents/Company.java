package dev.bac.agents;

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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
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

    public Company() {
        try (var file = Company.class.getResourceAsStream("/tools.json")) {
            for (var declared : JsonMapper.shared().readTree(file)) {
                var schema = JsonMapper.shared().createObjectNode().put("type", "object");
                var properties = schema.putObject("properties");
                declared.path("arguments")
                        .forEach(name -> properties.putObject(name.asString()).put("type", "string"));
                var name = declared.path("name").asString();
                toolbox.add(
                        new Tool(
                                declared.path("server").asString(),
                                name,
                                name.replace('_', ' '),
                                name.replace('_', ' '),
                                Effect.valueOf(declared.path("effect").asString()),
                                declared.path("risk").asString(),
                                schema,
                                JsonMapper.shared().createObjectNode(),
                                List.of()),
                        this::run);
            }
        } catch (java.io.IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    private ToolOutcome run(Caller caller, ToolCall call) {
        ran.add(call);
        return new ToolOutcome.Done("ran " + call.tool() + " " + call.arguments(), call.arguments());
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
