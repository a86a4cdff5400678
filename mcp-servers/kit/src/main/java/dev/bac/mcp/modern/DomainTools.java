package dev.bac.mcp.modern;

import dev.bac.identity.Caller;
import dev.bac.mcp.Approvals;
import dev.bac.mcp.Effect;
import dev.bac.mcp.ToolAnswer;
import dev.bac.mcp.ToolInvocation;
import dev.bac.mcp.ToolListing;
import dev.bac.mcp.ToolServer;
import dev.bac.mcp.wire.CacheScope;
import dev.bac.mcp.wire.Params;
import dev.bac.mcp.wire.Result;
import dev.bac.mcp.wire.RpcError;
import dev.bac.mcp.wire.RpcException;
import dev.bac.mcp.wire.WireJson;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A domain's tools, as requests of either era list and call them. */
public record DomainTools(ToolServer server, Approvals approvals) {
    /** What a caller may call changes with roles, which an administrator expects to see soon. */
    private static final Duration LISTED = Duration.ofMinutes(1);

    /** @param readOnly true to leave out whatever writes */
    public Result.Tools list(Caller caller, boolean readOnly, @Nullable String cursor) {
        var paging = Paging.of(
                server.list(caller, readOnly), listing -> listing.tool().name(), cursor);
        var tools = paging.page().stream().map(ToolShapes::tool).toList();
        return new Result.Tools(tools, paging.next(), LISTED.toMillis(), CacheScope.PRIVATE);
    }

    /** Calls a tool for a client that cannot be asked back: a call that needs approval waits for it elsewhere. */
    public Result.Called call(Caller caller, boolean readOnly, Params.CallTool call, JsonNode meta) {
        var invocation = invocation(readOnly, call, meta);
        var answer = server.call(caller, invocation);
        if (!(answer instanceof ToolAnswer.NeedsApproval asked)
                || caller.actor().isPresent()) {
            return ToolShapes.called(answer);
        }
        var parking = new Parking(server, approvals);
        return parking.granted(caller, invocation, asked)
                .map(granted -> ToolShapes.called(server.call(caller, granted)))
                .filter(result -> !Parking.used(result))
                .orElseGet(() -> parking.park(caller, invocation, asked));
    }

    /** @throws RpcException when the request is malformed or there is no such tool */
    ToolInvocation invocation(boolean readOnly, Params.CallTool call, JsonNode meta) {
        var tool = find(call.name()).tool();
        if (readOnly && tool.effect() != Effect.READ) {
            throw invalid(tool.name() + " writes, and this address only reads");
        }
        var arguments = call.arguments();
        return new ToolInvocation(
                tool.name(),
                arguments == null ? WireJson.object() : arguments,
                text(meta, "dev.bac/key"),
                text(meta, "dev.bac/grant"),
                false);
    }

    ToolListing find(String name) {
        return server.find(name).orElseThrow(() -> invalid(server.unknown(name).text()));
    }

    private static Optional<String> text(JsonNode meta, String key) {
        var value = meta.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isString()) {
            throw invalid("params._meta[\"" + key + "\"] must be text");
        }
        return Optional.of(value.stringValue());
    }

    private static RpcException invalid(String why) {
        return new RpcException(RpcError.INVALID_PARAMS, why);
    }
}
