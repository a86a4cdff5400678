package dev.bac.mcp.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The specification's own examples are read, and written again as they were. */
class ExamplesTest {
    private static final Path EXAMPLES =
            Path.of(System.getProperty("bac.shared", "none"), "data/mcp/2026-07-28.examples");

    private static final Map<String, Function<ObjectNode, JsonNode>> READERS = new TreeMap<>(Map.ofEntries(
            Map.entry("DiscoverResult", result(Result.Discover.class)),
            Map.entry("ListToolsResult", result(Result.Tools.class)),
            Map.entry("CallToolResult", json -> Result.ofCall(json).json()),
            Map.entry("InputRequiredResult", json -> Result.ofCall(json).json()),
            Map.entry("ListResourcesResult", result(Result.Resources.class)),
            Map.entry("ListResourceTemplatesResult", result(Result.Templates.class)),
            Map.entry("ReadResourceResult", result(Result.ResourceRead.class)),
            Map.entry("ListPromptsResult", result(Result.Prompts.class)),
            Map.entry("GetPromptResult", result(Result.PromptRendered.class)),
            Map.entry("CompleteResult", result(Result.Completed.class)),
            Map.entry("CallToolRequestParams", params(Params.CallTool.class)),
            Map.entry("GetPromptRequestParams", params(Params.GetPrompt.class)),
            Map.entry("ReadResourceRequestParams", params(Params.ReadResource.class)),
            Map.entry("CompleteRequestParams", params(Params.Complete.class)),
            Map.entry("CallToolRequest", json -> Message.of(json).json()),
            Map.entry("SubscriptionsListenRequest", json -> Message.of(json).json()),
            Map.entry("CallToolResultResponse", json -> Message.of(json).json()),
            Map.entry(
                    "UnsupportedProtocolVersionError", json -> Message.of(json).json()),
            Map.entry("MissingRequiredClientCapabilityError", json -> Message.of(json)
                    .json()),
            Map.entry("HeaderMismatchError", json -> Message.of(json).json()),
            Map.entry("ProgressNotification", ExamplesTest::notification),
            Map.entry("LoggingMessageNotification", ExamplesTest::notification),
            Map.entry("ToolListChangedNotification", ExamplesTest::notification),
            Map.entry("ResourceUpdatedNotification", ExamplesTest::notification),
            Map.entry("SubscriptionsAcknowledgedNotification", ExamplesTest::notification),
            Map.entry("ElicitRequest", json -> InputRequest.of(json).json()),
            Map.entry("CreateMessageRequest", json -> InputRequest.of(json).json()),
            Map.entry(
                    "ElicitResult", json -> ElicitAnswer.of(json).orElseThrow().json()),
            Map.entry("ClientCapabilities", json -> ClientCapabilities.of(json).json()),
            Map.entry("ServerCapabilities", json -> ServerCapabilities.of(json).json()),
            Map.entry("TextContent", json -> WireJson.tree(WireJson.read(json, Content.class, "content"))),
            Map.entry("ImageContent", json -> WireJson.tree(WireJson.read(json, Content.class, "content"))),
            Map.entry("ResourceLink", json -> WireJson.tree(WireJson.read(json, Content.class, "content"))),
            Map.entry("Tool", json -> WireJson.tree(WireJson.read(json, Tool.class, "tool")))));

    @TestFactory
    Stream<DynamicTest> readsAndWritesEachAsItWas() throws IOException {
        assumeTrue(Files.isDirectory(EXAMPLES), "skipped: the specification's examples are not here");
        return READERS.entrySet().stream()
                .filter(reader -> Files.isDirectory(EXAMPLES.resolve(reader.getKey())))
                .flatMap(reader -> files(EXAMPLES.resolve(reader.getKey()))
                        .map(file -> DynamicTest.dynamicTest(
                                reader.getKey() + "/" + file.getFileName(), () -> check(file, reader.getValue()))));
    }

    private static void check(Path file, Function<ObjectNode, JsonNode> reader) throws IOException {
        var given = (ObjectNode) WireJson.parse(Files.readAllBytes(file));
        assertThat(plain(reader.apply(given.deepCopy()))).isEqualTo(plain(given));
    }

    /** Without what has the same meaning when it is left out, or is for display only. */
    private static JsonNode plain(JsonNode json) {
        if (json instanceof ObjectNode object) {
            object.remove("icons");
            if (!object.path("resultType").asString("").equals("task")) {
                object.remove("resultType");
            }
            if (object.path("mode").asString("").equals("form")) {
                object.remove("mode");
            }
            object.valueStream().forEach(ExamplesTest::plain);
        } else {
            json.valueStream().forEach(ExamplesTest::plain);
        }
        return WireJson.parse(WireJson.mapper().writeValueAsBytes(json));
    }

    private static <T extends Result> Function<ObjectNode, JsonNode> result(Class<T> type) {
        return json -> {
            var written = Result.read(json, type).json();
            Result.serverOf(json)
                    .ifPresent(server -> written.set("_meta", json.path("_meta").deepCopy()));
            return written;
        };
    }

    private static Function<ObjectNode, JsonNode> params(Class<? extends Params> type) {
        return json -> WireJson.read(json, type, "params").json(RequestMeta.read(json));
    }

    private static JsonNode notification(ObjectNode json) {
        var message = (Message.Notification) Message.of(json);
        var notification = ServerNotification.of(message).orElseThrow();
        var written = ServerNotification.subscriptionOf(message)
                .map(notification::asMessage)
                .orElseGet(notification::asMessage)
                .json();
        if (!json.has("params")) {
            written.remove("params");
        }
        return written;
    }

    private static Stream<Path> files(Path folder) {
        try (var files = Files.list(folder)) {
            return files.sorted().toList().stream();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
