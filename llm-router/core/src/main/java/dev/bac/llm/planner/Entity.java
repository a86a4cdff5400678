package dev.bac.llm.planner;

import dev.bac.retrieval.Wording;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A record that a tool's result showed.
 *
 * @param kinds stems of what it may be: the property that held it, words of the tool's name
 * @param list which list of the conversation it stood in, so that "the second one" counts within the last
 */
record Entity(Set<String> kinds, ObjectNode json, int list, boolean single) {
    private static final List<String> IDS = List.of("id", "number", "code", "sku", "name");

    /** What an argument that names the record takes: its id, else its number, else its name. */
    Optional<String> handle() {
        for (var key : IDS) {
            var value = json.get(key);
            if (value != null && value.isValueNode() && !value.isNull()) {
                return Optional.of(value.asString());
            }
        }
        return json.properties().stream()
                .filter(property -> property.getKey().toLowerCase(Locale.ROOT).endsWith("id")
                        && property.getValue().isString())
                .map(property -> property.getValue().asString())
                .findFirst();
    }

    /** The value of the first property whose name holds one of the words. */
    Optional<JsonNode> property(Set<String> stems) {
        for (var property : json.properties()) {
            var words = new HashSet<>(Wording.stems(property.getKey()));
            words.retainAll(stems);
            if (!words.isEmpty()
                    && property.getValue().isValueNode()
                    && !property.getValue().isNull()) {
                return Optional.of(property.getValue());
            }
        }
        return Optional.empty();
    }
}
