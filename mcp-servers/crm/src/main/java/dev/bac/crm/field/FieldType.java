package dev.bac.crm.field;

import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What a field of the tenant's own holds. */
public enum FieldType {
    TEXT,
    NUMBER,
    DATE,
    YES_NO,
    CHOICE;

    private static final int LONGEST = 500;
    private static final int DECIMALS = 6;
    private static final BigDecimal LARGEST = new BigDecimal("1e18");
    private static final Set<String> YES = Set.of("yes", "true", "y", "1");
    private static final Set<String> NO = Set.of("no", "false", "n", "0");

    /**
     * A value as it is kept.
     *
     * @param field what it is called in a refusal
     * @param choices of a {@link #CHOICE}
     * @throws ToolRefusal that says what fits
     */
    JsonNode read(String field, String given, List<String> choices) {
        var json = JsonNodeFactory.instance;
        return switch (this) {
            case TEXT -> json.stringNode(Given.line(field, given, LONGEST));
            case NUMBER -> json.numberNode(number(field, given));
            case DATE -> json.stringNode(date(field, given).toString());
            case YES_NO -> json.booleanNode(truth(field, given));
            case CHOICE -> json.stringNode(choice(field, given, choices));
        };
    }

    private static BigDecimal number(String field, String given) {
        try {
            return Given.number(field, new BigDecimal(given), DECIMALS, LARGEST).stripTrailingZeros();
        } catch (NumberFormatException e) {
            throw ToolRefusal.invalid(field, "\"" + given + "\" is no number; write it like 12.5");
        }
    }

    private static LocalDate date(String field, String given) {
        try {
            return Given.date(field, LocalDate.parse(given));
        } catch (DateTimeParseException e) {
            throw ToolRefusal.invalid(field, "\"" + given + "\" is no day; write it like 2026-02-28");
        }
    }

    private static boolean truth(String field, String given) {
        String small = given.toLowerCase(Locale.ROOT);
        if (!YES.contains(small) && !NO.contains(small)) {
            throw ToolRefusal.invalid(field, "\"" + given + "\" is neither yes nor no");
        }
        return YES.contains(small);
    }

    private static String choice(String field, String given, List<String> choices) {
        return choices.stream()
                .filter(given::equalsIgnoreCase)
                .findFirst()
                .orElseThrow(
                        () -> ToolRefusal.invalid(field, "\"" + given + "\" is none of " + String.join(", ", choices)));
    }
}
