package dev.bac.tools.mcp;

import java.util.StringJoiner;
import tools.jackson.databind.JsonNode;

/** What a model can read of a result. */
final class Texts {
    private Texts() {}

    /** Its texts, a line each; what is no text is named, with where it can be had. */
    static String of(JsonNode content) {
        var lines = new StringJoiner("\n");
        for (var part : content) {
            lines.add(
                    switch (part.path("type").asString("")) {
                        case "text" -> part.path("text").asString("");
                        case "resource_link" ->
                            part.path("name").asString("") + ": "
                                    + part.path("uri").asString("");
                        case "resource" ->
                            part.path("resource")
                                    .path("text")
                                    .asString("["
                                            + part.path("resource").path("uri").asString("") + "]");
                        default ->
                            "[%s %s]"
                                    .formatted(
                                            part.path("type").asString("something"),
                                            part.path("mimeType").asString(""));
                    });
        }
        return lines.toString();
    }
}
