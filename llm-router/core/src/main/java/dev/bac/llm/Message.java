package dev.bac.llm;

import java.util.List;

/** A turn of a conversation. The last one alone says what comes next. */
public sealed interface Message {

    /** What the agent is told before the conversation. */
    record Instructions(String text) implements Message {}

    /** What the person wrote. */
    record User(List<Part> parts) implements Message {
        public User {
            parts = List.copyOf(parts);
        }

        public static User of(String text) {
            return new User(List.of(new Part.Text(text)));
        }

        public String text() {
            return Parts.textOf(parts);
        }
    }

    /** What the model answered, in the order it came. */
    record Assistant(List<Part> parts) implements Message {
        public Assistant {
            parts = List.copyOf(parts);
        }

        public List<Part.ToolCall> toolCalls() {
            return parts.stream()
                    .filter(Part.ToolCall.class::isInstance)
                    .map(Part.ToolCall.class::cast)
                    .toList();
        }

        public String text() {
            return Parts.textOf(parts);
        }
    }

    /** The results of all calls of the answer before, in the order asked. */
    record ToolResults(List<Part.ToolResult> results) implements Message {
        public ToolResults {
            results = List.copyOf(results);
        }
    }
}
