package dev.bac.mcp.modern;

import dev.bac.mcp.Effect;
import dev.bac.mcp.ReadSets;
import dev.bac.mcp.Risk;
import dev.bac.mcp.ToolAnswer;
import dev.bac.mcp.ToolListing;
import dev.bac.mcp.wire.Content;
import dev.bac.mcp.wire.Result;
import dev.bac.mcp.wire.Tool;
import dev.bac.mcp.wire.WireJson;
import dev.bac.store.changes.ReadSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Tools and their answers as the protocol has them. */
final class ToolShapes {
    private ToolShapes() {}

    static Tool tool(ToolListing listing) {
        var tool = listing.tool();
        var meta = WireJson.object();
        meta.set("dev.bac/tool", listing.meta());
        return new Tool(
                tool.name(),
                tool.title(),
                tool.description(),
                listing.inputSchema(),
                listing.outputSchema(),
                new Tool.Annotations(
                        tool.title(),
                        tool.effect() == Effect.READ,
                        tool.effect() == Effect.DESTRUCTIVE,
                        tool.effect() == Effect.READ,
                        tool.risk() == Risk.OUTBOUND),
                meta);
    }

    static Result.Called called(ToolAnswer answer) {
        return switch (answer) {
            case ToolAnswer.Result result -> called(result.text(), result.content(), false, reads(result));
            case ToolAnswer.Refused refused -> refused(refused.code(), refused.text());
            case ToolAnswer.NeedsApproval asked -> {
                var meta = WireJson.object().put("dev.bac/code", "needs_approval");
                meta.putObject("dev.bac/approval")
                        .put("argumentsHash", asked.argumentsHash())
                        .set("preview", asked.preview());
                yield called(asked.text(), null, true, meta);
            }
        };
    }

    private static @Nullable ObjectNode reads(ToolAnswer.Result result) {
        return result.reads().map(ToolShapes::reads).orElse(null);
    }

    private static ObjectNode reads(ReadSet set) {
        var meta = WireJson.object();
        meta.set(ReadSets.KEY, ReadSets.json(set));
        return meta;
    }

    static Result.Called refused(String code, String text) {
        return called(text, null, true, WireJson.object().put("dev.bac/code", code));
    }

    private static Result.Called called(
            String text, @Nullable ObjectNode structured, boolean failed, @Nullable ObjectNode meta) {
        return new Result.Called(List.of(Content.text(text)), structured, failed, meta);
    }
}
