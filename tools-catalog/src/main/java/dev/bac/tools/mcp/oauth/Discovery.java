package dev.bac.tools.mcp.oauth;

import dev.bac.tools.mcp.http.Challenge;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Finds a server's authorization (MCP 2026-07-28, basic/authorization/authorization-server-discovery). */
final class Discovery {
    private final SafeHttp http;

    Discovery(SafeHttp http) {
        this.http = http;
    }

    /**
     * The description of the MCP server: where the challenge points, else at the well-known address of its path, else
     * of its root.
     *
     * @throws OauthFailure when there is none, or when it describes another resource
     */
    ProtectedResource resource(URI endpoint, Challenge challenge) {
        var places = challenge
                .resourceMetadata()
                .map(given -> List.of(Json.uri(given)))
                .orElseGet(() -> wellKnown(endpoint));
        for (var place : places) {
            var found = http.document(place);
            if (found.isPresent()) {
                var document = found.get();
                var resource = Json.text(document, "resource").orElse("");
                if (!covers(resource, endpoint)) {
                    throw new OauthFailure(
                            "the server at %s describes another resource: %s".formatted(endpoint, resource));
                }
                var servers = Json.texts(document, "authorization_servers").orElse(List.of());
                if (servers.isEmpty()) {
                    throw new OauthFailure(endpoint + " names no authorization server");
                }
                return new ProtectedResource(resource, servers, Json.texts(document, "scopes_supported"));
            }
        }
        throw new OauthFailure(endpoint + " wants a token and does not say from where");
    }

    /**
     * The metadata of an issuer.
     *
     * @throws OauthFailure when there is none, or when the document names another issuer (RFC 8414, section 3.3)
     */
    AuthorizationServer server(String issuer) {
        var base = Json.uri(issuer);
        for (var place : metadataOf(base)) {
            var found = http.document(place);
            if (found.isPresent()) {
                var server = AuthorizationServer.of(found.get());
                if (!server.issuer().equals(issuer)) {
                    throw new OauthFailure(
                            "the metadata at %s is of another issuer: %s".formatted(place, server.issuer()));
                }
                return server;
            }
        }
        throw new OauthFailure("the authorization server " + issuer + " has no metadata");
    }

    private static List<URI> wellKnown(URI endpoint) {
        var root = root(endpoint) + "/.well-known/oauth-protected-resource";
        var path = path(endpoint);
        return path.isEmpty() ? List.of(URI.create(root)) : List.of(URI.create(root + path), URI.create(root));
    }

    private static List<URI> metadataOf(URI issuer) {
        var root = root(issuer);
        var path = path(issuer);
        var oauth = URI.create(root + "/.well-known/oauth-authorization-server" + path);
        var openId = URI.create(root + "/.well-known/openid-configuration" + path);
        return path.isEmpty()
                ? List.of(oauth, openId)
                : List.of(oauth, openId, URI.create(root + path + "/.well-known/openid-configuration"));
    }

    /** True when the endpoint is the resource or lies below it. */
    static boolean covers(String resource, URI endpoint) {
        if (resource.isEmpty()) {
            return false;
        }
        var uri = Json.uri(resource);
        if (uri.getRawFragment() != null || uri.getHost() == null) {
            return false;
        }
        var path = path(uri);
        return root(uri).equals(root(endpoint))
                && (path(endpoint).equals(path) || path(endpoint).startsWith(path + "/"));
    }

    private static String root(URI uri) {
        var scheme = Objects.toString(uri.getScheme(), "").toLowerCase(Locale.ROOT);
        var host = Objects.toString(uri.getHost(), "").toLowerCase(Locale.ROOT);
        boolean usual = uri.getPort() < 0
                || (scheme.equals("https") && uri.getPort() == 443)
                || (scheme.equals("http") && uri.getPort() == 80);
        return scheme + "://" + host + (usual ? "" : ":" + uri.getPort());
    }

    private static String path(URI uri) {
        var path = Objects.toString(uri.getRawPath(), "");
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
