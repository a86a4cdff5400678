package dev.bac.mcp.serving;

import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceTemplateSpecification;
import io.modelcontextprotocol.spec.McpSchema.BlobResourceContents;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceResult;
import io.modelcontextprotocol.spec.McpSchema.Resource;
import io.modelcontextprotocol.spec.McpSchema.ResourceContents;
import io.modelcontextprotocol.spec.McpSchema.ResourceTemplate;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import java.util.List;

/** The suite's resources. */
final class ConformanceResources {
    private ConformanceResources() {}

    static List<SyncResourceSpecification> all() {
        return List.of(
                resource(
                        "test://static-text",
                        "text/plain",
                        text("test://static-text", "This is the content of the static text resource.")),
                resource(
                        "test://static-binary",
                        "image/png",
                        BlobResourceContents.builder("test://static-binary", ConformanceTools.PIXEL)
                                .mimeType("image/png")
                                .build()),
                resource(
                        "test://watched-resource",
                        "text/plain",
                        text("test://watched-resource", "This is a watched resource content.")));
    }

    static List<SyncResourceTemplateSpecification> template() {
        var template = ResourceTemplate.builder("test://template/{id}/data", "Template resource")
                .description("Fixture with a parameter")
                .mimeType("application/json")
                .build();
        return List.of(new SyncResourceTemplateSpecification(template, (_, request) -> {
            String id = request.uri().replaceAll("test://template/(.+)/data", "$1");
            String json = "{\"id\":\"%s\",\"templateTest\":true,\"data\":\"Data for ID: %s\"}".formatted(id, id);
            return ReadResourceResult.builder(
                            List.<ResourceContents>of(TextResourceContents.builder(request.uri(), json)
                                    .mimeType("application/json")
                                    .build()))
                    .build();
        }));
    }

    private static ResourceContents text(String uri, String text) {
        return TextResourceContents.builder(uri, text).mimeType("text/plain").build();
    }

    private static SyncResourceSpecification resource(String uri, String type, ResourceContents contents) {
        return new SyncResourceSpecification(
                Resource.builder(uri, uri.substring("test://".length()))
                        .description("Fixture " + uri)
                        .mimeType(type)
                        .build(),
                (_, _) -> ReadResourceResult.builder(List.of(contents)).build());
    }
}
