package dev.bac.tools;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A tiny domain with one tool of each kind, and a count of what it really did. */
public final class Notebook {
    public static final JsonMapper JSON = JsonMapper.shared();

    public final AtomicInteger added = new AtomicInteger();
    public final AtomicInteger sent = new AtomicInteger();
    public final InMemoryToolbox toolbox = new InMemoryToolbox();

    public Notebook() {
        toolbox.add(
                tool(
                        "note_page_list",
                        Effect.READ,
                        "none",
                        "{\"type\":\"object\",\"properties\":{\"about\":{\"type\":\"string\",\"x-ref\":\"page\"}}}"),
                (caller, call) -> new ToolOutcome.Done(
                        added.get() + " pages for " + caller.name(),
                        JSON.createObjectNode()
                                .put("total", added.get())
                                .put("about", call.arguments().path("about").asString(""))));
        toolbox.add(
                tool(
                        "note_page_add",
                        Effect.WRITE,
                        "none",
                        "{\"type\":\"object\",\"properties\":{\"text\":{\"type\":\"string\"},\"owner\":{\"type\":\"string\"},\"weight\":{\"type\":\"string\"}},\"required\":[\"text\",\"owner\"]}"),
                (_, call) -> call.arguments().has("text")
                        ? new ToolOutcome.Done("page " + added.incrementAndGet(), call.arguments())
                        : new ToolOutcome.Failed("invalid", "text: say what to write"));
        toolbox.add(
                tool(
                        "note_page_send",
                        Effect.WRITE,
                        "outbound",
                        "{\"type\":\"object\",\"properties\":{\"to\":{\"type\":\"string\"}}}"),
                (_, call) -> new ToolOutcome.Done("sent " + sent.incrementAndGet(), call.arguments()));
    }

    public static Tool tool(String name, Effect effect, String risk, String schema) {
        return new Tool(
                "note",
                name,
                name.replace('_', ' '),
                "About " + name,
                effect,
                risk,
                object(schema),
                object("{\"type\":\"object\"}"),
                List.of(new Tool.Example("say " + name, object("{}"))));
    }

    public static ObjectNode object(String json) {
        return (ObjectNode) JSON.readTree(json);
    }
}
