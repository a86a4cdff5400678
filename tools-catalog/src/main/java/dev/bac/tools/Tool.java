package dev.bac.tools;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * A tool of some server, as the host knows it.
 *
 * @param server the server that offers it, such as {@code finance}
 * @param risk {@code none}, {@code money}, {@code outbound} or {@code bulk}
 * @param examples sentences that mean it, for ranking and for the built-in planner
 */
public record Tool(
        String server,
        String name,
        String title,
        String description,
        Effect effect,
        String risk,
        ObjectNode inputSchema,
        ObjectNode outputSchema,
        List<Example> examples) {
    public Tool {
        examples = List.copyOf(examples);
    }

    /** A sentence and the arguments it means. */
    public record Example(String say, ObjectNode arguments) {}

    /** True when a person must agree before it takes effect. */
    public boolean needsApproval() {
        return effect == Effect.DESTRUCTIVE || !risk.equals("none");
    }

    /** This tool under another name. */
    public Tool withName(String other) {
        return new Tool(server, other, title, description, effect, risk, inputSchema, outputSchema, examples);
    }

    /** This tool with other arguments. */
    public Tool withInputSchema(ObjectNode schema) {
        return new Tool(server, name, title, description, effect, risk, schema, outputSchema, examples);
    }

    /** This tool with what a manifest says it does. */
    public Tool declared(Effect otherEffect, String otherRisk) {
        return new Tool(server, name, title, description, otherEffect, otherRisk, inputSchema, outputSchema, examples);
    }
}
