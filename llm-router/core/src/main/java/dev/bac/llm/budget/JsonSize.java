package dev.bac.llm.budget;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/** How long JSON is when it is written, in bytes of UTF-8, without writing it. */
final class JsonSize {
    /** Written as six characters, such as {@code \\u0001}, unless there is a shorter way. */
    private static final int UNICODE = 6;

    private JsonSize() {}

    static long of(JsonNode node) {
        if (node.isObject()) {
            long size = 1L + Math.max(1, node.size());
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                size += quoted(field.getKey()) + 1 + of(field.getValue());
            }
            return size;
        }
        if (node.isArray()) {
            long size = 1L + Math.max(1, node.size());
            for (JsonNode item : node) {
                size += of(item);
            }
            return size;
        }
        return node.isString() ? quoted(node.asString()) : node.toString().length();
    }

    private static long quoted(String text) {
        long size = 2 + utf8(text);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ') {
                size += c == '\n' || c == '\t' || c == '\r' || c == '\b' || c == '\f' ? 1 : UNICODE - 1;
            } else if (c == '"' || c == '\\') {
                size++;
            }
        }
        return size;
    }

    /** Of a text as it is. */
    static long utf8(String text) {
        long bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return bytes;
    }
}
