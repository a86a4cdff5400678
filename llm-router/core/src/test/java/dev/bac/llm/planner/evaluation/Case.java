package dev.bac.llm.planner.evaluation;

import dev.bac.llm.ToolDefinition;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A sentence and what should come of it.
 *
 * @param tool the tool that should be called; empty when none should
 * @param accepted for each argument the accepted values; an empty string among them means it may be left out
 * @param strict true when arguments that are not in {@code accepted} are wrong
 */
record Case(
        String id,
        String say,
        List<ToolDefinition> tools,
        String tool,
        Map<String, List<JsonNode>> accepted,
        boolean strict) {}
