package dev.bac.agents;

import dev.bac.identity.Caller;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** Arguments that an agent's admin has fixed: literals, or {@code =user.id} and the like. */
public final class Bindings {
    /** What may follow the equals sign. */
    public static final Set<String> SOURCES = Set.of("user.id", "user.name", "tenant.id");

    private Bindings() {}

    static Map<String, JsonNode> values(Map<String, JsonNode> bind, Caller caller) {
        var values = new LinkedHashMap<String, JsonNode>();
        bind.forEach((name, value) -> values.put(name, value(value, caller)));
        return values;
    }

    private static JsonNode value(JsonNode value, Caller caller) {
        return switch (value.isString() ? value.asString() : "") {
            case "=user.id" -> StringNode.valueOf(caller.user().toString());
            case "=user.name" -> StringNode.valueOf(caller.name());
            case "=tenant.id" -> StringNode.valueOf(caller.tenant().toString());
            default -> value;
        };
    }
}
