package dev.bac.llm.anthropic;

import dev.bac.llm.AnswerFormat;
import dev.bac.llm.ChatOptions;
import dev.bac.llm.ToolChoice;
import tools.jackson.databind.node.ObjectNode;

/** What a request asks beyond the conversation, in Anthropic's fields. */
final class AnthropicOptions {
    private AnthropicOptions() {}

    static void put(ObjectNode body, ChatOptions options) {
        switch (options.toolChoice()) {
            case ToolChoice.Auto _ -> {
                if (!options.parallelToolCalls() && body.has("tools")) {
                    body.putObject("tool_choice").put("type", "auto");
                }
            }
            case ToolChoice.None _ -> body.putObject("tool_choice").put("type", "none");
            case ToolChoice.Required _ -> body.putObject("tool_choice").put("type", "any");
            case ToolChoice.Named(String tool) ->
                body.putObject("tool_choice").put("type", "tool").put("name", tool);
        }
        if (!options.parallelToolCalls()
                && body.path("tool_choice") instanceof ObjectNode choice
                && !(options.toolChoice() instanceof ToolChoice.None)) {
            choice.put("disable_parallel_tool_use", true);
        }
        options.topP().ifPresent(value -> body.put("top_p", value));
        if (!options.stop().isEmpty()) {
            options.stop().forEach(body.putArray("stop_sequences")::add);
        }
        if (options.format() instanceof AnswerFormat.JsonSchema given) {
            body.withObject("output_config")
                    .putObject("format")
                    .put("type", "json_schema")
                    .set("schema", given.schema());
        }
    }
}
