package dev.bac.mcp.serving;

import static dev.bac.mcp.serving.ConformanceFixture.says;
import static dev.bac.mcp.serving.ConformanceFixture.told;

import dev.bac.mcp.modern.Exchange;
import dev.bac.mcp.wire.ClientCapabilities;
import dev.bac.mcp.wire.Content;
import dev.bac.mcp.wire.LogLevel;
import dev.bac.mcp.wire.Params;
import dev.bac.mcp.wire.ResourceContents;
import dev.bac.mcp.wire.Result;
import dev.bac.mcp.wire.WireJson;
import java.util.List;
import java.util.Map;

/** The suite's tools that ask nothing back. */
final class ConformancePlain {
    /** A WAV file without samples. */
    private static final String SILENCE = "UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAAB9AAACABAAZGF0YQAAAAA=";

    static final String FULL_SCHEMA = """
            {"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object",
             "$defs":{"address":{"$anchor":"addressDef","type":"object",
              "properties":{"street":{"type":"string"},"city":{"type":"string"}}}},
             "properties":{"name":{"type":"string"},"address":{"$ref":"#/$defs/address"},
              "contactMethod":{"type":"string","enum":["phone","email"]},"phone":{"type":"string"},
              "email":{"type":"string"}},
             "allOf":[{"anyOf":[{"required":["phone"]},{"required":["email"]}]}],
             "if":{"properties":{"contactMethod":{"const":"phone"}},"required":["contactMethod"]},
             "then":{"required":["phone"]},"else":{"required":["email"]},"additionalProperties":false}""";

    private static final String MIRRORED_SCHEMA = """
            {"type":"object","properties":{"region":{"type":"string","x-mcp-header":"Region"},
             "size":{"type":"integer","x-mcp-header":"Size"}},"required":["region"]}""";

    private ConformancePlain() {}

    static List<ConformanceFixture> all() {
        return List.of(
                ConformanceFixture.of(
                        "test_simple_text", (_, _) -> says("This is a simple text response for testing.")),
                ConformanceFixture.of("test_image_content", (_, _) -> told(false, image())),
                ConformanceFixture.of(
                        "test_audio_content",
                        (_, _) -> told(false, new Content.Audio(SILENCE, "audio/wav", null, null))),
                ConformanceFixture.of(
                        "test_embedded_resource",
                        (_, _) -> told(
                                false,
                                embedded(
                                        "test://embedded-resource",
                                        "text/plain",
                                        "This is an embedded resource content."))),
                ConformanceFixture.of(
                        "test_multiple_content_types",
                        (_, _) -> told(
                                false,
                                Content.text("Multiple content types test:"),
                                image(),
                                embedded(
                                        "test://mixed-content-resource",
                                        "application/json",
                                        "{\"test\":\"data\",\"value\":123}"))),
                ConformanceFixture.of(
                        "test_error_handling",
                        (_, _) -> told(true, Content.text("This tool intentionally returns an error for testing"))),
                ConformanceFixture.of("test_tool_with_logging", ConformancePlain::log),
                ConformanceFixture.of("test_logging_tool", ConformancePlain::log),
                ConformanceFixture.of("test_tool_with_progress", ConformancePlain::progress),
                ConformanceFixture.of("json_schema_2020_12_tool", FULL_SCHEMA, (_, _) -> says("Taken.")),
                ConformanceFixture.of("test_mirrored_arguments", MIRRORED_SCHEMA, (_, _) -> says("Matched.")),
                ConformanceFixture.of("test_missing_capability", (exchange, _) -> {
                    exchange.require(
                            ClientCapabilities::sampling,
                            ClientCapabilities.none().with("sampling"));
                    return says("Declared.");
                }));
    }

    static Content image() {
        return new Content.Image(ConformanceTools.PIXEL, "image/png", null, null);
    }

    static Content embedded(String uri, String type, String text) {
        return new Content.Embedded(ResourceContents.text(uri, type, text), null, null);
    }

    private static Result.OfCall log(Exchange exchange, Params.CallTool call) {
        for (String line : List.of("Tool execution started", "Tool processing data", "Tool execution completed")) {
            exchange.log(LogLevel.INFO, "fixture", WireJson.tree(Map.of("line", line)));
        }
        return says("Logged.");
    }

    private static Result.OfCall progress(Exchange exchange, Params.CallTool call) {
        for (int done : new int[] {0, 50, 100}) {
            exchange.progress(done, 100, done + " of 100");
        }
        return says("Done.");
    }
}
