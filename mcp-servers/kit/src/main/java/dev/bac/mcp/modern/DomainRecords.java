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
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A domain's records by address, read through its own tools, and the names that complete an address. */
record DomainRecords(ToolServer server, KeptResults results) {
    /** What records go by, the best first. */
    private static final List<String> IDENTITY = List.of("number", "sku", "id", "name");

    static final Duration LISTED = Duration.ofHours(1);

    /** Most values of one completion (specification 2026-07-28, server/utilities/completion). */
    private static final int MOST = 100;

    /** What is listed changes as people work. */
    private static final Duration FRESH = Duration.ofMinutes(1);

    /** Of one kind; the others are searched by tools and read by their template. */
    private static final int LISTED_OF_A_KIND = 50;

    /** One kind a page: the most useful of each that the caller may read. */
    Result.Resources list(Caller caller, Params.Page page) {
        var kinds = server.server().resources().stream()
                .filter(kind -> kind.more().listing() != null)
                .toList();
        int at = start(page.cursor(), kinds.size());
        List<Resource> listed = List.of();
        while (listed.isEmpty() && at < kinds.size()) {
            listed = listed(caller, kinds.get(at++));
        }
        String next = at < kinds.size() ? Integer.toString(at) : null;
        return new Result.Resources(listed, next, FRESH.toMillis(), CacheScope.PRIVATE);
    }

    private static int start(@Nullable String cursor, int kinds) {
        if (cursor == null) {
            return 0;
        }
        if (!cursor.matches("[0-9]{1,3}") || Integer.parseInt(cursor) >= kinds) {
            throw new RpcException(RpcError.INVALID_PARAMS, "params.cursor is none that this server gave");
        }
        return Integer.parseInt(cursor);
    }

    private List<Resource> listed(Caller caller, RecordResource kind) {
        var listing = Objects.requireNonNull(kind.more().listing());
        var arguments = ToolJson.mapper().createObjectNode();
        boolean limited = server.find(listing.tool())
                .filter(tool -> tool.inputSchema().path("properties").has("limit"))
                .isPresent();
        if (limited) {
            arguments.put("limit", LISTED_OF_A_KIND);
        }
        return items(caller, listing.tool(), arguments).stream()
                .filter(item -> item.path(listing.id()).isString())
                .map(item -> listed(kind, listing, item))
                .toList();
    }

    private static Resource listed(RecordResource kind, RecordResource.Listing listing, JsonNode item) {
        String id = item.path(listing.id()).asString();
        String title = listing.names().stream()
                .map(name -> item.path(name).asString(""))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.joining(", "));
        return new Resource(
                kind.uriOf(id),
                title.isEmpty() ? id : title,
                kind.title() + " " + id,
                null,
                "application/json",
                null,
                null);
    }

    DomainRecords(ToolServer server) {
        this(server, new KeptResults(server));
    }

    Result.Templates templates(Params.Page page) {
        var paging = Paging.of(server.server().resources(), RecordResource::uriTemplate, page.cursor());
        var templates = paging.page().stream()
                .map(one -> new Resource.Template(
                        one.uriTemplate(), one.name(), one.title(), one.description(), one.mimeType()))
                .toList();
        return new Result.Templates(templates, paging.next(), LISTED.toMillis(), CacheScope.PUBLIC);
    }

    /** @throws RpcException when there is no such record, or none that the caller may read */
    Result.ResourceRead read(Caller caller, String uri) {
        var file = server.server().resources().stream()
                .filter(kind -> kind.idIn(uri).isPresent())
                .findFirst()
                .map(kind -> kind.more().file());
        return find(caller, uri)
                .map(json -> file.map(one -> ResourceContents.text(
                                uri, one.type(), json.path(one.field()).asString("")))
                        .orElseGet(() -> ResourceContents.text(uri, "application/json", json.toString())))
                .map(contents -> new Result.ResourceRead(List.of(contents), 0, CacheScope.PRIVATE))
                .orElseThrow(() -> missing(uri));
    }

    /** What a record holds now. */
    Optional<JsonNode> find(Caller caller, String uri) {
        for (var resource : server.server().resources()) {
            Optional<String> id = resource.idIn(uri);
            if (id.isPresent()) {
                return find(caller, resource, id.get());
            }
        }
        return results.find(caller, uri).map(page -> page);
    }

    private Optional<JsonNode> find(Caller caller, RecordResource kind, String id) {
        var arguments = ToolJson.mapper().createObjectNode();
        if (!kind.argument().isEmpty()) {
            arguments.put(kind.argument(), id);
        }
        var answer = server.call(caller, ToolInvocation.of(kind.tool(), arguments));
        if (!(answer instanceof ToolAnswer.Result result)) {
            return Optional.empty();
        }
        return kind.more().single()
                ? one(result.content(), id, !kind.argument().isEmpty()).map(found -> whole(caller, kind, found))
                : Optional.of(result.content());
    }

    /** The record of that id, number, SKU or name. */
    private static Optional<ObjectNode> one(ObjectNode found, String id, boolean searched) {
        for (String key : IDENTITY) {
            for (var item : found.path("items")) {
                if (item instanceof ObjectNode one && one.path(key).asString("").equalsIgnoreCase(id)) {
                    return Optional.of(one);
                }
            }
        }
        // Part of a name is enough where nothing else is called so.
        return searched
                        && found.path("items").size() == 1
                        && found.path("items").get(0) instanceof ObjectNode only
                ? Optional.of(only)
                : Optional.empty();
    }

    /** With what belongs to it, as far as the caller may see that. */
    private ObjectNode whole(Caller caller, RecordResource kind, ObjectNode found) {
        ObjectNode whole = ToolJson.mapper().createObjectNode().setAll(found);
        String key = IDENTITY.stream()
                .map(name -> found.path(name).asString(""))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse("");
        for (var part : kind.more().parts()) {
            var arguments = ToolJson.mapper().createObjectNode().put(part.argument(), key);
            var rows = whole.putArray(part.field());
            items(caller, part.tool(), arguments).forEach(rows::add);
        }
        return whole;
    }

    private List<JsonNode> items(Caller caller, String tool, ObjectNode arguments) {
        var answer = server.call(caller, ToolInvocation.of(tool, arguments));
        return answer instanceof ToolAnswer.Result result
                ? result.content().path("items").valueStream().toList()
                : List.of();
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
        return items(caller, search.tool(), arguments).stream()
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
