package dev.bac.llm.ollama;

import dev.bac.llm.AnswerFormat;
import dev.bac.llm.ChatRequest;
import dev.bac.llm.Message;
import dev.bac.llm.Part;
import dev.bac.llm.ToolDefinition;
import dev.bac.llm.vendor.ToolSchemas;
import io.github.ollama4j.models.chat.OllamaChatMessage;
import io.github.ollama4j.models.chat.OllamaChatMessageRole;
import io.github.ollama4j.models.chat.OllamaChatRequest;
import io.github.ollama4j.models.chat.OllamaChatToolCalls;
import io.github.ollama4j.tools.OllamaToolCallsFunction;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Our request in Ollama4j's records, and those as JSON without the fields that Ollama's API does not know. */
final class OllamaRequests {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private OllamaRequests() {}

    /** Carries the tools as JSON: Ollama4j's own type knows flat properties only. */
    static final class Request extends OllamaChatRequest {
        private final ArrayNode schemas;
        private final AnswerFormat answer;

        Request(List<ToolDefinition> tools, AnswerFormat answer) {
            this.answer = answer;
            this.schemas = JsonNodeFactory.instance.arrayNode();
            for (ToolDefinition tool : tools) {
                ObjectNode function = JsonNodeFactory.instance
                        .objectNode()
                        .put("name", tool.name())
                        .put("description", tool.description());
                function.set("parameters", ToolSchemas.withoutOurs(tool.inputSchema()));
                schemas.addObject().put("type", "function").set("function", function);
            }
        }
    }

    static OllamaChatRequest of(ChatRequest request) {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("num_predict", request.maxTokens());
        request.temperature().ifPresent(value -> options.put("temperature", value));
        request.options().topP().ifPresent(value -> options.put("top_p", value));
        request.options().seed().ifPresent(value -> options.put("seed", value));
        if (!request.options().stop().isEmpty()) {
            options.put("stop", request.options().stop());
        }
        var made = new Request(request.tools(), request.options().format());
        made.setModel(request.model());
        made.setStream(true);
        made.setUseTools(false);
        made.setOptions(options);
        made.setMessages(request.messages().stream().flatMap(OllamaRequests::of).toList());
        return made;
    }

    static String json(OllamaChatRequest request) {
        ObjectNode body = JSON.createObjectNode().put("model", request.getModel());
        request.getMessages().forEach(message -> body.withArray("messages").add(json(message)));
        if (request instanceof Request ours && !ours.schemas.isEmpty()) {
            body.set("tools", ours.schemas);
        }
        if (request instanceof Request ours) {
            switch (ours.answer) {
                case AnswerFormat.Text _ -> {}
                case AnswerFormat.JsonObject _ -> body.put("format", "json");
                case AnswerFormat.JsonSchema given -> body.set("format", given.schema());
            }
        }
        body.set("options", JSON.valueToTree(request.getOptions()));
        return body.put("stream", request.isStream()).toString();
    }

    private static ObjectNode json(OllamaChatMessage message) {
        ObjectNode node = JSON.createObjectNode()
                .put("role", message.getRole().getRoleName())
                .put("content", message.getResponse());
        if (message.getImages() != null) {
            message.getImages().forEach(image -> node.withArray("images").add(image));
        }
        if (message.getToolCalls() != null) {
            for (OllamaChatToolCalls call : message.getToolCalls()) {
                JsonNode arguments = JSON.valueToTree(call.getFunction().getArguments());
                ObjectNode function =
                        JSON.createObjectNode().put("name", call.getFunction().getName());
                function.set("arguments", arguments);
                node.withArray("tool_calls").addObject().set("function", function);
            }
        }
        return node;
    }

    private static Stream<OllamaChatMessage> of(Message message) {
        return switch (message) {
            case Message.Instructions(String text) ->
                Stream.of(new OllamaChatMessage(OllamaChatMessageRole.SYSTEM, text));
            case Message.User user -> Stream.of(said(user));
            case Message.Assistant assistant -> {
                var said = new OllamaChatMessage(OllamaChatMessageRole.ASSISTANT, assistant.text());
                if (!assistant.toolCalls().isEmpty()) {
                    said.setToolCalls(assistant.toolCalls().stream()
                            .map(OllamaRequests::of)
                            .toList());
                }
                yield Stream.of(said);
            }
            case Message.ToolResults(List<Part.ToolResult> results) ->
                results.stream().map(result -> new OllamaChatMessage(OllamaChatMessageRole.TOOL, result.told()));
        };
    }

    private static OllamaChatMessage said(Message.User user) {
        var said = new OllamaChatMessage(OllamaChatMessageRole.USER, user.text());
        List<byte[]> images = user.parts().stream()
                .filter(Part.Image.class::isInstance)
                .flatMap(part -> ((Part.Image) part).data().stream())
                .map(data -> Base64.getDecoder().decode(data.base64()))
                .toList();
        if (!images.isEmpty()) {
            said.setImages(images);
        }
        return said;
    }

    private static OllamaChatToolCalls of(Part.ToolCall call) {
        Map<String, Object> arguments = JSON.convertValue(call.arguments(), new TypeReference<>() {});
        return new OllamaChatToolCalls(call.id(), new OllamaToolCallsFunction(call.tool(), arguments));
    }
}
