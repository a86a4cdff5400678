package dev.bac.llm.planner;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a tool's answer: a line that sums it up, then JSON. */
final class Results {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MAX_CHARACTERS = 1_000_000;

    private Results() {}

    /** The JSON of an answer, if it holds any. */
    static Optional<JsonNode> json(String text) {
        int at = start(text);
        if (at < 0 || text.length() > MAX_CHARACTERS) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    FoldedRows.unfolded(JSON.readTree(text.substring(at).strip())));
        } catch (JacksonException notJson) {
            return Optional.empty();
        }
    }

    /** The words before the JSON. */
    static String words(String text) {
        int at = start(text);
        return (at < 0 || json(text).isEmpty() ? text : text.substring(0, at)).strip();
    }

    private static int start(String text) {
        if (text.startsWith("{") || text.startsWith("[")) {
            return 0;
        }
        int object = text.indexOf("\n{");
        int array = text.indexOf("\n[");
        int first = object < 0 ? array : array < 0 ? object : Math.min(object, array);
        return first < 0 ? -1 : first + 1;
    }
}
