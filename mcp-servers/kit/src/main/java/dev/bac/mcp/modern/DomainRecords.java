package dev.bac.mcp.modern;

import dev.bac.identity.Caller;
import dev.bac.mcp.RecordResource;
import dev.bac.mcp.ToolAnswer;
import dev.bac.mcp.ToolInvocation;
import dev.bac.mcp.ToolJson;
import dev.bac.mcp.ToolServer;
import dev.bac.mcp.wire.CacheScope;
import dev.bac.mcp.wire.Params;
import dev.bac.mcp.wire.Resource;
import dev.bac.mcp.wire.ResourceContents;
import dev.bac.mcp.wire.Result;
import dev.bac.mcp.wire.RpcError;
import dev.bac.mcp.wire.RpcException;
import dev.bac.mcp.wire.WireJson;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A domain's records by address, read through its own tools, and the names that complete an address. */
public record DomainRecords(ToolServer server) {
    private static final Duration LISTED = Duration.ofHours(1);

    /** Most values of one completion (specification 2026-07-28, server/utilities/completion). */
    private static final int MOST = 100;

    /** Records are too many to list: they are searched by tools and read by their template. */
    public Result.Resources none() {
        return new Result.Resources(List.of(), null, LISTED.toMillis(), CacheScope.PUBLIC);
    }

    public Result.Templates templates(Params.Page page) {
        var paging = Paging.of(server.server().resources(), RecordResource::uriTemplate, page.cursor());
        var templates = paging.page().stream()
                .map(one -> new Resource.Template(
                        one.uriTemplate(), one.name(), one.title(), one.description(), "application/json"))
                .toList();
        return new Result.Templates(templates, paging.next(), LISTED.toMillis(), CacheScope.PUBLIC);
    }

    /** @throws RpcException when there is no such record, or none that the caller may read */
    public Result.ResourceRead read(Caller caller, String uri) {
        return readIfThere(caller, uri).orElseThrow(() -> missing(uri));
    }

    /** Empty when there is no such record, or none that the caller may read. */
    public Optional<Result.ResourceRead> readIfThere(Caller caller, String uri) {
        return find(caller, uri)
                .map(json -> new Result.ResourceRead(
                        List.of(ResourceContents.text(uri, "application/json", json.toString())),
                        0,
                        CacheScope.PRIVATE));
    }

    /** What a record holds now. */
    Optional<JsonNode> find(Caller caller, String uri) {
        for (var resource : server.server().resources()) {
            Optional<String> id = resource.idIn(uri);
            if (id.isPresent()) {
                var arguments = ToolJson.mapper().createObjectNode().put(resource.argument(), id.get());
                var answer = server.call(caller, ToolInvocation.of(resource.tool(), arguments));
                return answer instanceof ToolAnswer.Result result ? Optional.of(result.content()) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** Names of records of a kind that begin like what was typed. */
    Result.Completed complete(Caller caller, String kind, String typed) {
        List<String> values = server.server().resources().stream()
                .filter(resource -> resource.name().equals(kind))
                .findFirst()
                .map(RecordResource::search)
                .map(search -> names(caller, search, typed))
                .orElse(List.of());
        boolean more = values.size() > MOST;
        var shown = more ? values.subList(0, MOST) : values;
        return new Result.Completed(new Result.Completed.Values(shown, more ? null : values.size(), more));
    }

    private List<String> names(Caller caller, RecordResource.Search search, String typed) {
        var arguments = ToolJson.mapper().createObjectNode();
        if (!typed.isBlank()) {
            arguments.put(search.argument(), typed);
        }
        var answer = server.call(caller, ToolInvocation.of(search.tool(), arguments));
        if (!(answer instanceof ToolAnswer.Result result)) {
            return List.of();
        }
        return result.content()
                .path("items")
                .valueStream()
                .map(item -> item.path(search.field()).asString(""))
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
    }

    private static RpcException missing(String uri) {
        var data = WireJson.object().put("uri", uri.length() > 200 ? uri.substring(0, 200) : uri);
        return new RpcException(new RpcError(RpcError.INVALID_PARAMS, "Resource not found", data));
    }
}
