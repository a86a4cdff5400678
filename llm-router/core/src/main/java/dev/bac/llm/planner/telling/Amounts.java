package dev.bac.llm.planner.telling;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Rows that hold their amounts in a record of their own, as {@code buckets} of what is owed by age. */
final class Amounts {
    private static final int MANY = 3;

    private static final Pattern AGE = Pattern.compile("days(\\d+)to(\\d+)|over(\\d+)");

    private Amounts() {}

    /** What {@code days31to60} and {@code over90} are called. */
    static Optional<String> age(String key) {
        var age = AGE.matcher(key);
        if (!age.matches()) {
            return Optional.empty();
        }
        return Optional.of(
                age.group(3) == null
                        ? "%s–%s days".formatted(age.group(1), age.group(2))
                        : "Over %s days".formatted(age.group(3)));
    }

    /** The rows with those amounts beside their other values, but for what is nothing in every row. */
    static JsonNode beside(JsonNode rows) {
        boolean grouped = rows.valueStream().allMatch(JsonNode::isObject)
                && rows.valueStream().anyMatch(row -> row.valueStream().anyMatch(Amounts::group));
        if (!grouped) {
            return rows;
        }
        var flat = JsonNodeFactory.instance.arrayNode();
        for (var row : rows) {
            var record = flat.addObject();
            row.properties().forEach(value -> {
                if (group(value.getValue())) {
                    value.getValue().properties().forEach(amount -> {
                        if (told(rows, value.getKey(), amount.getKey())) {
                            record.set(amount.getKey(), amount.getValue());
                        }
                    });
                } else {
                    record.set(value.getKey(), value.getValue());
                }
            });
        }
        return flat;
    }

    /** Whether the rows are about amounts, each of which wants to be seen. */
    static boolean many(JsonNode rows) {
        return rows.get(0).valueStream().filter(Cell::money).count() >= MANY;
    }

    private static boolean group(JsonNode value) {
        return value instanceof ObjectNode
                && !Cell.money(value)
                && !value.isEmpty()
                && value.valueStream().allMatch(Cell::money);
    }

    private static boolean told(JsonNode rows, String group, String amount) {
        return rows.valueStream()
                .map(row -> row.path(group).path(amount).path("amount").asString("0"))
                .anyMatch(text -> new BigDecimal(text).signum() != 0);
    }
}
