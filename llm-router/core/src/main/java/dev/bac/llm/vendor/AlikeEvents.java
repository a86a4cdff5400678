package dev.bac.llm.vendor;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Recognises an event that differs from one already read in its text alone, so that it need not be read as JSON again. The
 * events of an answer are alike but for a word each; what is around the word is compared letter by letter, so that anything
 * new in an event, in whatever place, makes it one that has to be read. So does a word with an escape in it.
 *
 * <p>OpenAI pads its events with a text of random length that says nothing (field {@code obfuscation}); it may differ too.
 */
final class AlikeEvents {
    private static final String PADDING = "obfuscation";

    /** Events that are learned from before any was alike; a vendor whose events differ otherwise is read as before. */
    private static final int MOST_TRIES = 8;

    private final String field;
    private String before = "";
    private String between = "";
    private @Nullable String after;
    private boolean known;
    private int tries;

    /** @param field the name of the text's field, which must be in an event once */
    AlikeEvents(String field) {
        this.field = field;
    }

    /**
     * This event was read, and nothing of it but its text means anything when it comes again.
     *
     * @param text its text
     */
    void learn(String event, String text) {
        int begin = tries++ < MOST_TRIES && !text.isEmpty() ? value(event, field) : -1;
        if (begin < 0 || end(event, begin) != begin + text.length() || !event.startsWith(text, begin)) {
            return;
        }
        before = event.substring(0, begin);
        int rest = begin + text.length();
        int padding = value(event, PADDING);
        int padded = padding > rest ? end(event, padding) : -1;
        between = padded < 0 ? event.substring(rest) : event.substring(rest, padding);
        after = padded < 0 ? null : event.substring(padded);
        known = true;
    }

    /** The text of an event that is alike, never an empty one. */
    Optional<String> text(String event) {
        if (!known || !event.startsWith(before)) {
            return Optional.empty();
        }
        int begin = before.length();
        int end = end(event, begin);
        if (end <= begin || !event.startsWith(between, end)) {
            return Optional.empty();
        }
        int rest = end + between.length();
        if (after != null) {
            int padded = end(event, rest);
            rest = padded < 0 || !event.startsWith(after, padded) ? -1 : padded + after.length();
        }
        if (rest != event.length()) {
            return Optional.empty();
        }
        tries = 0;
        return Optional.of(event.substring(begin, end));
    }

    /** Where the text of a field begins that is there once; -1 when it is not, or more often. */
    private static int value(String event, String field) {
        String key = '"' + field + '"';
        int at = event.indexOf(key);
        if (at < 0 || event.indexOf(key, at + 1) >= 0) {
            return -1;
        }
        int colon = blanks(event, at + key.length());
        if (colon == event.length() || event.charAt(colon) != ':') {
            return -1;
        }
        int quote = blanks(event, colon + 1);
        return quote < event.length() && event.charAt(quote) == '"' ? quote + 1 : -1;
    }

    private static int blanks(String event, int from) {
        int at = from;
        while (at < event.length() && event.charAt(at) == ' ') {
            at++;
        }
        return at;
    }

    /** Where a text without escapes ends; -1 when it has one, or is not ended. */
    private static int end(String event, int begin) {
        for (int at = begin; at < event.length(); at++) {
            char letter = event.charAt(at);
            if (letter == '"') {
                return at;
            }
            if (letter == '\\' || letter < ' ') {
                return -1;
            }
        }
        return -1;
    }
}
