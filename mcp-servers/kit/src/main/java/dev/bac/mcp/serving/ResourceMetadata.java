package dev.bac.mcp.serving;

import dev.bac.mcp.ProtectedResource;
import dev.bac.mcp.ToolJson;
import dev.bac.mcp.ToolSecurity;
import dev.bac.mcp.ToolServer;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** Tells clients where tokens for a server come from (RFC 9728, section 2). */
final class ResourceMetadata extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final String WELL_KNOWN = "/.well-known/oauth-protected-resource";

    private final transient ToolSecurity security;
    private final transient ProtectedResource resource;

    ResourceMetadata(ToolServer server) {
        this(server.security(), ProtectedResource.of(server.server()));
    }

    ResourceMetadata(ToolSecurity security, ProtectedResource resource) {
        this.security = security;
        this.resource = resource;
    }

    /** Where a domain's servlet is mounted: its own path, and that of its reading tools below it. */
    static String path(String server) {
        return WELL_KNOWN + ProtectedResource.ALL + "/" + server + "/*";
    }

    /** Where the metadata of a resource is, and below it that of its reading tools. */
    static String path(ProtectedResource resource) {
        return WELL_KNOWN + resource.path();
    }

    static String url(ToolSecurity security, ProtectedResource resource, boolean readOnly) {
        return security.baseUrl() + path(resource) + (readOnly ? ProtectedResource.READ_ONLY : "");
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean readOnly = request.getRequestURI().endsWith(ProtectedResource.READ_ONLY);
        String rest = Optional.ofNullable(request.getPathInfo()).orElse("");
        if (!rest.isEmpty() && !rest.equals(ProtectedResource.READ_ONLY)) {
            Answers.error(response, 404, RpcError.INVALID_REQUEST, "there is no such server");
            return;
        }
        var json = ToolJson.mapper().createObjectNode();
        json.put("resource", security.audience(resource)).put("resource_name", resource.title());
        json.putArray("authorization_servers").add(security.authorizationServer());
        json.putArray("bearer_methods_supported").add("header");
        resource.wanted(readOnly).forEach(json.putArray("scopes_supported")::add);
        json.put("resource_documentation", security.baseUrl() + "/docs");
        Answers.write(response, 200, json);
    }
}
