package dev.bac.llm;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A piece of a message. */
public sealed interface Part {

    /** Words, in Markdown. */
    record Text(String text) implements Part {}

    /**
     * The model asks for a tool.
     *
     * @param id unique within the conversation; made by us where a vendor sends none
     */
    record ToolCall(String id, String tool, ObjectNode arguments) implements Part {}

    /**
     * What a tool answered.
     *
     * @param failed true when the text tells the model what to do better
     */
    record ToolResult(String callId, String tool, String text, boolean failed) implements Part {}

    /** What must go back to the same provider unchanged: signed thinking, thought signatures. */
    record Opaque(String provider, JsonNode json) implements Part {}
}
