package dev.bac.orchestrator.config;

import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One mapping of the configuration file. Each key is read once, with its type; {@link #done()} then refuses the keys
 * nobody read, so that a typing error can never be a silent default.
 */
final class Section {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,9})\\s*(B|KiB|MiB|GiB)");
    private static final Map<String, Long> UNITS = Map.of("B", 1L, "KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30);

    private final Path file;
    private final String at;
    private final @Nullable JsonNode node;
    private final Map<String, Integer> lines;
    private final UnaryOperator<@Nullable String> environment;
    private final Set<String> known = new HashSet<>();

    Section(
            Path file,
            String at,
            @Nullable JsonNode node,
            Map<String, Integer> lines,
            UnaryOperator<@Nullable String> environment) {
        this.file = file;
        this.at = at;
        this.node = node == null || node.isNull() || node.isMissingNode() ? null : node;
        this.lines = lines;
        this.environment = environment;
        if (this.node != null && !this.node.isObject()) {
            throw refused(at, "must hold keys, such as \"" + last(at) + ": {…}\"");
        }
    }

    /** Whether the file holds it. */
    boolean given() {
        return node != null;
    }

    /** What is wrong with one of its keys. */
    ConfigRefused mistake(String key, String what) {
        return refused(at + "/" + key, what);
    }

    Section section(String key) {
        return new Section(file, at + "/" + key, take(key), lines, environment);
    }

    /** The sections of a list; empty when the key is absent. */
    List<Section> sections(String key) {
        JsonNode list = take(key);
        var found = new ArrayList<Section>();
        if (list != null) {
            require(key, list.isArray(), "must be a list");
            for (int i = 0; i < list.size(); i++) {
                found.add(new Section(file, at + "/" + key + "/" + i, list.get(i), lines, environment));
            }
        }
        return found;
    }

    Optional<String> text(String key) {
        JsonNode value = take(key);
        if (value == null) {
            return Optional.empty();
        }
        require(key, value.isString(), "must be text, not " + told(value));
        return Optional.of(expanded(key, value.stringValue()));
    }

    /** A text that has no default. */
    String required(String key) {
        return text(key).orElseThrow(() -> refused(at, "lacks \"" + key + "\""));
    }

    List<String> texts(String key) {
        JsonNode list = take(key);
        var found = new ArrayList<String>();
        if (list != null) {
            require(key, list.isArray(), "must be a list of texts");
            for (JsonNode value : list) {
                require(key, value.isString(), "must be a list of texts");
                found.add(expanded(key, value.stringValue()));
            }
        }
        return found;
    }

    /** Texts by name, each the value of a variable and nothing else, so that no secret stands in the file. */
    Map<String, String> variables(String key) {
        return entries(
                key, text -> VARIABLE.matcher(text).matches(), "a variable of the environment, such as ${TOKEN}");
    }

    /** Texts by name, each with the value of a variable in it. */
    Map<String, String> secrets(String key) {
        return entries(
                key,
                text -> VARIABLE.matcher(text).find(),
                "a text with a variable of the environment in it, such as" + " \"Bearer ${TOKEN}\"");
    }

    /** Texts by name, with variables or without. */
    Map<String, String> values(String key) {
        return entries(key, _ -> true, "a text");
    }

    private Map<String, String> entries(String key, Predicate<String> allowed, String expected) {
        JsonNode entries = take(key);
        var found = new LinkedHashMap<String, String>();
        if (entries != null) {
            require(key, entries.isObject(), "must hold names and values, such as \"" + key + ": {TOKEN: …}\"");
            for (var entry : entries.properties()) {
                var value = entry.getValue();
                String name = key + "/" + entry.getKey();
                require(name, value.isString() && allowed.test(value.stringValue()), "must be " + expected);
                found.put(entry.getKey(), expanded(name, value.stringValue()));
            }
        }
        return found;
    }

    /** A file named here: from the folder of this one. */
    Path beside(String other) {
        Path folder = file.toAbsolutePath().getParent();
        return folder == null ? Path.of(other) : folder.resolve(other);
    }

    int whole(String key, int otherwise, int least, int most) {
        JsonNode value = take(key);
        if (value == null) {
            return otherwise;
        }
        require(
                key,
                value.isInt() && value.intValue() >= least && value.intValue() <= most,
                "must be a whole number from %d to %d, not %s".formatted(least, most, told(value)));
        return value.intValue();
    }

    double number(String key, double otherwise, double least, double most) {
        JsonNode value = take(key);
        if (value == null) {
            return otherwise;
        }
        require(
                key,
                value.isNumber() && value.doubleValue() >= least && value.doubleValue() <= most,
                "must be a number from %s to %s, not %s".formatted(least, most, told(value)));
        return value.doubleValue();
    }

    boolean flag(String key, boolean otherwise) {
        JsonNode value = take(key);
        if (value == null) {
            return otherwise;
        }
        require(key, value.isBoolean(), "must be true or false, not " + told(value));
        return value.booleanValue();
    }

    /** Written as ISO 8601 ({@code PT24H}) or shortly ({@code 90s}, {@code 15m}, {@code 24h}, {@code 7d}). */
    Duration duration(String key, Duration otherwise) {
        return parsed(key, Section::duration, "must be a time with its unit, such as 30s, 15m, 24h or PT24H")
                .orElse(otherwise);
    }

    /** In bytes, written with its unit: {@code 4 MiB}. */
    long size(String key, long otherwise) {
        return parsed(key, Section::bytes, "must be a size with its unit, such as 512 KiB or 4 MiB")
                .orElse(otherwise);
    }

    /** Refuses every key that was not asked for. */
    void done() {
        if (node == null) {
            return;
        }
        for (String key : node.propertyNames()) {
            if (!known.contains(key)) {
                String hint = Suggestion.closest(key, known)
                        .map(near -> "did you mean \"" + near + "\"?")
                        .orElse("known here: "
                                + String.join(", ", known.stream().sorted().toList()));
                throw refused(at + "/" + key, "is not a setting; " + hint);
            }
        }
    }

    ConfigRefused refused(String pointer, String what) {
        String key = pointer.replaceFirst("^/", "").replace('/', '.');
        return new ConfigRefused("%s:%d: %s %s".formatted(file, lines.getOrDefault(pointer, 1), key, what));
    }

    private <T> Optional<T> parsed(String key, Function<String, T> parse, String expected) {
        JsonNode value = take(key);
        if (value == null) {
            return Optional.empty();
        }
        require(key, value.isString(), expected + ", not " + told(value));
        try {
            return Optional.of(parse.apply(expanded(key, value.stringValue())));
        } catch (IllegalArgumentException | DateTimeParseException e) {
            throw refused(at + "/" + key, expected + ", not \"" + value.stringValue() + "\"");
        }
    }

    private static Duration duration(String text) {
        Duration read = text.startsWith("P")
                ? Duration.parse(text)
                : text.matches("[0-9]{1,6}d")
                        ? Duration.ofDays(Long.parseLong(text.substring(0, text.length() - 1)))
                        : Duration.parse("PT" + text);
        if (read.isNegative() || read.isZero()) {
            throw new IllegalArgumentException("not positive");
        }
        return read;
    }

    private static long bytes(String text) {
        Matcher size = SIZE.matcher(text);
        if (!size.matches()) {
            throw new IllegalArgumentException("no size");
        }
        Long unit = UNITS.get(size.group(2));
        return Long.parseLong(size.group(1)) * (unit == null ? 1 : unit);
    }

    private String expanded(String key, String text) {
        return VARIABLE.matcher(text).replaceAll(match -> {
            String value = environment.apply(match.group(1));
            if (value == null) {
                throw refused(at + "/" + key, "names the variable ${" + match.group(1) + "}, which is not set");
            }
            return Matcher.quoteReplacement(value);
        });
    }

    private @Nullable JsonNode take(String key) {
        known.add(key);
        JsonNode value = node == null ? null : node.get(key);
        return value == null || value.isNull() ? null : value;
    }

    private void require(String key, boolean holds, String what) {
        if (!holds) {
            throw refused(at + "/" + key, what);
        }
    }

    private static String told(JsonNode value) {
        return value.isContainer() ? "a list or mapping" : value.toString();
    }

    private static String last(String pointer) {
        return pointer.substring(pointer.lastIndexOf('/') + 1);
    }
}
