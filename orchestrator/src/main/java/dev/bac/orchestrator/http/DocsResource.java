package dev.bac.orchestrator.http;

import dev.bac.orchestrator.problem.ProblemCode;
import io.javalin.config.RoutesConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** The API's description, for programs and for people. */
public final class DocsResource implements Resource {
    private final String description;
    private final String page;

    public DocsResource() {
        this.description = read();
        this.page = page(Json.MAPPER.readTree(description));
    }

    @Override
    public void routes(RoutesConfig routes) {
        routes.get("/openapi.json", ctx -> {
            ctx.contentType("application/json");
            ctx.result(description);
        });
        routes.get("/docs", ctx -> {
            ctx.contentType("text/html; charset=utf-8");
            ctx.result(page);
        });
    }

    private static String page(JsonNode api) {
        var html = new StringBuilder(
                "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>BAC API</title>"
                        + "<link rel=\"stylesheet\" href=\"/assets/app.css\"></head><body><main><h1>BAC API</h1><p>");
        html.append(escaped(api.path("info").path("description").asString("")));
        html.append("</p><p><a href=\"/openapi.json\">openapi.json</a></p><h2>Paths</h2><dl>");
        api.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(method -> html.append("<dt><code>")
                        .append(escaped(method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey()))
                        .append("</code></dt><dd>")
                        .append(escaped(method.getValue().path("summary").asString("")))
                        .append("</dd>")));
        html.append("</dl><h2>Problem codes</h2><ul>");
        for (var code : ProblemCode.values()) {
            html.append("<li id=\"")
                    .append(code.label())
                    .append("\"><code>")
                    .append(code.label())
                    .append("</code> ");
            html.append(code.status())
                    .append(": ")
                    .append(escaped(code.title()))
                    .append("</li>");
        }
        return html.append("</ul></main></body></html>").toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static String read() {
        try (InputStream in = DocsResource.class.getResourceAsStream("/openapi.json")) {
            if (in == null) {
                throw new IOException("openapi.json is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
