package dev.bac.tools.mcp;

import java.util.PrimitiveIterator;

/** Text that shows all it says. */
final class Plain {
    private Plain() {}

    /**
     * The text without characters that people do not see and models do: Unicode tags (U+E0000–E007F), zero-width and
     * bidirectional marks, in which a server could hide orders to the model.
     */
    static String text(String text) {
        var kept = new StringBuilder(text.length());
        for (PrimitiveIterator.OfInt at = text.codePoints().iterator(); at.hasNext(); ) {
            int point = at.nextInt();
            boolean unseen = Character.getType(point) == Character.FORMAT
                    || (Character.isISOControl(point) && point != '\n' && point != '\t');
            if (!unseen) {
                kept.appendCodePoint(point);
            }
        }
        return kept.toString();
    }
}
