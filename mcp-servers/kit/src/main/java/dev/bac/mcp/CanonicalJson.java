package dev.bac.mcp;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One text for one meaning: keys in order, no absent values, no spaces. Approvals and idempotency compare its digest. It
 * follows RFC 8785 but for numbers, which keep the digits they came with.
 */
public final class CanonicalJson {
    private CanonicalJson() {}

    /** The canonical text. */
    public static String text(JsonNode json) {
        return sorted(json).toString();
    }

    /** SHA-256 over the canonical text in UTF-8, in hexadecimal. */
    public static String hash(JsonNode json) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text(json).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static JsonNode sorted(JsonNode json) {
        return switch (json) {
            case ObjectNode object -> {
                var fields = new TreeMap<String, JsonNode>();
                for (var field : object.properties()) {
                    if (!field.getValue().isNull()) {
                        fields.put(field.getKey(), sorted(field.getValue()));
                    }
                }
                var copy = JsonNodeFactory.instance.objectNode();
                fields.forEach(copy::set);
                yield copy;
            }
            case ArrayNode array -> {
                var copy = JsonNodeFactory.instance.arrayNode();
                array.forEach(item -> copy.add(sorted(item)));
                yield copy;
            }
            default -> json;
        };
    }
}
