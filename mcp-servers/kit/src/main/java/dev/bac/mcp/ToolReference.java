package dev.bac.mcp;

import dev.bac.mcp.skill.SkillFile;
import java.util.List;

/** The tools that a skill's instructions name, as a file of the skill: made from their declarations, so never stale. */
final class ToolReference {
    private static final String PATH = "references/tools.md";

    private ToolReference() {}

    /** Every tool of a domain that clients are shown. */
    static SkillFile of(List<Tool<?, ?>> tools) {
        var text = new StringBuilder("# Tools\n\n| tool | what it does | effect |\n|---|---|---|\n");
        tools.stream()
                .filter(tool -> !tool.hidden())
                .forEach(tool -> text.append("| `%s` | %s | %s |\n"
                        .formatted(tool.name(), tool.description().replace("|", "\\|"), effect(tool))));
        return new SkillFile(PATH, text.toString());
    }

    private static String effect(Tool<?, ?> tool) {
        return switch (tool.effect()) {
                    case READ -> "reads";
                    case WRITE -> "writes";
                    case DESTRUCTIVE -> "takes away for good";
                }
                + (tool.needsApproval() ? ", after a person has agreed" : "");
    }
}
