package dev.bac.agents.testing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Puts other values in the place of what must not stand in a test: what its author names, and what looks like an e-mail
 * address, a phone number, a bank account, a card or a key. The same value is replaced by the same one everywhere, so
 * that a test still fits together. Made-up phone numbers are of the range that no one has (NANP 555-0100 to 0199).
 */
public final class Disguise {
    private record Shape(Pattern pattern, IntFunction<String> other) {}

    private static final List<Shape> SHAPES = List.of(
            new Shape(Pattern.compile("\\b(?:bac|sk|key|ghp|xox[a-z])[_-][A-Za-z0-9_-]{16,}"), n -> "secret-" + n),
            new Shape(Pattern.compile("\\beyJ[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_.-]{10,}"), n -> "token-" + n),
            new Shape(
                    Pattern.compile("[\\w.+-]{1,64}@[\\w-]{1,63}(?:\\.[\\w-]{1,63})+"),
                    n -> "person" + n + "@example.com"),
            new Shape(
                    Pattern.compile("\\b[A-Z]{2}\\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\\b"),
                    n -> "DE%02d370400440532013000".formatted(n % 100)),
            new Shape(Pattern.compile("\\b(?:\\d[ -]?){13,19}\\b"), n -> "400000000000%04d".formatted(n % 10_000)),
            new Shape(
                    Pattern.compile("(?<![\\w.])\\+\\d[\\d ()/-]{6,18}\\d"), n -> "+120255501%02d".formatted(n % 100)));

    private final Map<String, String> named;
    private final Map<String, String> found = new LinkedHashMap<>();

    /** @param named what is replaced by what, as its author wants it; longer ones first where one holds another */
    public Disguise(Map<String, String> named) {
        this.named = new LinkedHashMap<>();
        named.entrySet().stream()
                .sorted((one, other) -> other.getKey().length() - one.getKey().length())
                .forEach(entry -> this.named.put(entry.getKey(), entry.getValue()));
    }

    /** The text without them. */
    String text(String text) {
        var now = text;
        for (var entry : named.entrySet()) {
            now = now.replace(entry.getKey(), entry.getValue());
        }
        for (var shape : SHAPES) {
            now = shape.pattern()
                    .matcher(now)
                    .replaceAll(match -> java.util.regex.Matcher.quoteReplacement(
                            found.containsValue(match.group())
                                    ? match.group()
                                    : found.computeIfAbsent(
                                            match.group(), _ -> shape.other().apply(found.size() + 1))));
        }
        return now;
    }

    JsonNode json(JsonNode node) {
        var json = JsonNodeFactory.instance;
        if (node.isString()) {
            return json.stringNode(text(node.stringValue()));
        }
        if (node.isArray()) {
            var array = json.arrayNode();
            node.forEach(one -> array.add(json(one)));
            return array;
        }
        if (node.isObject()) {
            var object = json.objectNode();
            node.properties().forEach(one -> object.set(one.getKey(), json(one.getValue())));
            return object;
        }
        return node;
    }
}
