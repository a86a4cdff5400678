package dev.bac.mcp.serving;

import static dev.bac.mcp.serving.ConformanceTools.NO_ARGUMENTS;
import static dev.bac.mcp.serving.ConformanceTools.described;
import static dev.bac.mcp.serving.ConformanceTools.told;

import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.CreateMessageRequest;
import io.modelcontextprotocol.spec.McpSchema.ElicitRequest;
import io.modelcontextprotocol.spec.McpSchema.LoggingLevel;
import io.modelcontextprotocol.spec.McpSchema.LoggingMessageNotification;
import io.modelcontextprotocol.spec.McpSchema.ProgressNotification;
import io.modelcontextprotocol.spec.McpSchema.Role;
import io.modelcontextprotocol.spec.McpSchema.SamplingMessage;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** The suite's tools that talk back to the client while they run. */
final class ConformanceTalk {
    private ConformanceTalk() {}

    static List<SyncToolSpecification> all() {
        return List.of(
                tool("test_tool_with_logging", NO_ARGUMENTS, ConformanceTalk::log),
                tool("test_tool_with_progress", NO_ARGUMENTS, ConformanceTalk::progress),
                tool("test_sampling", oneText("prompt"), ConformanceTalk::sample),
                tool(
                        "test_elicitation",
                        oneText("message"),
                        (exchange, request) -> elicit(
                                exchange,
                                String.valueOf(request.arguments().get("message")),
                                object(Map.of(
                                        "username", Map.of("type", "string"), "email", Map.of("type", "string"))))),
                tool(
                        "test_elicitation_sep1034_defaults",
                        NO_ARGUMENTS,
                        (exchange, _) -> elicit(exchange, "Please provide your information", object(defaults()))),
                tool(
                        "test_elicitation_sep1330_enums",
                        NO_ARGUMENTS,
                        (exchange, _) -> elicit(exchange, "Select your preferences", object(enums()))));
    }

    private static SyncToolSpecification tool(
            String name,
            Map<String, Object> schema,
            BiFunction<McpSyncServerExchange, CallToolRequest, CallToolResult> handler) {
        return SyncToolSpecification.builder()
                .tool(described(name, schema))
                .callHandler(handler)
                .build();
    }

    @SuppressWarnings("deprecation") // logging is deprecated from 2026-07-28 on; the suite of 2025-11-25 asks for it
    private static CallToolResult log(McpSyncServerExchange exchange, CallToolRequest request) {
        for (String line : List.of("Tool execution started", "Tool processing data", "Tool execution completed")) {
            exchange.loggingNotification(
                    LoggingMessageNotification.builder(LoggingLevel.INFO, line).build());
        }
        return told("Tool execution completed with logging");
    }

    private static CallToolResult progress(McpSyncServerExchange exchange, CallToolRequest request) {
        Object token = request.meta() == null ? null : request.meta().get("progressToken");
        if (token == null) {
            return told("Tool execution completed without progress");
        }
        for (double done : List.of(0.0, 50.0, 100.0)) {
            exchange.progressNotification(
                    ProgressNotification.builder(token, done).total(100.0).build());
        }
        return told("Tool execution completed with progress");
    }

    @SuppressWarnings("deprecation") // sampling is deprecated from 2026-07-28 on; the suite of 2025-11-25 asks for it
    private static CallToolResult sample(McpSyncServerExchange exchange, CallToolRequest request) {
        var prompt = TextContent.builder(String.valueOf(request.arguments().get("prompt")))
                .build();
        var answer = exchange.createMessage(CreateMessageRequest.builder(
                        List.of(SamplingMessage.builder(Role.USER, prompt).build()), 100)
                .build());
        return told("LLM response: " + (answer.content() instanceof TextContent text ? text.text() : "no text"));
    }

    @SuppressWarnings("deprecation") // the SDK names another class for URL mode; this is form mode
    private static CallToolResult elicit(McpSyncServerExchange exchange, String message, Map<String, Object> schema) {
        var answer = exchange.createElicitation(
                ElicitRequest.builder(message, schema).build());
        return told("Elicitation completed: action=" + answer.action() + ", content=" + answer.content());
    }

    private static Map<String, Object> oneText(String name) {
        return object(Map.of(name, Map.of("type", "string")));
    }

    private static Map<String, Object> object(Map<String, Object> properties) {
        return Map.of(
                "type",
                "object",
                "properties",
                properties,
                "required",
                properties.keySet().stream().sorted().toList());
    }

    private static Map<String, Object> defaults() {
        return Map.of(
                "name", Map.of("type", "string", "default", "John Doe"),
                "age", Map.of("type", "integer", "default", 30),
                "score", Map.of("type", "number", "default", 95.5),
                "status",
                        Map.of("type", "string", "enum", List.of("active", "inactive", "pending"), "default", "active"),
                "verified", Map.of("type", "boolean", "default", true));
    }

    private static Map<String, Object> enums() {
        var titled = List.of(option(1), option(2), option(3));
        var plain = List.of("option1", "option2", "option3");
        return Map.of(
                "untitledSingle", Map.of("type", "string", "enum", plain),
                "titledSingle", Map.of("type", "string", "oneOf", titled),
                "legacyEnum",
                        Map.of(
                                "type",
                                "string",
                                "enum",
                                List.of("opt1", "opt2", "opt3"),
                                "enumNames",
                                List.of("Option One", "Option Two", "Option Three")),
                "untitledMulti", Map.of("type", "array", "items", Map.of("type", "string", "enum", plain)),
                "titledMulti", Map.of("type", "array", "items", Map.of("anyOf", titled)));
    }

    private static Map<String, Object> option(int number) {
        return Map.of("const", "value" + number, "title", "Option " + number);
    }
}
