package dev.bac.agents;

import dev.bac.llm.ToolDefinition;
import dev.bac.tools.Effect;
import dev.bac.tools.Tool;

/** Tools of the catalogue as models see them. */
public final class ToolDefinitions {
    private ToolDefinitions() {}

    public static ToolDefinition of(Tool tool) {
        return new ToolDefinition(
                tool.name(),
                tool.title(),
                tool.description(),
                tool.inputSchema(),
                tool.outputSchema(),
                tool.effect() == Effect.READ,
                tool.examples().stream()
                        .map(example -> new ToolDefinition.Example(example.say(), example.arguments()))
                        .toList());
    }
}
