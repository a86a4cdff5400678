package dev.bac.agents.format;

import dev.bac.agents.format.Yaml.Items;
import dev.bac.agents.format.Yaml.Keys;
import dev.bac.agents.format.Yaml.Place;
import dev.bac.agents.format.Yaml.Scalar;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.core.JsonToken;

/** The keys of one mapping, read one by one; what nobody read at the end is unknown. Problems are collected. */
final class Fields {
    private final Keys keys;
    private final Findings findings;
    private final String where;
    private final Set<String> read = new LinkedHashSet<>();

    /** @param where the path of the mapping for messages, such as {@code limits} */
    Fields(Keys keys, Findings findings, String where) {
        this.keys = keys;
        this.findings = findings;
        this.where = where;
    }

    Place place() {
        return keys.place();
    }

    /** The place of a key's value, or of the mapping when it is not there. */
    Place place(String key) {
        var value = keys.values().get(key);
        return value == null ? keys.place() : value.place();
    }

    Optional<Yaml> value(String key) {
        read.add(key);
        return Optional.ofNullable(keys.values().get(key));
    }

    /** A text that must be there; empty after a problem. */
    String text(String key) {
        var text = optionalText(key);
        if (text.isEmpty() && value(key).isEmpty()) {
            findings.add(keys.place(), path(key) + " is missing");
        }
        return text.orElse("");
    }

    Optional<String> optionalText(String key) {
        return value(key).flatMap(value -> scalar(value, key, "text"));
    }

    /** A text read further; what cannot be read is a problem with the expected form. */
    <T> T read(String key, T missing, String form, Function<String, Optional<T>> reader) {
        var text = value(key).flatMap(value -> scalar(value, key, form));
        if (text.isEmpty()) {
            return missing;
        }
        var result = reader.apply(text.get());
        if (result.isEmpty()) {
            findings.add(place(key), path(key) + " must be " + form + ", not \"" + shortened(text.get()) + "\"");
        }
        return result.orElse(missing);
    }

    /** One of a closed set of words. */
    <T extends Enum<T>> T choice(String key, T missing, Class<T> type) {
        var labels = java.util.Arrays.stream(type.getEnumConstants())
                .map(one -> one.name().toLowerCase(java.util.Locale.ROOT))
                .toList();
        var text = optionalText(key);
        if (text.isEmpty()) {
            return missing;
        }
        if (!labels.contains(text.get())) {
            findings.add(
                    place(key),
                    path(key) + " must be one of " + String.join(", ", labels) + ", not \"" + shortened(text.get())
                            + "\"" + Suggestion.among(text.get(), labels));
            return missing;
        }
        return Enum.valueOf(type, text.get().toUpperCase(java.util.Locale.ROOT));
    }

    /** A list of texts. */
    List<String> texts(String key) {
        var texts = new ArrayList<String>();
        items(key).forEach(item -> scalar(item, key, "a list of texts").ifPresent(texts::add));
        return texts;
    }

    /** A list of anything; empty when it is not there. */
    List<Yaml> items(String key) {
        var value = value(key);
        if (value.isEmpty()) {
            return List.of();
        }
        if (value.get() instanceof Items items) {
            return items.values();
        }
        findings.add(value.get().place(), path(key) + " must be a list");
        return List.of();
    }

    /** A mapping inside this one. */
    Optional<Fields> fields(String key) {
        return value(key).flatMap(value -> fields(value, key));
    }

    /** A list of mappings. */
    List<Fields> list(String key) {
        var list = new ArrayList<Fields>();
        items(key).forEach(item -> fields(item, key).ifPresent(list::add));
        return list;
    }

    private Optional<Fields> fields(Yaml value, String key) {
        if (value instanceof Keys inner) {
            return Optional.of(new Fields(inner, findings, path(key)));
        }
        findings.add(value.place(), path(key) + " must be a mapping of keys to values");
        return Optional.empty();
    }

    /** All keys, for mappings whose keys are free. */
    Set<String> names() {
        return keys.values().keySet();
    }

    /** Reports the keys that nobody read: those planned but not built by name, the others with a suggestion. */
    void end(Collection<String> notYet) {
        for (var key : keys.values().keySet()) {
            var place = keys.keys().getOrDefault(key, keys.place());
            if (notYet.contains(key)) {
                findings.add(place, path(key) + " is not supported yet");
            } else if (!read.contains(key)) {
                findings.add(place, "unknown key \"" + shortened(key) + "\"" + inWhere() + Suggestion.among(key, read));
            }
        }
    }

    void problem(Place place, String message) {
        findings.add(place, message);
    }

    void problem(String key, String message) {
        findings.add(place(key), message);
    }

    String path(String key) {
        return where.isEmpty() ? key : where + "." + key;
    }

    private String inWhere() {
        return where.isEmpty() ? "" : " in " + where;
    }

    private Optional<String> scalar(Yaml value, String key, String form) {
        if (value instanceof Scalar scalar && scalar.token() != JsonToken.VALUE_NULL) {
            return Optional.of(scalar.text());
        }
        findings.add(value.place(), path(key) + " must be " + form);
        return Optional.empty();
    }

    private static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }
}
