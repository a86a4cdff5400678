package dev.bac.mcp.serving;

import dev.bac.mcp.wire.WireJson;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.spec.McpSchema.AudioContent;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Content;
import io.modelcontextprotocol.spec.McpSchema.EmbeddedResource;
import io.modelcontextprotocol.spec.McpSchema.ImageContent;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.util.List;
import java.util.Map;

/** The suite's tools that only answer. */
final class ConformanceTools {
    static final Map<String, Object> NO_ARGUMENTS = Map.of("type", "object", "properties", Map.of());

    /** One red pixel as PNG. */
    static final String PIXEL =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==";

    /** A WAV file without samples. */
    private static final String SILENCE = "UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAAB9AAACABAAZGF0YQAAAAA=";

    private ConformanceTools() {}

    static List<SyncToolSpecification> all() {
        return List.of(
                tool("test_simple_text", text("This is a simple text response for testing.")),
                tool("test_image_content", image()),
                tool(
                        "test_audio_content",
                        AudioContent.builder(SILENCE, "audio/wav").build()),
                tool(
                        "test_embedded_resource",
                        resource("test://embedded-resource", "text/plain", "This is an embedded resource content.")),
                tool(
                        "test_multiple_content_types",
                        text("Multiple content types test:"),
                        image(),
                        resource(
                                "test://mixed-content-resource",
                                "application/json",
                                "{\"test\":\"data\",\"value\":123}")),
                SyncToolSpecification.builder()
                        .tool(described("json_schema_2020_12_tool", map(ConformancePlain.FULL_SCHEMA)))
                        .callHandler((_, _) -> told("Taken."))
                        .build(),
                SyncToolSpecification.builder()
                        .tool(described("test_error_handling", NO_ARGUMENTS))
                        .callHandler((_, _) -> CallToolResult.builder()
                                .content(List.of(text("This tool intentionally returns an error for testing")))
                                .isError(true)
                                .build())
                        .build());
    }

    @SuppressWarnings("unchecked") // JSON objects have text keys
    private static Map<String, Object> map(String json) {
        return WireJson.mapper().readValue(json, Map.class);
    }

    static Tool described(String name, Map<String, Object> schema) {
        return Tool.builder(name, schema).description("Fixture " + name).build();
    }

    static CallToolResult told(String text) {
        return CallToolResult.builder()
                .content(List.of(text(text)))
                .isError(false)
                .build();
    }

    static TextContent text(String text) {
        return TextContent.builder(text).build();
    }

    static ImageContent image() {
        return ImageContent.builder(PIXEL, "image/png").build();
    }

    static EmbeddedResource resource(String uri, String type, String text) {
        return EmbeddedResource.builder(
                        TextResourceContents.builder(uri, text).mimeType(type).build())
                .build();
    }

    private static SyncToolSpecification tool(String name, Content... content) {
        return SyncToolSpecification.builder()
                .tool(described(name, NO_ARGUMENTS))
                .callHandler((_, _) -> CallToolResult.builder()
                        .content(List.of(content))
                        .isError(false)
                        .build())
                .build();
    }
}
