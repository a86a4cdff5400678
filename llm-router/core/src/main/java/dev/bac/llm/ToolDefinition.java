package dev.bac.llm;

import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A tool as a model sees it.
 *
 * @param name {@code [a-z0-9_]}, at most 40 characters
 * @param description what it does and when to use it
 * @param inputSchema JSON Schema 2020-12 of the arguments, an object
 * @param examples sentences that people say when they want it, with the arguments they mean; the built-in planner reads
 *     them, vendors never see them
 * @param outputSchema JSON Schema of the result, for the planner's telling; empty object when unknown
 * @param readOnly true when calling it changes nothing
 * @param leadsTo for a handover, the tools that the colleague has; for a tool to look for colleagues with, all handovers:
 *     the built-in planner routes by them, vendors never see them
 * @param withheld true for a colleague's tool that exists but that the caller lacks the permission for: it stands only
 *     among {@code leadsTo}, so that the built-in planner can say what is missing
 */
public record ToolDefinition(
        String name,
        String title,
        String description,
        ObjectNode inputSchema,
        ObjectNode outputSchema,
        boolean readOnly,
        List<Example> examples,
        List<ToolDefinition> leadsTo,
        boolean withheld) {
    public ToolDefinition {
        examples = List.copyOf(examples);
        leadsTo = List.copyOf(leadsTo);
    }

    /** A tool that does something itself. */
    public ToolDefinition(
            String name,
            String title,
            String description,
            ObjectNode inputSchema,
            ObjectNode outputSchema,
            boolean readOnly,
            List<Example> examples) {
        this(name, title, description, inputSchema, outputSchema, readOnly, examples, List.of());
    }

    /** A tool that may lead to others. */
    public ToolDefinition(
            String name,
            String title,
            String description,
            ObjectNode inputSchema,
            ObjectNode outputSchema,
            boolean readOnly,
            List<Example> examples,
            List<ToolDefinition> leadsTo) {
        this(name, title, description, inputSchema, outputSchema, readOnly, examples, leadsTo, false);
    }

    /** A tool that is known by its name only, since the caller may not use it. */
    public static ToolDefinition withheld(String name, String description) {
        var none = JsonNodeFactory.instance.objectNode();
        return new ToolDefinition(name, "", description, none, none, false, List.of(), List.of(), true);
    }

    /** A sentence and the arguments it means. */
    public record Example(String say, ObjectNode arguments) {}
}
