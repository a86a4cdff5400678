package dev.bac.mcp.serving;

import dev.bac.identity.Caller;
import dev.bac.mcp.Effect;
import dev.bac.mcp.ToolInvocation;
import dev.bac.mcp.ToolJson;
import dev.bac.mcp.ToolListing;
import dev.bac.mcp.ToolOffer;
import dev.bac.mcp.ToolSelection;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code tools/list} and {@code tools/call}, for what the caller may see and call. */
record ToolMethods(ToolOffer offer) {
    private static final int PAGE = 100;

    /** @param selection what to leave out */
    ObjectNode list(Caller caller, ToolSelection selection, JsonNode params) {
        var after = cursor(params.path("cursor"));
        List<ToolListing> rest = offer.list(caller).stream()
                .filter(listing -> selection.admits(listing.tool()))
                .filter(listing -> listing.tool().name().compareTo(after) > 0)
                .toList();
        var result = ToolJson.mapper().createObjectNode();
        var tools = result.putArray("tools");
        rest.stream().limit(PAGE).map(ToolWire::tool).forEach(tools::add);
        if (rest.size() > PAGE) {
            String last = rest.get(PAGE - 1).tool().name();
            result.put("nextCursor", Base64.getUrlEncoder().encodeToString(last.getBytes(StandardCharsets.UTF_8)));
        }
        return result;
    }

    /** @throws RpcError when the request is malformed or there is no such tool */
    ObjectNode call(Caller caller, ToolSelection selection, JsonNode params) {
        var tool = find(params);
        if (selection.readOnly() && tool.tool().effect() != Effect.READ) {
            throw new RpcError(RpcError.INVALID_PARAMS, tool.tool().name() + " writes, and this address only reads");
        }
        if (!selection.admits(tool.tool())) {
            throw new RpcError(
                    RpcError.INVALID_PARAMS, tool.tool().name() + " is not among the tools this request selects");
        }
        var given = params.path("arguments");
        if (!given.isObject() && !given.isMissingNode() && !given.isNull()) {
            throw new RpcError(RpcError.INVALID_PARAMS, "params.arguments must be an object");
        }
        var arguments =
                given instanceof ObjectNode object ? object : ToolJson.mapper().createObjectNode();
        var meta = params.path("_meta");
        var invocation = new ToolInvocation(
                tool.tool().name(), arguments, text(meta, "dev.bac/key"), text(meta, "dev.bac/grant"), false);
        return ToolWire.result(offer.call(caller, invocation));
    }

    ToolListing find(JsonNode params) {
        var name = params.path("name");
        if (!name.isString()) {
            throw new RpcError(RpcError.INVALID_PARAMS, "params.name must be the name of a tool");
        }
        return offer.find(name.stringValue())
                .orElseThrow(() -> new RpcError(
                        RpcError.INVALID_PARAMS,
                        offer.unknown(name.stringValue()).text()));
    }

    private static Optional<String> text(JsonNode meta, String key) {
        var value = meta.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isString()) {
            throw new RpcError(RpcError.INVALID_PARAMS, "params._meta[\"" + key + "\"] must be text");
        }
        return Optional.of(value.stringValue());
    }

    private static String cursor(JsonNode given) {
        if (given.isMissingNode() || given.isNull()) {
            return "";
        }
        try {
            return new String(Base64.getUrlDecoder().decode(given.asString()), StandardCharsets.UTF_8);
        } catch (RuntimeException e) {
            throw new RpcError(RpcError.INVALID_PARAMS, "params.cursor is none that this server gave");
        }
    }
}
