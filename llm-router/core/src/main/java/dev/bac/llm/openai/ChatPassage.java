package dev.bac.llm.openai;

import dev.bac.llm.ChatRequest;
import dev.bac.llm.vendor.Endpoint;
import dev.bac.llm.vendor.Passage;
import java.net.URI;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Chat completions that came as chat completions. */
final class ChatPassage implements Passage {
    static final ChatPassage OPENAI_CHAT = new ChatPassage();

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Map<String, List<String>> PLAIN =
            Map.of("Content-Type", List.of("application/json"), "Accept", List.of("text/event-stream"));

    private ChatPassage() {}

    @Override
    public URI address(Endpoint vendor) {
        return URI.create(vendor.baseUrl() + "/chat/completions");
    }

    @Override
    public Map<String, List<String>> headers(Endpoint vendor) {
        if (!vendor.key().isPresent()) {
            return PLAIN;
        }
        return Map.of(
                "Content-Type",
                List.of("application/json"),
                "Accept",
                List.of("text/event-stream"),
                "Authorization",
                List.of("Bearer " + vendor.key().reveal()));
    }

    @Override
    public ObjectNode body(ObjectNode came, ChatRequest request) {
        ObjectNode body = JSON.createObjectNode();
        body.setAll(came);
        body.put("model", request.model()).put("stream", true);
        ObjectNode options =
                came.path("stream_options") instanceof ObjectNode given ? given.deepCopy() : JSON.createObjectNode();
        body.set("stream_options", options.put("include_usage", true));
        return body;
    }

    @Override
    public Reading reading(Endpoint vendor) {
        return new ChatReading(vendor);
    }
}
