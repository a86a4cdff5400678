package dev.bac.mcp.modern;

import dev.bac.identity.Caller;
import dev.bac.mcp.Effect;
import dev.bac.mcp.ToolInvocation;
import dev.bac.mcp.ToolListing;
import dev.bac.mcp.ToolSelection;
import dev.bac.mcp.ToolServer;
import dev.bac.mcp.wire.CacheScope;
import dev.bac.mcp.wire.Params;
import dev.bac.mcp.wire.Result;
import dev.bac.mcp.wire.RpcError;
import dev.bac.mcp.wire.RpcException;
import dev.bac.mcp.wire.Tool;
import dev.bac.mcp.wire.WireJson;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A domain's tools, as requests list and call them.
 *
 * @param shown their definitions as listed so far, by name
 */
record DomainTools(ToolServer server, Map<String, Tool> shown) {
    /** What a caller may call changes with roles, which an administrator expects to see soon. */
    static final Duration LISTED = Duration.ofMinutes(1);

    DomainTools(ToolServer server) {
        this(server, new ConcurrentHashMap<>());
    }

    /** @param selection what to leave out */
    Result.Tools list(Caller caller, ToolSelection selection, @Nullable String cursor) {
        var paging = Paging.of(
                server.list(caller, selection), listing -> listing.tool().name(), cursor);
        var tools = paging.page().stream().map(this::shown).toList();
        return new Result.Tools(tools, paging.next(), LISTED.toMillis(), CacheScope.PRIVATE);
    }

    /** A definition does not change as long as the server runs. */
    private Tool shown(ToolListing listing) {
        return shown.computeIfAbsent(listing.tool().name(), _ -> ToolShapes.tool(listing));
    }

    /** @throws RpcException when the request is malformed or there is no such tool */
    ToolInvocation invocation(ToolSelection selection, Params.CallTool call, JsonNode meta) {
        var tool = find(call.name()).tool();
        if (selection.readOnly() && tool.effect() != Effect.READ) {
            throw invalid(tool.name() + " writes, and this address only reads");
        }
        if (!selection.admits(tool)) {
            throw invalid(tool.name() + " is not among the tools this request selects");
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
