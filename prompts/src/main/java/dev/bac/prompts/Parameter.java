package dev.bac.prompts;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One thing that a prompt must be given.
 *
 * @param type what its value must look like
 * @param about what it is for
 * @param choices the only values allowed; empty for any of that type
 */
public record Parameter(String name, Type type, String about, List<String> choices) {
    private static final Pattern INTEGER = Pattern.compile("-?\\d{1,18}");
    private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,18}(\\.\\d{1,18})?");

    public Parameter {
        choices = List.copyOf(choices);
    }

    /** The types of values; all are written as text. */
    public enum Type {
        TEXT,
        INTEGER,
        DECIMAL,
        BOOLEAN,
        /** ISO 8601, such as 2026-11-21. */
        DATE
    }

    /** True when the value has this parameter's type and is one of its choices. */
    public boolean accepts(String value) {
        return (choices.isEmpty() || choices.contains(value))
                && switch (type) {
                    case TEXT -> true;
                    case INTEGER -> INTEGER.matcher(value).matches();
                    case DECIMAL -> DECIMAL.matcher(value).matches();
                    case BOOLEAN -> value.equals("true") || value.equals("false");
                    case DATE -> isDate(value);
                };
    }

    private static boolean isDate(String value) {
        try {
            LocalDate.parse(value);
            return true;
        } catch (DateTimeException notADate) {
            return false;
        }
    }
}
