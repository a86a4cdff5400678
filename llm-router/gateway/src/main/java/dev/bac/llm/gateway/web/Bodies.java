package dev.bac.llm.gateway.web;

import dev.bac.llm.gateway.web.Refused.Reason;
import jakarta.servlet.http.HttpServletRequest;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads bodies: bounded, strictly UTF-8, one JSON object. */
public final class Bodies {
    private static final int DEPTH = 200;
    /** So much of a body that is too long is read and dropped, so that its sender sees the answer. In bytes. */
    private static final long DROPPED = 64L << 20;
    /** So much room is made on a head's word alone. In bytes. */
    private static final long AT_ONCE = 1L << 20;
    /** What the JDK puts where bytes are not UTF-8. */
    private static final char REPLACEMENT = '\uFFFD';
    /** How JSON writes the character that PostgreSQL cannot keep. */
    private static final String ESCAPED_NUL = "\\u0000";

    private final long limit;
    private final JsonMapper json;

    /** @param limit in bytes */
    public Bodies(long limit) {
        this.limit = limit;
        this.json = JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxNestingDepth(DEPTH)
                                .maxStringLength(Math.toIntExact(limit))
                                .build())
                        .build())
                .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }

    ObjectNode read(HttpServletRequest request) throws IOException {
        String type = request.getContentType();
        if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
            throw Refused.of(Reason.UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", "Send application/json.");
        }
        String text = text(bytes(request));
        if (text.indexOf('\0') >= 0) {
            throw nul("");
        }
        ObjectNode object = parsed(text);
        if (text.contains(ESCAPED_NUL)) {
            refuseNul(object, "");
        }
        return object;
    }

    private byte[] bytes(HttpServletRequest request) throws IOException {
        InputStream in = request.getInputStream();
        long told = request.getContentLengthLong();
        if (told > limit) {
            in.skip(DROPPED);
            throw tooLarge();
        }
        if (told >= 0 && told <= AT_ONCE) {
            return told(in, Math.toIntExact(told));
        }
        byte[] bytes = in.readNBytes(Math.toIntExact(limit + 1));
        if (bytes.length > limit) {
            in.skip(DROPPED);
            throw tooLarge();
        }
        return bytes;
    }

    /** A body whose length its head tells needs no room to grow. */
    private static byte[] told(InputStream in, int length) throws IOException {
        byte[] bytes = new byte[length];
        if (in.readNBytes(bytes, 0, length) < length) {
            throw new EOFException();
        }
        return bytes;
    }

    private Refused tooLarge() {
        return Refused.of(
                Reason.TOO_LARGE,
                "request_too_large",
                "The body is longer than " + limit + " bytes; send less at once.");
    }

    private static String text(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.indexOf(REPLACEMENT) < 0 ? text : strictly(bytes);
    }

    /** Much slower, and only needed where something was replaced, or was that character before. */
    private static String strictly(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Refused.of(Reason.INVALID, "bad_encoding", "The body is not valid UTF-8.");
        }
    }

    private static void refuseNul(JsonNode node, String path) {
        if (node.isString() && node.stringValue().indexOf('\0') >= 0) {
            throw nul(path);
        }
        node.forEachEntry((name, value) -> {
            if (name.indexOf('\0') >= 0) {
                throw nul(path);
            }
            refuseNul(value, path.isEmpty() ? name : path + "." + name);
        });
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                refuseNul(node.get(i), path + "[" + i + "]");
            }
        }
    }

    private static Refused nul(String field) {
        return Refused.field(field, "It holds a NUL character (U+0000), which cannot be kept; leave it out.");
    }

    private ObjectNode parsed(String text) {
        JsonNode node;
        try {
            node = json.readTree(text);
        } catch (JacksonException e) {
            // Nesting beyond the limit has no place.
            String where = e.getLocation() == null
                    ? "it is nested too deeply or too large"
                    : "line %d, column %d"
                            .formatted(
                                    e.getLocation().getLineNr(), e.getLocation().getColumnNr());
            throw Refused.of(Reason.INVALID, "invalid_json", "The body is not JSON: " + where + ".");
        }
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw Refused.of(Reason.INVALID, "invalid_json", "The body must be one JSON object.");
    }
}
