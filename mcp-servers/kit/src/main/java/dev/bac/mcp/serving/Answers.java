package dev.bac.mcp.serving;

import dev.bac.mcp.ToolJson;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import tools.jackson.databind.JsonNode;

/** Writes JSON answers. */
final class Answers {
    private Answers() {}

    static void error(HttpServletResponse response, int status, int code, String message) throws IOException {
        write(response, status, RpcError.answer(null, code, message));
    }

    static void write(HttpServletResponse response, int status, JsonNode json) throws IOException {
        byte[] body = ToolJson.mapper().writeValueAsBytes(json);
        response.setStatus(status);
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "no-store");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
