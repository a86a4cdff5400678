package dev.bac.tools;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** One spelling for equal JSON, in the manner of RFC 8785: names sorted, no space, numbers without exponent or zeros. */
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
            json.properties().forEach(entry -> names.put(entry.getKey(), sorted(entry.getValue())));
            var object = JsonNodeFactory.instance.objectNode();
            names.forEach(object::set);
            return object;
        }
        if (json.isArray()) {
            var array = JsonNodeFactory.instance.arrayNode();
            json.forEach(item -> array.add(sorted(item)));
            return array;
        }
        if (json.isNumber()) {
            var number = json.decimalValue().stripTrailingZeros();
            return number.scale() <= 0
                    ? JsonNodeFactory.instance.numberNode(number.toBigIntegerExact())
                    : JsonNodeFactory.instance.numberNode(number);
        }
        return json;
    }
}
