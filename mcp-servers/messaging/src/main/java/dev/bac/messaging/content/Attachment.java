package dev.bac.messaging.content;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A file, which the vendor fetches or has already; we never fetch it.
 *
 * @param link where the vendor finds it, an https address; null when there is an id
 * @param id of a file that was given to the vendor before; null when there is a link
 * @param caption shown beneath it
 * @param filename that a document is saved under
 */
public record Attachment(
        Kind kind,
        @Nullable String link,
        @Nullable String id,
        @Nullable String caption,
        @Nullable String filename) implements Content {

    /** What it is. */
    public enum Kind {
        IMAGE,
        DOCUMENT,
        VIDEO,
        AUDIO;

        /** As vendors write it. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public String told() {
        String what = filename != null ? filename : link != null ? link : "file " + id;
        return "[" + kind.label() + " " + what + "]" + (caption == null ? "" : " " + caption);
    }
}
