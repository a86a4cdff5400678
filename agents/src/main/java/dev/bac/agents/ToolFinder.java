package dev.bac.agents;

import dev.bac.llm.Message;
import dev.bac.llm.Part;
import dev.bac.llm.ToolDefinition;
import dev.bac.tools.OfferedTools;
import dev.bac.tools.OfferedTools.Wish;
import dev.bac.tools.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Where an agent has more tools than a model is shown: which it is shown, and a tool to look for others with. All of it
 * follows from the transcript.
 */
final class ToolFinder {
    static final String NAME = "find_tools";
    private static final String QUERY = "query";
    /** So much of a request is searched for, in characters. */
    private static final int LONGEST = 2_000;

    private ToolFinder() {}

    /** What tools may be offered for, in the transcript's order. */
    static List<Wish> wishes(List<Message> messages) {
        var wishes = new ArrayList<Wish>();
        for (var message : messages) {
            switch (message) {
                case Message.User said -> wishes.add(request(said.text()));
                case Message.Assistant answer -> answer.toolCalls().forEach(call -> wishes.add(wish(call)));
                case Message.Instructions _, Message.ToolResults _ -> {}
            }
        }
        return wishes;
    }

    static ToolDefinition definition() {
        var schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        schema.putObject("properties")
                .putObject(QUERY)
                .put("type", "string")
                .put("description", "What the tool should do, in a few words.");
        schema.putArray("required").add(QUERY);
        return new ToolDefinition(
                NAME,
                "Look for other tools",
                "There are more tools than are listed here. Call this when none of them fits; what it names can be called"
                        + " from then on.",
                schema,
                JsonNodeFactory.instance.objectNode(),
                true,
                List.of());
    }

    /** What the model reads; the tools themselves are offered with its next turn. */
    static Part.ToolResult found(Part.ToolCall call, OfferedTools offers) {
        var tools = offers.find(query(call));
        var text = tools.isEmpty()
                ? "No tool fits that. Say it in other words, or say that it cannot be done here."
                : "You may call: " + tools.stream().map(ToolFinder::line).collect(Collectors.joining("; "));
        return new Part.ToolResult(call.id(), call.tool(), text, false);
    }

    private static String line(Tool tool) {
        return tool.name() + " (" + tool.title() + ")";
    }

    private static Wish wish(Part.ToolCall call) {
        return call.tool().equals(NAME) ? request(query(call)) : new Wish.Use(call.tool());
    }

    private static String query(Part.ToolCall call) {
        return cut(call.arguments().path(QUERY).asString(""));
    }

    private static Wish request(String text) {
        return new Wish.Request(cut(text));
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }
}
