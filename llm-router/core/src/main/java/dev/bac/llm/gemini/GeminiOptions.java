package dev.bac.llm.gemini;

import dev.bac.llm.AnswerFormat;
import dev.bac.llm.ChatOptions;
import dev.bac.llm.ToolChoice;
import tools.jackson.databind.node.ObjectNode;

/** What a request asks beyond the conversation, in Gemini's fields. */
final class GeminiOptions {
    private GeminiOptions() {}

    static void put(ObjectNode body, ChatOptions options) {
        switch (options.toolChoice()) {
            case ToolChoice.Auto _ -> {}
            case ToolChoice.None _ -> calling(body).put("mode", "NONE");
            case ToolChoice.Required _ -> calling(body).put("mode", "ANY");
            case ToolChoice.Named(String tool) ->
                calling(body)
                        .put("mode", "ANY")
                        .putArray("allowedFunctionNames")
                        .add(tool);
        }
        ObjectNode config = body.withObject("generationConfig");
        options.topP().ifPresent(value -> config.put("topP", value));
        options.seed().ifPresent(value -> config.put("seed", value));
        if (!options.stop().isEmpty()) {
            options.stop().forEach(config.putArray("stopSequences")::add);
        }
        switch (options.format()) {
            case AnswerFormat.Text _ -> {}
            case AnswerFormat.JsonObject _ -> config.put("responseMimeType", "application/json");
            case AnswerFormat.JsonSchema given ->
                config.put("responseMimeType", "application/json").set("responseJsonSchema", given.schema());
        }
    }

    private static ObjectNode calling(ObjectNode body) {
        body.remove("toolConfig");
        return body.putObject("toolConfig").putObject("functionCallingConfig");
    }
}
