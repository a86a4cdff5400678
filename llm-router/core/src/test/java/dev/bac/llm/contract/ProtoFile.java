package dev.bac.llm.contract;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the messages and enums of proto3 text: as much of the grammar as Gemini's files use. */
final class ProtoFile {

    /** @param map the type of the values when it is a map with string keys, whose own type is then unused */
    record Field(String name, String type, boolean repeated, boolean map, boolean required, String oneof) {}

    /** @param scope full name, dotted; types are looked up from it outwards */
    record Message(String scope, Map<String, Field> fields) {}

    private static final Pattern TOKEN = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|[A-Za-z_][\\w.]*|\\d+|\\S");

    final Map<String, Message> messages = new HashMap<>();
    final Map<String, Set<String>> enums = new HashMap<>();
    private final List<String> tokens = new ArrayList<>();
    private int at;

    ProtoFile read(String text) {
        tokens.clear();
        at = 0;
        Matcher matcher = TOKEN.matcher(text.replaceAll("(?m)//.*$", ""));
        while (matcher.find()) {
            tokens.add(matcher.group());
        }
        while (at < tokens.size()) {
            switch (next()) {
                case "message" -> message("");
                case "enum" -> enumeration("");
                case "service" -> skipTo("{", true);
                default -> skipTo(";", false);
            }
        }
        return this;
    }

    private void message(String outer) {
        var message = new Message(outer + next(), new LinkedHashMap<>());
        messages.put(message.scope, message);
        expect("{");
        body(message, "");
    }

    private void body(Message message, String oneof) {
        while (!peek().equals("}")) {
            switch (peek()) {
                case "message" -> {
                    at++;
                    message(message.scope + ".");
                }
                case "enum" -> {
                    at++;
                    enumeration(message.scope + ".");
                }
                case "oneof" -> {
                    at++;
                    String name = next();
                    expect("{");
                    body(message, name);
                }
                case "reserved", "option" -> skipTo(";", false);
                default -> field(message, oneof);
            }
        }
        expect("}");
    }

    private void field(Message message, String oneof) {
        boolean repeated = peek().equals("repeated");
        if (repeated || peek().equals("optional")) {
            at++;
        }
        String type = next();
        boolean map = type.equals("map") && peek().equals("<");
        if (map) {
            at += 3;
            type = next();
            expect(">");
        }
        String name = next();
        int start = at;
        skipTo(";", false);
        boolean required = tokens.subList(start, at).contains("REQUIRED");
        message.fields.put(name, new Field(name, type, repeated, map, required, oneof));
    }

    private void enumeration(String outer) {
        Set<String> values = new HashSet<>();
        enums.put(outer + next(), values);
        expect("{");
        while (!peek().equals("}")) {
            values.add(next());
            skipTo(";", false);
        }
        expect("}");
    }

    private void skipTo(String end, boolean block) {
        while (!next().equals(end)) {
            continue;
        }
        for (int depth = block ? 1 : 0; depth > 0; ) {
            String token = next();
            depth += token.equals("{") ? 1 : token.equals("}") ? -1 : 0;
        }
    }

    private String peek() {
        return tokens.get(at);
    }

    private String next() {
        return tokens.get(at++);
    }

    private void expect(String token) {
        if (!next().equals(token)) {
            throw new IllegalStateException("expected " + token + " before token " + at + ": " + tokens.get(at));
        }
    }
}
