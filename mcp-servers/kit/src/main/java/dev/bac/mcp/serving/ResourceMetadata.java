package dev.bac.mcp.serving;

import dev.bac.mcp.ToolJson;
import dev.bac.mcp.ToolServer;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.TreeSet;

/** Tells clients where tokens for a server come from (RFC 9728, section 2). */
final class ResourceMetadata extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private final transient ToolServer server;

    ResourceMetadata(ToolServer server) {
        this.server = server;
    }

    static String path(String server) {
        return "/.well-known/oauth-protected-resource/mcp/" + server;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var security = server.security();
        var domain = server.server();
        var json = ToolJson.mapper().createObjectNode();
        json.put("resource", security.audience(domain.name())).put("resource_name", domain.title());
        json.putArray("bearer_methods_supported").add("header");
        var scopes = new TreeSet<String>();
        domain.tools().forEach(tool -> scopes.add(tool.scope()));
        scopes.forEach(json.putArray("scopes_supported")::add);
        Answers.write(response, 200, json);
    }
}
