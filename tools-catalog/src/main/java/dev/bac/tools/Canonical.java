package dev.bac.tools;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * One spelling for equal JSON, as our servers spell it when they ask for approval: RFC 8785 but for numbers, which keep
 * the digits they came with, and for nothing, which is left out.
 */
public final class Canonical {
    private Canonical() {}

    /** SHA-256 over the canonical text, in hexadecimal. */
    public static String sha256(JsonNode json) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text(json).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    /** The canonical text. */
    public static String text(JsonNode json) {
        return sorted(json).toString();
    }

    private static JsonNode sorted(JsonNode json) {
        if (json.isObject()) {
            var names = new TreeMap<String, JsonNode>();
            json.properties().stream()
                    .filter(entry -> !entry.getValue().isNull())
                    .forEach(entry -> names.put(entry.getKey(), sorted(entry.getValue())));
            var object = JsonNodeFactory.instance.objectNode();
            names.forEach(object::set);
            return object;
        }
        if (json.isArray()) {
            var array = JsonNodeFactory.instance.arrayNode();
            json.forEach(item -> array.add(sorted(item)));
            return array;
        }
        return json;
    }
}
