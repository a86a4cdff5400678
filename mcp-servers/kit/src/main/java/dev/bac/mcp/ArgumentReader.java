package dev.bac.mcp;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Turns JSON into an argument record. It is written out rather than left to a mapper, because its errors are read by
 * models: each names the field, what it wanted, what it got and what to send, and all of them come at once.
 */
final class ArgumentReader {
    private static final int MOST_PROBLEMS = 10;

    private final Limits limits;
    private final List<String> problems = new ArrayList<>();

    private ArgumentReader(Limits limits) {
        this.limits = limits;
    }

    /** @throws ToolRefusal with code {@code invalid} and one line a problem */
    static <R extends Record> R read(Class<R> type, JsonNode json, Limits limits) {
        var reader = new ArgumentReader(limits);
        Object value = reader.record(type, json, "");
        if (!reader.problems.isEmpty() || value == null) {
            throw new ToolRefusal("invalid", String.join("\n", reader.problems));
        }
        return type.cast(value);
    }

    private @Nullable Object record(Class<?> type, JsonNode json, String path) {
        if (!json.isObject()) {
            return problem(
                    path.isEmpty() ? "arguments" : path, "wants an object, got " + ScalarReader.kind(json) + ".");
        }
        var components = Component.of(type);
        var names = new LinkedHashSet<String>();
        components.forEach(component -> names.add(component.name()));
        for (String given : json.propertyNames()) {
            if (!names.contains(given)) {
                problem(join(path, given), unknown(given, names));
            }
        }
        int before = problems.size();
        @Nullable Object[] values = new @Nullable Object[components.size()];
        for (int i = 0; i < values.length; i++) {
            var component = components.get(i);
            values[i] = component(component, json.path(component.name()), join(path, component.name()));
        }
        return problems.size() > before ? null : construct(type, values, path);
    }

    private @Nullable Object component(Component component, JsonNode json, String path) {
        if (json.isMissingNode() || json.isNull()) {
            return component.required() ? problem(path, missing(component)) : null;
        }
        return value(component.type(), json, path, component.arg());
    }

    private @Nullable Object value(Type type, JsonNode json, String path, @Nullable Arg arg) {
        if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
            return list(generic.getActualTypeArguments()[0], json, path, arg);
        }
        if (type instanceof ParameterizedType generic && generic.getRawType() == Map.class) {
            return map(generic.getActualTypeArguments()[1], json, path, arg);
        }
        if (type instanceof Class<?> plain && plain.isRecord()) {
            return record(plain, json, path);
        }
        try {
            return ScalarReader.read(type, json, limits.text(arg));
        } catch (IllegalArgumentException e) {
            return problem(path, String.valueOf(e.getMessage()));
        }
    }

    private @Nullable Object list(Type item, JsonNode json, String path, @Nullable Arg arg) {
        if (!json.isArray()) {
            return problem(
                    path, "wants a list, got " + ScalarReader.kind(json) + ". Send [" + json + "] if it is one.");
        }
        if (json.size() > limits.items(arg)) {
            return problem(path, "has " + json.size() + " entries, at most " + limits.items(arg) + " fit in a call.");
        }
        var items = new ArrayList<Object>(json.size());
        for (int i = 0; i < json.size(); i++) {
            Object value = value(item, json.get(i), path + "[" + i + "]", null);
            if (value != null) {
                items.add(value);
            }
        }
        return items;
    }

    private @Nullable Object map(Type valueType, JsonNode json, String path, @Nullable Arg arg) {
        if (!json.isObject() || json.size() > limits.items(arg)) {
            return problem(path, "wants an object of at most " + limits.items(arg) + " entries.");
        }
        var entries = new LinkedHashMap<String, Object>();
        for (var entry : json.properties()) {
            Object value = value(valueType, entry.getValue(), join(path, entry.getKey()), null);
            if (value != null) {
                entries.put(entry.getKey(), value);
            }
        }
        return entries;
    }

    private @Nullable Object construct(Class<?> type, @Nullable Object[] values, String path) {
        try {
            Constructor<?> constructor = type.getDeclaredConstructors()[0];
            for (var candidate : type.getDeclaredConstructors()) {
                if (candidate.getParameterCount() == values.length) {
                    constructor = candidate;
                }
            }
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof ToolRefusal refusal) {
                throw refusal;
            }
            if (e.getCause() instanceof IllegalArgumentException invalid) {
                return problem(path.isEmpty() ? "arguments" : path, String.valueOf(invalid.getMessage()));
            }
            throw new IllegalStateException("the constructor of " + type.getName() + " failed", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type.getName() + " cannot be made", e);
        }
    }

    private @Nullable Object problem(String path, String text) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(path + ": " + text);
        }
        return null;
    }

    private static String missing(Component component) {
        var arg = component.arg();
        return "is required" + (arg == null ? "." : " (" + arg.value() + ").") + " Add it.";
    }

    private static String unknown(String given, Set<String> names) {
        return Suggestion.of(given, names)
                .map(name -> "unknown argument. Did you mean \"" + name + "\"?")
                .orElse("unknown argument. Leave it out; the arguments are " + String.join(", ", names) + ".");
    }

    private static String join(String path, String name) {
        String shown = name.length() > 64 ? name.substring(0, 64) + "…" : name;
        return path.isEmpty() ? shown : path + "." + shown;
    }
}
