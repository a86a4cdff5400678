package dev.bac.llm;

import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A piece of a message. */
public sealed interface Part {

    /** Words, in Markdown. */
    record Text(String text) implements Part {}

    /**
     * A picture that the person shows.
     *
     * @param url {@code https:}, or {@code data:} with the picture itself; we never fetch it
     */
    record Image(String url) implements Part {
        private static final Pattern DATA = Pattern.compile("data:(image/[a-z0-9.+-]+);base64,(.*)", Pattern.DOTALL);

        /** @param base64 the bytes */
        public record Data(String mediaType, String base64) {}

        /** The picture itself, when it came along. */
        public Optional<Data> data() {
            var matcher = DATA.matcher(url);
            return matcher.matches() ? Optional.of(new Data(matcher.group(1), matcher.group(2))) : Optional.empty();
        }
    }

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
    record ToolResult(String callId, String tool, String text, boolean failed) implements Part {

        /** The text for a vendor that has no other place to say that it is a failure. */
        public String told() {
            return failed ? "Failed: " + text : text;
        }
    }

    /** What must go back to the same provider unchanged: signed thinking, thought signatures. */
    record Opaque(String provider, JsonNode json) implements Part {}
}
