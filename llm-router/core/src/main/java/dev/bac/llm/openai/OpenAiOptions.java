package dev.bac.llm.openai;

import dev.bac.llm.AnswerFormat;
import dev.bac.llm.ChatOptions;
import dev.bac.llm.ToolChoice;
import tools.jackson.databind.node.ObjectNode;

/** What a request asks beyond the conversation, in OpenAI's fields. */
final class OpenAiOptions {
    private OpenAiOptions() {}

    static void put(ObjectNode body, ChatOptions options) {
        switch (options.toolChoice()) {
            case ToolChoice.Auto _ -> {}
            case ToolChoice.None _ -> body.put("tool_choice", "none");
            case ToolChoice.Required _ -> body.put("tool_choice", "required");
            case ToolChoice.Named(String tool) ->
                body.putObject("tool_choice")
                        .put("type", "function")
                        .putObject("function")
                        .put("name", tool);
        }
        if (!options.parallelToolCalls()) {
            body.put("parallel_tool_calls", false);
        }
        options.topP().ifPresent(value -> body.put("top_p", value));
        options.seed().ifPresent(value -> body.put("seed", value));
        if (!options.stop().isEmpty()) {
            options.stop().forEach(body.putArray("stop")::add);
        }
        switch (options.format()) {
            case AnswerFormat.Text _ -> {}
            case AnswerFormat.JsonObject _ -> body.putObject("response_format").put("type", "json_object");
            case AnswerFormat.JsonSchema(String name, ObjectNode schema, boolean strict) ->
                body.putObject("response_format")
                        .put("type", "json_schema")
                        .putObject("json_schema")
                        .put("name", name)
                        .put("strict", strict)
                        .set("schema", schema);
        }
    }
}
