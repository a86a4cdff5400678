package dev.bac.orchestrator.run;

import dev.bac.llm.Part;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A tool call as the API shows it. */
public record CallView(
        String id,
        String tool,
        String title,
        String server,
        String effect,
        JsonNode arguments,
        String state,
        @Nullable String text,
        @Nullable JsonNode content,
        @Nullable Long ms) {

    public static CallView of(CallRecord call) {
        return new CallView(
                call.key(),
                call.tool(),
                call.title(),
                call.server(),
                call.effect(),
                call.arguments(),
                call.state().label(),
                call.text().orElse(null),
                call.content().orElse(null),
                call.millis().orElse(null));
    }

    /**
     * A call of the transcript that has no line in the journal: it has not begun, or the host answered it.
     *
     * @param result what the model was told, if it was
     */
    public static CallView of(String key, Part.ToolCall call, Part.@Nullable ToolResult result) {
        String state = result == null ? "pending" : result.failed() ? "failed" : "done";
        String text = result == null ? null : result.text();
        return new CallView(key, call.tool(), call.tool(), "", "read", call.arguments(), state, text, null, null);
    }
}
