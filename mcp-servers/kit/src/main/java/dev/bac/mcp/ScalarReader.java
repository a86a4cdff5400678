package dev.bac.mcp;

import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads single values. A wrong one is an {@link IllegalArgumentException} that says what to send instead. */
final class ScalarReader {
    private static final int LONGEST_ECHO = 60;
    private static final int MOST_DIGITS = 38;

    private ScalarReader() {}

    static Object read(Type type, JsonNode json, int longest) {
        if (!(type instanceof Class<?> plain)) {
            throw new IllegalStateException("no tool argument can be a " + type.getTypeName());
        }
        if (plain.isEnum()) {
            return constant(plain, json);
        }
        if (JsonNode.class.isAssignableFrom(plain)) {
            return tree(plain, json);
        }
        return switch (plain.getName()) {
            case "java.lang.String" -> text(json, longest);
            case "boolean", "java.lang.Boolean" -> truth(json);
            case "int", "java.lang.Integer" -> (int) whole(json, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case "long", "java.lang.Long" -> whole(json, Long.MIN_VALUE, Long.MAX_VALUE);
            case "java.math.BigDecimal" -> decimal(json);
            case "java.time.LocalDate" -> date(json);
            case "java.time.Instant" -> instant(json);
            case "java.util.UUID" -> uuid(json);
            default -> throw new IllegalStateException("no tool argument can be a " + type.getTypeName());
        };
    }

    /** A value as an error shows it: its kind and, where short, itself. */
    static String kind(JsonNode json) {
        String kind =
                switch (json.getNodeType()) {
                    case STRING -> "text";
                    case NUMBER -> "the number";
                    case BOOLEAN -> "the truth value";
                    case ARRAY -> "a list";
                    case OBJECT -> "an object";
                    case NULL, MISSING, BINARY, POJO -> "nothing";
                };
        String shown = json.isValueNode() && !json.isNull() ? json.toString() : "";
        return shown.isEmpty() || shown.length() > LONGEST_ECHO ? kind : kind + " " + shown;
    }

    private static String text(JsonNode json, int longest) {
        if (!json.isString()) {
            throw wants("text", json, "Put it in quotes.");
        }
        String text = json.stringValue();
        if (text.length() > longest) {
            throw new IllegalArgumentException(
                    "has " + text.length() + " characters, at most " + longest + " are allowed. Shorten it.");
        }
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("holds a NUL character. Remove it.");
        }
        return text;
    }

    private static Boolean truth(JsonNode json) {
        if (!json.isBoolean()) {
            throw wants("true or false", json, "Send it without quotes.");
        }
        return json.booleanValue();
    }

    private static long whole(JsonNode json, long least, long most) {
        if (json.isNumber() && json.canConvertToExactIntegral() && json.canConvertToLong()) {
            long value = json.decimalValue().longValueExact();
            if (value >= least && value <= most) {
                return value;
            }
        }
        throw wants("a whole number", json, "Send it like 20, without quotes.");
    }

    private static BigDecimal decimal(JsonNode json) {
        try {
            var value = json.isNumber()
                    ? json.decimalValue()
                    : json.isString() && json.stringValue().length() <= MOST_DIGITS + 3
                            ? new BigDecimal(json.stringValue().strip())
                            : null;
            if (value != null && value.precision() <= MOST_DIGITS && Math.abs(value.scale()) <= MOST_DIGITS) {
                return value;
            }
        } catch (NumberFormatException e) {
            // told below, with every other wrong form
        }
        throw wants("a decimal number", json, "Send it like \"1200.00\", without separators or currency.");
    }

    private static LocalDate date(JsonNode json) {
        try {
            if (json.isString()) {
                return inRange(LocalDate.parse(json.stringValue()));
            }
        } catch (DateTimeException e) {
            // told below
        }
        throw wants("a date", json, "Send it as YYYY-MM-DD, like \"2026-03-31\".");
    }

    private static LocalDate inRange(LocalDate date) {
        if (date.getYear() < 1 || date.getYear() > 9999) {
            throw new DateTimeException("a year has four digits");
        }
        return date;
    }

    private static Instant instant(JsonNode json) {
        try {
            if (json.isString()) {
                var time = OffsetDateTime.parse(json.stringValue());
                var _ = inRange(time.toLocalDate());
                return time.toInstant();
            }
        } catch (DateTimeException e) {
            // told below
        }
        throw wants("a time with its zone", json, "Send it like \"2026-03-31T14:30:00Z\".");
    }

    private static UUID uuid(JsonNode json) {
        try {
            if (json.isString() && json.stringValue().length() == 36) {
                return UUID.fromString(json.stringValue());
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw wants("an id", json, "Send the id that a tool returned.");
    }

    private static Object constant(Class<?> type, JsonNode json) {
        Object[] constants = type.getEnumConstants();
        if (json.isString()) {
            String given = json.stringValue().strip().replace(' ', '_').replace('-', '_');
            for (Object constant : constants) {
                if (((Enum<?>) constant).name().equalsIgnoreCase(given)) {
                    return constant;
                }
            }
        }
        String all = Arrays.stream(constants)
                .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        throw wants("one of " + all, json, "Choose one of them.");
    }

    private static Object tree(Class<?> type, JsonNode json) {
        if (type == ObjectNode.class && !json.isObject()) {
            throw wants("an object", json, "Send it in braces.");
        }
        return json;
    }

    private static IllegalArgumentException wants(String what, @Nullable JsonNode json, String remedy) {
        String got = json == null ? "nothing" : kind(json);
        return new IllegalArgumentException("wants " + what + ", got " + got + ". " + remedy);
    }
}
