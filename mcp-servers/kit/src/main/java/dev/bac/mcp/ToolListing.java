package dev.bac.mcp;

import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/**
 * A tool as clients see it. The trees are shared: read them, do not change them.
 *
 * @param meta {@code effect}, {@code risk}, {@code examples} and {@code refs}: what our own host reads under
 *     {@code dev.bac/tool}
 */
public record ToolListing(Tool<?, ?> tool, ObjectNode inputSchema, ObjectNode outputSchema, ObjectNode meta) {

    static ObjectNode meta(Tool<?, ?> tool) {
        var meta = ToolJson.mapper().createObjectNode();
        meta.put("effect", tool.effect().name().toLowerCase(Locale.ROOT));
        meta.put("risk", tool.risk().name().toLowerCase(Locale.ROOT));
        var examples = meta.putArray("examples");
        for (var example : tool.examples()) {
            examples.addObject()
                    .put("say", example.say())
                    .set("arguments", ToolJson.mapper().valueToTree(example.arguments()));
        }
        Sentences.of(tool).forEach(examples::add);
        var refs = meta.putObject("refs");
        for (var component : Component.of(tool.arguments())) {
            var arg = component.arg();
            if (arg != null && !arg.ref().isEmpty()) {
                refs.put(component.name(), arg.ref());
            }
        }
        return meta;
    }
}
