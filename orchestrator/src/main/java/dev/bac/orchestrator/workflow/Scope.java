package dev.bac.orchestrator.workflow;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What the steps at one place of a run see: the outputs before them, and within {@code each} the item.
 *
 * @param prefix begins the names of the steps there
 * @param fixed the variables that are the same everywhere in the run
 */
record Scope(String prefix, Map<String, JsonNode> fixed, Map<String, JsonNode> outputs, Optional<Item> item) {
    record Item(JsonNode value, int index) {}

    static Scope of(Map<String, JsonNode> fixed) {
        return new Scope("", Map.copyOf(fixed), new ConcurrentHashMap<>(), Optional.empty());
    }

    /** Sees what this one sees, and keeps its own outputs to itself. */
    Scope inner() {
        return new Scope(prefix, fixed, new ConcurrentHashMap<>(outputs), item);
    }

    Scope each(String id, JsonNode value, int index) {
        return new Scope(
                prefix + id + "[" + index + "]/",
                fixed,
                new ConcurrentHashMap<>(outputs),
                Optional.of(new Item(value, index)));
    }

    String place(String id) {
        return prefix + id;
    }

    void put(String id, JsonNode output) {
        outputs.put(id, output);
    }

    Map<String, JsonNode> variables() {
        var variables = new HashMap<>(fixed);
        var steps = JsonNodeFactory.instance.objectNode();
        outputs.forEach(steps::set);
        variables.put("steps", steps);
        item.ifPresent(one -> {
            variables.put("item", one.value());
            variables.put("index", JsonNodeFactory.instance.numberNode(one.index()));
        });
        return variables;
    }
}
