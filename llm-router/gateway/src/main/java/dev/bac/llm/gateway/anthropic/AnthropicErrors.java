package dev.bac.llm.gateway.anthropic;

import dev.bac.llm.gateway.web.Errors;
import dev.bac.llm.gateway.web.Exchange;
import dev.bac.llm.gateway.web.Refused;
import tools.jackson.databind.node.ObjectNode;

/** Anthropic's {@code {"type": "error", "error": {"type", "message"}, "request_id"}}. */
public final class AnthropicErrors implements Errors {
    @Override
    public ObjectNode body(Refused refused) {
        ObjectNode body = Exchange.object().put("type", "error");
        body.putObject("error").put("type", refused.reason().anthropic()).put("message", refused.getMessage());
        return body.putNull("request_id");
    }
}
