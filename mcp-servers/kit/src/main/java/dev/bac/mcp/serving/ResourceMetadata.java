package dev.bac.mcp.serving;

import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolJson;
import dev.bac.mcp.ToolSecurity;
import dev.bac.mcp.ToolServer;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collection;
import java.util.TreeSet;

/** Tells clients where tokens for a server come from (RFC 9728, section 2). */
final class ResourceMetadata extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private final transient ToolSecurity security;
    private final String name;
    private final String title;
    private final transient Collection<String> scopes;

    /** @param name empty for the address of all servers */
    ResourceMetadata(ToolSecurity security, String name, String title, Collection<String> scopes) {
        this.security = security;
        this.name = name;
        this.title = title;
        this.scopes = new TreeSet<>(scopes);
    }

    static ResourceMetadata of(ToolServer server) {
        var domain = server.server();
        var scopes = domain.tools().stream().map(Tool::scope).toList();
        return new ResourceMetadata(server.security(), domain.name(), domain.title(), scopes);
    }

    static String path(String server) {
        return "/.well-known/oauth-protected-resource/mcp" + (server.isEmpty() ? "" : "/" + server);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var json = ToolJson.mapper().createObjectNode();
        json.put("resource", security.audience(name)).put("resource_name", title);
        json.putArray("bearer_methods_supported").add("header");
        scopes.forEach(json.putArray("scopes_supported")::add);
        Answers.write(response, 200, json);
    }
}
