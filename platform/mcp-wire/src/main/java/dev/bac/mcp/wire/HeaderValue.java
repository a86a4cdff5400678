package dev.bac.mcp.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Text as the value of a header (specification 2026-07-28, streamable HTTP, "Value Encoding"): as it is where it is
 * plain ASCII, otherwise in Base64 between {@code =?base64?} and {@code ?=}.
 */
public final class HeaderValue {
    private static final String BEFORE = "=?base64?";
    private static final String AFTER = "?=";

    private HeaderValue() {}

    public static String encode(String text) {
        boolean ambiguous = text.startsWith(BEFORE) && text.endsWith(AFTER);
        return isPlain(text) && text.equals(text.strip()) && !ambiguous
                ? text
                : BEFORE + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)) + AFTER;
    }

    /** Empty when the value has characters that no header may have, or is wrongly encoded. */
    public static Optional<String> decode(String value) {
        if (!isPlain(value)) {
            return Optional.empty();
        }
        if (!value.startsWith(BEFORE) || !value.endsWith(AFTER) || value.length() < BEFORE.length() + AFTER.length()) {
            return Optional.of(value);
        }
        try {
            String encoded = value.substring(BEFORE.length(), value.length() - AFTER.length());
            byte[] bytes = Base64.getDecoder().decode(encoded);
            if (!Base64.getEncoder().encodeToString(bytes).equals(encoded)) {
                return Optional.empty();
            }
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static boolean isPlain(String text) {
        return text.chars().allMatch(c -> c == '\t' || (c >= ' ' && c <= '~'));
    }
}
