package dev.bac.tools.mcp.legacy;

import dev.bac.mcp.wire.InputRequest;
import dev.bac.mcp.wire.RpcException;
import dev.bac.mcp.wire.WireJson;
import dev.bac.tools.mcp.session.Answering;
import io.modelcontextprotocol.spec.McpSchema;
import reactor.util.context.ContextView;

/** Answers a server's question on behalf of the caller in whose stream it came. */
final class Questions {
    private final Answering answering;

    Questions(Answering answering) {
        this.answering = answering;
    }

    McpSchema.JSONRPCResponse answer(McpSchema.JSONRPCRequest asked, ContextView context) {
        var json = WireJson.object().put("method", asked.method());
        json.set("params", WireJson.mapper().valueToTree(asked.params()));
        try {
            var answer = answering.answer(OnBehalf.caller(context), OnBehalf.tool(context), InputRequest.of(json));
            return McpSchema.JSONRPCResponse.result(asked.id(), answer.json());
        } catch (RpcException refused) {
            return McpSchema.JSONRPCResponse.error(
                    asked.id(),
                    new McpSchema.JSONRPCResponse.JSONRPCError(
                            refused.error().code(), refused.error().message(), null));
        }
    }
}
