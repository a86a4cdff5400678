package dev.bac.tools.mcp;

import java.util.List;
import java.util.PrimitiveIterator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Text that shows all it says. */
public final class Plain {
    private Plain() {}

    /** Characters that are drawn as nothing though they count as letters or marks. */
    private static final String BLANK = "\u034F\u115F\u1160\u17B4\u17B5\u180B\u180C\u180D\u180F\u2800\u3164\uFFA0";

    private static final int DEEPEST = 64;

    /**
     * The text without characters that people do not see and models do: Unicode tags (U+E0000–E007F), zero-width and
     * bidirectional marks, variation selectors and blank letters, in which a server could hide orders to the model.
     */
    public static String text(String text) {
        var kept = new StringBuilder(text.length());
        for (PrimitiveIterator.OfInt at = text.codePoints().iterator(); at.hasNext(); ) {
            int point = at.nextInt();
            if (isSeen(point)) {
                kept.appendCodePoint(point);
            }
        }
        return kept.toString();
    }

    /** The same for what a schema says in words: its titles and descriptions, however deep. */
    public static void words(JsonNode schema) {
        words(schema, DEEPEST);
    }

    private static void words(JsonNode schema, int levels) {
        if (levels == 0) {
            return;
        }
        if (schema instanceof ObjectNode object) {
            for (var name : List.of("title", "description", "$comment")) {
                if (object.path(name).isString()) {
                    object.put(name, text(object.path(name).stringValue()));
                }
            }
        }
        schema.valueStream().forEach(inner -> words(inner, levels - 1));
    }

    private static boolean isSeen(int point) {
        boolean control = Character.isISOControl(point) && point != '\n' && point != '\t';
        boolean selector = (point >= 0xFE00 && point <= 0xFE0F) || (point >= 0xE0100 && point <= 0xE01EF);
        return !control
                && !selector
                && Character.getType(point) != Character.FORMAT
                && Character.getType(point) != Character.UNASSIGNED
                && BLANK.indexOf(point) < 0;
    }
}
