package dev.bac.llm.gateway.openai;

import dev.bac.llm.gateway.web.Errors;
import dev.bac.llm.gateway.web.Exchange;
import dev.bac.llm.gateway.web.Refused;
import tools.jackson.databind.node.ObjectNode;

/** OpenAI's {@code {"error": {"message", "type", "param", "code"}}}. */
public final class OpenAiErrors implements Errors {
    @Override
    public ObjectNode body(Refused refused) {
        ObjectNode body = Exchange.object();
        body.putObject("error")
                .put("message", refused.getMessage())
                .put("type", refused.reason().openAi())
                .put("param", refused.field().orElse(null))
                .put("code", refused.code());
        return body;
    }
}
