package dev.bac.store;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/**
 * One text for each JSON value: members sorted by UTF-16 code units and no spaces, as in RFC 8785. Numbers differ from
 * it: they are decimals here, written plainly without trailing zeros, so that no amount passes through a double.
 */
public final class CanonicalJson {
    // Beyond this a plain number would be a text of millions of zeros.
    private static final int LARGEST_EXPONENT = 100;

    private CanonicalJson() {}

    public static String of(JsonNode value) {
        StringBuilder out = new StringBuilder();
        write(value, out);
        return out.toString();
    }

    /** SHA-256 of the canonical text, in lower-case hexadecimal. */
    public static String sha256(JsonNode value) {
        return sha256(of(value));
    }

    static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    private static void write(JsonNode value, StringBuilder out) {
        if (value.isObject()) {
            out.append('{');
            String separator = "";
            for (String name : new TreeSet<>(value.propertyNames())) {
                out.append(separator).append(StringNode.valueOf(name)).append(':');
                write(value.required(name), out);
                separator = ",";
            }
            out.append('}');
        } else if (value.isArray()) {
            out.append('[');
            String separator = "";
            for (JsonNode element : value) {
                out.append(separator);
                write(element, out);
                separator = ",";
            }
            out.append(']');
        } else if (value.isNumber()) {
            out.append(number(value.decimalValue()));
        } else {
            out.append(value);
        }
    }

    private static String number(BigDecimal value) {
        BigDecimal plain = value.stripTrailingZeros();
        return Math.abs(plain.scale()) > LARGEST_EXPONENT ? plain.toString() : plain.toPlainString();
    }
}
