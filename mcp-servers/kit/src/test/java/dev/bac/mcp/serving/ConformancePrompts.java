package dev.bac.mcp.serving;

import static dev.bac.mcp.serving.ConformanceTools.image;
import static dev.bac.mcp.serving.ConformanceTools.resource;
import static dev.bac.mcp.serving.ConformanceTools.text;

import io.modelcontextprotocol.server.McpServerFeatures.SyncCompletionSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncPromptSpecification;
import io.modelcontextprotocol.spec.McpSchema.CompleteResult;
import io.modelcontextprotocol.spec.McpSchema.Content;
import io.modelcontextprotocol.spec.McpSchema.GetPromptResult;
import io.modelcontextprotocol.spec.McpSchema.Prompt;
import io.modelcontextprotocol.spec.McpSchema.PromptArgument;
import io.modelcontextprotocol.spec.McpSchema.PromptMessage;
import io.modelcontextprotocol.spec.McpSchema.PromptReference;
import io.modelcontextprotocol.spec.McpSchema.Role;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** The suite's prompts. */
final class ConformancePrompts {
    private ConformancePrompts() {}

    static List<SyncPromptSpecification> all() {
        return List.of(
                prompt("test_simple_prompt", List.of(), _ -> says(text("This is a simple prompt for testing."))),
                prompt(
                        "test_prompt_with_arguments",
                        List.of("arg1", "arg2"),
                        arguments -> says(text("Prompt with arguments: arg1='%s', arg2='%s'"
                                .formatted(arguments.get("arg1"), arguments.get("arg2"))))),
                prompt(
                        "test_prompt_with_embedded_resource",
                        List.of("resourceUri"),
                        arguments -> says(
                                resource(
                                        String.valueOf(arguments.get("resourceUri")),
                                        "text/plain",
                                        "Embedded resource content for testing."),
                                text("Please process the embedded resource above."))),
                prompt(
                        "test_prompt_with_image",
                        List.of(),
                        _ -> says(image(), text("Please analyze the image above."))));
    }

    static List<SyncCompletionSpecification> completion() {
        return List.of(
                new SyncCompletionSpecification(new PromptReference("test_prompt_with_arguments"), (_, request) -> {
                    var values = Stream.of("paris", "park", "party")
                            .filter(value -> value.startsWith(request.argument().value()))
                            .toList();
                    return new CompleteResult(new CompleteResult.CompleteCompletion(values, values.size(), false));
                }));
    }

    private static SyncPromptSpecification prompt(
            String name, List<String> arguments, Function<Map<String, Object>, GetPromptResult> rendering) {
        var declared = Prompt.builder(name)
                .description("Fixture " + name)
                .arguments(arguments.stream()
                        .map(argument ->
                                PromptArgument.builder(argument).required(true).build())
                        .toList())
                .build();
        return new SyncPromptSpecification(
                declared,
                (_, request) -> rendering.apply(request.arguments() == null ? Map.of() : request.arguments()));
    }

    private static GetPromptResult says(Content... contents) {
        return GetPromptResult.builder(Arrays.stream(contents)
                        .map(content ->
                                PromptMessage.builder(Role.USER, content).build())
                        .toList())
                .build();
    }
}
