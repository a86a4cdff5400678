package dev.bac.mcp.serving;

import dev.bac.mcp.Effect;
import dev.bac.mcp.Risk;
import dev.bac.mcp.ToolAnswer;
import dev.bac.mcp.ToolJson;
import dev.bac.mcp.ToolListing;
import tools.jackson.databind.node.ObjectNode;

/** Tools and answers as the protocol writes them (server/tools, 2025-11-25). */
final class ToolWire {
    private ToolWire() {}

    static ObjectNode tool(ToolListing listing) {
        var tool = listing.tool();
        var json = ToolJson.mapper().createObjectNode();
        json.put("name", tool.name()).put("title", tool.title()).put("description", tool.description());
        json.set("inputSchema", listing.inputSchema());
        json.set("outputSchema", listing.outputSchema());
        json.putObject("annotations")
                .put("title", tool.title())
                .put("readOnlyHint", tool.effect() == Effect.READ)
                .put("destructiveHint", tool.effect() == Effect.DESTRUCTIVE)
                .put("idempotentHint", tool.effect() == Effect.READ)
                .put("openWorldHint", tool.risk() == Risk.OUTBOUND);
        json.putObject("_meta").set("dev.bac/tool", listing.meta());
        return json;
    }

    static ObjectNode result(ToolAnswer answer) {
        var json = ToolJson.mapper().createObjectNode();
        json.putArray("content").addObject().put("type", "text").put("text", answer.text());
        switch (answer) {
            case ToolAnswer.Result result -> {
                json.set("structuredContent", result.content());
                json.put("isError", false);
            }
            case ToolAnswer.Refused refused -> {
                json.put("isError", true);
                json.putObject("_meta").put("dev.bac/code", refused.code());
            }
            case ToolAnswer.NeedsApproval asked -> {
                json.put("isError", true);
                var meta = json.putObject("_meta").put("dev.bac/code", "needs_approval");
                meta.putObject("dev.bac/approval")
                        .put("argumentsHash", asked.argumentsHash())
                        .set("preview", asked.preview());
            }
        }
        return json;
    }
}
