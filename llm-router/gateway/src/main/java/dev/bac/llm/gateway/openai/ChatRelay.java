package dev.bac.llm.gateway.openai;

import dev.bac.llm.gateway.web.EventWriter;
import dev.bac.llm.gateway.web.GatheredEvents;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Hands on the chunks of a vendor that speaks OpenAI's format. Chunks that say nothing yet wait for the first that does,
 * so that another vendor may still answer when this one fails.
 */
final class ChatRelay extends GatheredEvents {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final List<String> waiting = new ArrayList<>();
    private @Nullable ChatAssembly assembly;
    private boolean usage;
    private boolean relaying;

    void into(EventWriter writer, boolean withUsage) {
        into(writer);
        usage = withUsage;
    }

    /** True once the vendor's own chunks are what the caller gets. */
    boolean relaying() {
        return relaying;
    }

    /** The chunks put together, when there were any. */
    Optional<ObjectNode> whole() {
        return Optional.ofNullable(assembly).map(ChatAssembly::whole);
    }

    @Override
    public void forget() {
        if (!relaying) {
            waiting.clear();
            assembly = null;
        }
    }

    @Override
    public boolean event(String data) {
        return !data.strip().equals("[DONE]") && event(data, JSON.readTree(data));
    }

    @Override
    public boolean event(String data, JsonNode read) {
        if (!(read instanceof ObjectNode chunk)) {
            return false;
        }
        if (events != null) {
            return hand(events, chunk, data);
        }
        assembly = assembly == null ? new ChatAssembly() : assembly;
        assembly.add(chunk);
        return true;
    }

    @Override
    public boolean text(String data, String text) {
        if (events != null && relaying) {
            events.later(data);
            return true;
        }
        if (events == null && assembly != null) {
            assembly.text(text);
            return true;
        }
        return event(data);
    }

    private boolean hand(EventWriter to, ObjectNode chunk, String data) {
        boolean usageOnly =
                chunk.path("choices").isEmpty() && chunk.path("usage").isObject();
        if (usageOnly && !usage) {
            return false;
        }
        if (!relaying && !says(chunk)) {
            waiting.add(data);
            return false;
        }
        relaying = true;
        waiting.forEach(to::later);
        waiting.clear();
        to.later(data);
        return true;
    }

    private static boolean says(ObjectNode chunk) {
        for (JsonNode choice : chunk.path("choices")) {
            boolean words = choice.path("delta")
                    .propertyStream()
                    .anyMatch(field -> !field.getKey().equals("role")
                            && !field.getValue().isNull()
                            && !field.getValue().asString("x").isEmpty());
            if (words || choice.path("finish_reason").isString()) {
                return true;
            }
        }
        return false;
    }
}
