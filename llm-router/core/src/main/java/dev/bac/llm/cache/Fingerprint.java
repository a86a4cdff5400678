package dev.bac.llm.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * SHA-256 over fields, each with its name and length, so that no two lists of fields give the same bytes. Members of
 * JSON objects count in the order of their names, and 1.0 counts as 1.
 */
final class Fingerprint {
    private final MessageDigest digest;

    Fingerprint() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    Fingerprint add(String name, String value) {
        bytes(name);
        bytes(value);
        return this;
    }

    Fingerprint add(String name, Optional<?> value) {
        return value.isPresent() ? add(name, "=" + value.get()) : add(name, "-");
    }

    Fingerprint add(String name, JsonNode value) {
        bytes(name);
        json(value);
        return this;
    }

    String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }

    private void json(JsonNode value) {
        if (value.isObject()) {
            size('{', value.size());
            for (String name : new TreeSet<>(value.propertyNames())) {
                bytes(name);
                json(value.required(name));
            }
        } else if (value.isArray()) {
            size('[', value.size());
            value.forEach(this::json);
        } else if (value.isNumber()) {
            digest.update((byte) '0');
            bytes(number(value));
        } else {
            digest.update((byte) (value.isString() ? '"' : 'l'));
            bytes(value.asString(""));
        }
    }

    private static String number(JsonNode value) {
        BigDecimal decimal = value.decimalValue();
        return decimal.signum() == 0 ? "0" : decimal.stripTrailingZeros().toString();
    }

    private void bytes(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        size('s', bytes.length);
        digest.update(bytes);
    }

    private void size(char kind, int size) {
        digest.update(ByteBuffer.allocate(5).put((byte) kind).putInt(size).array());
    }
}
