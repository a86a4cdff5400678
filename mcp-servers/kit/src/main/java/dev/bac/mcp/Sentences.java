package dev.bac.mcp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * More sentences that people say when they mean a tool, kept as data beside its domain in
 * {@code dev/bac/<domain>/sentences.json}: by the tool's name a list of {@code {say, arguments}}. The built-in planner
 * learns from them as from the examples that a tool declares itself.
 */
final class Sentences {
    private Sentences() {}

    /**
     * The sentences of a tool; none when its domain keeps no file.
     *
     * @throws IllegalArgumentException when a sentence names an argument that the tool does not have
     */
    static List<JsonNode> of(Tool<?, ?> tool) {
        var domain = tool.name().substring(0, tool.name().indexOf('_'));
        try (var file = tool.arguments().getResourceAsStream("/dev/bac/" + domain + "/sentences.json")) {
            if (file == null) {
                return List.of();
            }
            var said = ToolJson.mapper().readTree(file).path(tool.name());
            said.forEach(sentence -> check(tool, sentence));
            return said.valueStream().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void check(Tool<?, ?> tool, JsonNode sentence) {
        var known = Component.of(tool.arguments()).stream().map(Component::name).toList();
        if (!sentence.path("say").isString()
                || !(sentence.path("arguments") instanceof ObjectNode arguments)
                || !known.containsAll(arguments.propertyNames())) {
            throw new IllegalArgumentException(tool.name() + ": this sentence does not fit it: " + sentence);
        }
    }
}
