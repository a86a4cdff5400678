package dev.bac.llm.gateway.anthropic;

import dev.bac.llm.gateway.web.EventWriter;
import dev.bac.llm.gateway.web.GatheredEvents;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Hands on the events of a vendor that speaks Anthropic's format. Events that say nothing yet wait for the first that
 * does, so that another vendor may still answer when this one fails.
 */
final class MessageRelay extends GatheredEvents {
    private static final JsonMapper JSON = JsonMapper.shared();

    /** An event that waits. */
    private record Waiting(String type, String data) {}

    private final List<Waiting> waiting = new ArrayList<>();
    private @Nullable MessageAssembly assembly;
    private boolean relaying;

    /** True once the vendor's own events are what the caller gets. */
    boolean relaying() {
        return relaying;
    }

    /** The events put together, when there were any. */
    Optional<ObjectNode> whole() {
        return Optional.ofNullable(assembly).map(MessageAssembly::whole);
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
        if (!(JSON.readTree(data) instanceof ObjectNode event)) {
            return false;
        }
        String type = event.path("type").asString("");
        return events == null ? gather(type, event) : hand(events, type, data);
    }

    private boolean gather(String type, ObjectNode event) {
        if (type.equals("message_start")) {
            assembly = new MessageAssembly();
        }
        if (assembly != null) {
            assembly.add(type, event);
        }
        return !type.equals("message_start") && !type.equals("ping");
    }

    private boolean hand(EventWriter to, String type, String data) {
        if (!relaying && !type.equals("content_block_delta") && !type.equals("message_delta")) {
            waiting.add(new Waiting(type, data));
            return false;
        }
        relaying = true;
        waiting.forEach(before -> to.later(before.type(), before.data()));
        waiting.clear();
        to.later(type, data);
        return true;
    }
}
