package dev.bac.orchestrator.workflow;

import dev.bac.identity.Caller;
import dev.bac.tools.Effect;
import dev.bac.tools.Tool;
import dev.bac.tools.ToolCall;
import dev.bac.tools.ToolOutcome;
import dev.bac.tools.Toolbox;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Two servers that count what really happened: {@code ours} keeps the key of a write, {@code theirs} does not.
 *
 * @param keeps false for a server of ours that forgets its keys: the fault that a test plants
 */
final class World {
    private static final ObjectNode ANY = (ObjectNode)
            JsonMapper.shared().readTree("{\"type\": \"object\", \"properties\": {\"what\": {\"type\": \"string\"}}}");

    private final boolean keeps;
    private final ConcurrentLinkedQueue<String> effects = new ConcurrentLinkedQueue<>();
    private final Map<String, ToolOutcome> kept = new ConcurrentHashMap<>();

    World(boolean keeps) {
        this.keeps = keeps;
    }

    /** What happened, each as often as it did. */
    List<String> effects() {
        return List.copyOf(effects);
    }

    private ToolOutcome have(ToolCall call) {
        if (call.tool().endsWith("_read")) {
            return done(call);
        }
        if (keeps && call.tool().startsWith("ours_")) {
            return kept.computeIfAbsent(call.key(), _ -> happen(call));
        }
        return happen(call);
    }

    private ToolOutcome happen(ToolCall call) {
        effects.add(call.tool() + " " + call.arguments().path("what").asString(""));
        return done(call);
    }

    private static ToolOutcome done(ToolCall call) {
        return new ToolOutcome.Done("done", call.arguments().deepCopy());
    }

    /** The way of one node to the servers, with a point before each step is intended, and before and after each call. */
    Toolbox seenBy(Point point) {
        var calls = new AtomicInteger();
        return new Toolbox() {
            @Override
            public List<Tool> tools(Caller caller) {
                // A step looks for its tool before it writes its intent.
                point.reached(new Place(calls.get(), When.BEFORE_INTENT));
                return List.of(
                        tool("ours", "ours_thing_make", Effect.WRITE),
                        tool("ours", "ours_thing_read", Effect.READ),
                        tool("theirs", "theirs_thing_read", Effect.READ),
                        tool("theirs", "theirs_thing_send", Effect.WRITE));
            }

            @Override
            public ToolOutcome call(Caller caller, ToolCall call) {
                point.reached(new Place(calls.get(), When.BEFORE_CALL));
                var outcome = have(call);
                point.reached(new Place(calls.get(), When.AFTER_CALL));
                calls.incrementAndGet();
                return outcome;
            }
        };
    }

    private static Tool tool(String server, String name, Effect effect) {
        return new Tool(server, name, name, name, effect, "none", ANY, ANY, List.of());
    }

    /** A place on the way; a node may be made to stand still there. */
    interface Point {
        void reached(Place place);
    }

    /** Where in a step. */
    enum When {
        BEFORE_INTENT,
        BEFORE_CALL,
        AFTER_CALL
    }

    /**
     * Where in a run of one call after the other.
     *
     * @param calls that are over
     */
    record Place(int calls, When when) {}

    /** What happened more often than once. */
    Optional<String> doubled() {
        return effects.stream()
                .filter(effect -> effects.stream().filter(effect::equals).count() > 1)
                .findFirst();
    }
}
