package dev.bac.messaging.text;

import java.util.function.IntUnaryOperator;

/**
 * How many short messages a text becomes: 3GPP TS 23.038 (alphabets) and 23.040 (concatenation). Text that fits the
 * GSM 7-bit alphabet takes 160 septets alone or 153 a part, anything else 70 or 67 UTF-16 units. A character of two
 * units (an escaped GSM character, a surrogate pair) is never split between parts.
 *
 * @param units septets or UTF-16 units in all
 */
public record SmsSegments(Encoding encoding, int segments, int units) {

    /** The alphabet of a short message: units alone, and units a part when there are several. */
    public enum Encoding {
        GSM_7(160, 153),
        UCS_2(70, 67);

        private final int alone;
        private final int part;

        Encoding(int alone, int part) {
            this.alone = alone;
            this.part = part;
        }
    }

    private static final String BASIC = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
            + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
    private static final String ESCAPED = "\f^{}\\[~]|€";

    /** Counts {@code text}; an empty text is one segment. */
    public static SmsSegments of(String text) {
        boolean gsm = text.chars().allMatch(c -> BASIC.indexOf(c) >= 0 || ESCAPED.indexOf(c) >= 0);
        return gsm
                ? count(text, Encoding.GSM_7, c -> ESCAPED.indexOf(c) >= 0 ? 2 : 1)
                : count(text, Encoding.UCS_2, Character::charCount);
    }

    private static SmsSegments count(String text, Encoding encoding, IntUnaryOperator width) {
        int units = text.codePoints().map(width).sum();
        if (units <= encoding.alone) {
            return new SmsSegments(encoding, 1, units);
        }
        int segments = 1;
        int filled = 0;
        for (int character : text.codePoints().toArray()) {
            int needed = width.applyAsInt(character);
            if (filled + needed > encoding.part) {
                segments++;
                filled = 0;
            }
            filled += needed;
        }
        return new SmsSegments(encoding, segments, units);
    }
}
